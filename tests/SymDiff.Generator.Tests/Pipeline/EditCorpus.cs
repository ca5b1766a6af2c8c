using SymDiff.Generator.Tests.Harness;
using SymDiff.Generator.Tests.RandomPrograms;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>Files with marked methods over the whole language: what is edited.</summary>
internal static class EditCorpus
{
    private const int Programs = 24;

    /// <summary>The marked methods that users' code is tested with, and random programs.</summary>
    public static IReadOnlyList<SourceFile> Files { get; } =
    [
        .. new[] { "Language", "Modes", "Modules" }
            .SelectMany(static folder => Directory.GetFiles(Path.Combine(Repository.Root, "tests", "SymDiff.Gradients.Tests", folder), "*.cs"))
            .Where(static path => !path.EndsWith("Tests.cs", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(static path => new SourceFile(Path.GetFileName(path), File.ReadAllText(path).ReplaceLineEndings("\n"))),
        .. Enumerable.Range(1, Programs).Select(static seed => new SourceFile(
            $"Program{seed}.cs",
            ProgramWriter.Write(seed).Text.Replace(RandomProgram.Placeholder, $"Program{seed}", StringComparison.Ordinal).ReplaceLineEndings("\n"))),
    ];
}
