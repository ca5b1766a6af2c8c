using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.Generator.Tests.Harness;

/// <summary>What a project for .NET 8 is compiled against: the reference assemblies that building the runtime takes, and the runtime built for it.</summary>
internal static class Net8
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> LazyReferences = new(Find);

    /// <summary>The framework's reference assemblies and the runtime.</summary>
    public static ImmutableArray<MetadataReference> References => LazyReferences.Value;

    private static ImmutableArray<MetadataReference> Find()
    {
        // The SDK brings the pack, or restoring the runtime does.
        string[] roots = [Path.Combine(Metadata("NuGetPackageRoot"), "microsoft.netcore.app.ref"), Path.Combine(Metadata("NetCoreTargetingPackRoot"), "Microsoft.NETCore.App.Ref")];
        string pack = roots.Where(Directory.Exists)
            .SelectMany(Directory.GetDirectories)
            .Where(static folder => Path.GetFileName(folder).StartsWith("8.0.", StringComparison.Ordinal))
            .OrderBy(static folder => Version.Parse(Path.GetFileName(folder)))
            .LastOrDefault() ?? throw new DirectoryNotFoundException("No reference assemblies of .NET 8 are in " + string.Join(" or ", roots) + ". Restore src/SymDiff.");
        ImmutableArray<MetadataReference> framework = [.. Directory.GetFiles(Path.Combine(pack, "ref", "net8.0"), "*.dll").Order(StringComparer.Ordinal).Select(static path => MetadataReference.CreateFromFile(path))];
        return [.. framework, Runtime(framework)];
    }

    /// <summary>The runtime's sources, compiled as its project does.</summary>
    private static PortableExecutableReference Runtime(ImmutableArray<MetadataReference> framework)
    {
        string folder = Path.Combine(Repository.Root, "src", "SymDiff");
        string[] built = [Path.Combine(folder, "bin"), Path.Combine(folder, "obj")];
        IEnumerable<SyntaxTree> files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !built.Any(place => path.StartsWith(place + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .Select(static path => Compile.Parse(new SourceFile(path, "#define NET8_0_OR_GREATER\n" + File.ReadAllText(path))))
            .Append(Compile.Parse(new SourceFile("ImplicitUsings.cs", "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;")));
        CSharpCompilation compilation = CSharpCompilation.Create("SymDiff", files, framework, Compile.CompilationOptions);
        Compile.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation whole, out _);
        using var stream = new MemoryStream();
        Assert.Empty(whole.Emit(stream).Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static string Metadata(string key) =>
        typeof(Net8).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value ?? "";
}
