using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace SymDiff.Generator.Tests.Harness;

/// <summary>A compilation that was emitted to memory and loaded.</summary>
/// <remarks>
/// It stays loaded. With many contexts that are unloaded, the runtime (10.0.12 and before) now and then finds an object
/// without a type in a collection, and the process ends.
/// </remarks>
internal sealed class LoadedProgram
{
    private readonly Assembly assembly;

    private LoadedProgram(Assembly assembly) => this.assembly = assembly;

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
        return new LoadedProgram(new AssemblyLoadContext("UnderTest").LoadFromStream(image));
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
}
