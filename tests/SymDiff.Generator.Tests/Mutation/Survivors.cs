using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>The mutants that no test can catch, with the reason.</summary>
internal static class Survivors
{
    /// <summary>
    /// Reads <c>Survivors.txt</c> beside this file: a line with a reason, indented, holds for the keys above it up to the
    /// reason before.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Read()
    {
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        var waiting = new List<string>();
        foreach (string line in File.ReadAllLines(Path.Combine(Repository.Root, "tests", "SymDiff.Generator.Tests", "Mutation", "Survivors.txt")))
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
