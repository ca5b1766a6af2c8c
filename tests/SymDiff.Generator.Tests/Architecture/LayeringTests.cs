using System.Text.RegularExpressions;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Architecture;

/// <summary>
/// The picture in the design page, held to: Roslyn stops at the front end; stages do not know each other, except that
/// transforms and caching read the facts that analysis found; the floor knows no stage; <c>Compiler.cs</c> alone knows
/// the order. Read off the source text: using directives and qualified names outside comments.
/// </summary>
public sealed partial class LayeringTests
{
    private static readonly string[] Stages = ["FrontEnd", "Analysis", "Caching", "Transforms", "Vectorization", "Optimization", "Emit"];
    private static readonly string[] ReadFacts = ["Transforms", "Caching", "Vectorization"];
    private static readonly string[] Floor = ["Ir", "Rules", "Infrastructure"];
    private static readonly string[] MayUseRoslyn = ["FrontEnd", "Diagnostics"];

    private static string Folder => Path.Combine(Repository.Root, "generator", "SymDiff.Generator");

    [Fact]
    public void Roslyn_stops_at_the_front_end()
        => AssertNone(Files()
            .Where(file => !MayUseRoslyn.Contains(file.Area) && !IsEntry(file.Name))
            .Where(file => file.Code.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .Select(file => $"{file.Name} uses Microsoft.CodeAnalysis"));

    [Fact]
    public void Stages_do_not_know_each_other()
        => AssertNone(Files()
            .Where(file => Stages.Contains(file.Area))
            .SelectMany(file => UsesOf(file, Stages.Where(stage => stage != file.Area && !(stage == "Analysis" && ReadFacts.Contains(file.Area))))));

    [Fact]
    public void Floor_knows_no_stage()
        => AssertNone(Files().Where(file => Floor.Contains(file.Area)).SelectMany(file => UsesOf(file, Stages)));

    [Fact]
    public void Compiler_alone_knows_the_order()
        => AssertNone(Files()
            .Where(file => file.Area.Length == 0 && file.Name is not ("Compiler.cs" or "Compiler.Modules.cs" or "Compiler.SecondOrder.cs" or "Compiler.Directions.cs" or "Compiler.Batch.cs" or "Compiler.Halves.cs") && !IsEntry(file.Name))
            .SelectMany(file => UsesOf(file, Stages)));

    [Fact]
    public void Every_file_is_in_the_namespace_of_its_folder()
        => AssertNone(Files()
            .Where(file => file.Area.Length > 0 && file.Name != Path.Combine("Infrastructure", "Polyfills.cs"))
            .Where(file => !file.Code.Contains($"namespace SymDiff.Generator.{file.Area}", StringComparison.Ordinal))
            .Select(file => $"{file.Name} is not in SymDiff.Generator.{file.Area}"));

    private static bool IsEntry(string name)
        => name.StartsWith("Differentiable", StringComparison.Ordinal) && !name.Contains(Path.DirectorySeparatorChar);

    // A namespace is used by its full name, by a using directive, or, from inside SymDiff.Generator, by its last part.
    private static IEnumerable<string> UsesOf((string Name, string Area, string Code) file, IEnumerable<string> areas)
        => areas
            .Where(area => Regex.IsMatch(
                file.Code,
                $@"SymDiff\.Generator\.{area}\b|\busing\s+(static\s+)?(\w+\s*=\s*)?{area}\b|(?<![\w.""]){area}\.[A-Z]"))
            .Select(area => $"{file.Name} uses {area}");

    private static IEnumerable<(string Name, string Area, string Code)> Files()
    {
        string[] paths = Directory.GetFiles(Folder, "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(paths);
        foreach (string path in paths.Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(Folder, path);
            string[] parts = name.Split(Path.DirectorySeparatorChar);
            if (parts[0] is not ("bin" or "obj"))
            {
                yield return (name, parts.Length > 1 ? parts[0] : "", Comments().Replace(File.ReadAllText(path), ""));
            }
        }
    }

    private static void AssertNone(IEnumerable<string> found)
    {
        string[] all = [.. found];
        Assert.True(all.Length == 0, string.Join('\n', all));
    }

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();
}
