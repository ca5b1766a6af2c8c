using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>Mutants that are named: by <see cref="Mutant.Key"/>, in files beside this one.</summary>
internal static class MutantList
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "SymDiff.Generator.Tests", "Mutation");

    /// <summary>A few of every kind for the normal run.</summary>
    public static IReadOnlyList<string> Sample { get; } = File.ReadAllLines(Path.Combine(Folder, "Sample.txt"));

    /// <summary>
    /// The mutants that no test can catch, with the reason: in <c>Survivors.txt</c> an indented line, which holds for the
    /// keys above it up to the reason before.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Survivors { get; } = ReadSurvivors();

    private static Dictionary<string, string> ReadSurvivors()
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var waiting = new List<string>();
        foreach (string line in File.ReadAllLines(Path.Combine(Folder, "Survivors.txt")))
        {
            if (line.StartsWith(' '))
            {
                waiting.ForEach(key => reasons.Add(key, line.Trim()));
                waiting.Clear();
            }
            else if (line.Length > 0)
            {
                waiting.Add(line);
            }
        }

        Assert.Empty(waiting);
        return reasons;
    }
}
