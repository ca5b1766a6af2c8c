using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace SymDiff.Generator.Tests.Harness;

/// <summary>A compilation that was emitted to memory and loaded; unloaded when disposed and no longer used.</summary>
internal sealed class LoadedProgram : IDisposable
{
    private readonly AssemblyLoadContext context;
    private readonly Assembly assembly;

    private LoadedProgram(AssemblyLoadContext context, Assembly assembly)
    {
        this.context = context;
        this.assembly = assembly;
    }

    /// <summary>Emits and loads a compilation.</summary>
    /// <param name="compilation">It must be free of errors.</param>
    public static LoadedProgram Load(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        EmitResult emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return Load(image);
    }

    /// <summary>Loads an assembly from its image.</summary>
    /// <param name="image">The image; read from its start.</param>
    public static LoadedProgram Load(MemoryStream image)
    {
        image.Position = 0;
        var context = new AssemblyLoadContext("UnderTest", isCollectible: true);
        return new LoadedProgram(context, context.LoadFromStream(image));
    }

    /// <summary>The types that the program declares.</summary>
    public IEnumerable<Type> Types => assembly.GetTypes();

    /// <summary>A static method as a delegate.</summary>
    /// <typeparam name="T">The delegate's type.</typeparam>
    /// <param name="type">The full name of the declaring type.</param>
    /// <param name="method">The method's name.</param>
    public T Delegate<T>(string type, string method)
        where T : Delegate
    {
        const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        MethodInfo info = assembly.GetType(type, throwOnError: true)!.GetMethod(method, Any)
            ?? throw new MissingMethodException(type, method);
        return info.CreateDelegate<T>();
    }

    /// <inheritdoc/>
    public void Dispose() => context.Unload();
}
