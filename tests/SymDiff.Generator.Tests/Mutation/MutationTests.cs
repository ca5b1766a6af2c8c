using System.Diagnostics;
using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>Faults put into the compiler on purpose: every one must be caught.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Sample = 16;
    private const int SampleCorpus = 10;
    private const int LongCorpus = 60;

    /// <summary>A few mutants of every kind; <c>SYMDIFF_MUTANTS</c> runs a share of all, or <c>all</c>.</summary>
    [Fact]
    public void Mutants_of_the_compiler_are_caught()
    {
        string setting = Environment.GetEnvironmentVariable("SYMDIFF_MUTANTS") ?? "";
        bool isLong = setting.Length > 0;
        using MutableCompiler compiler = MutableCompiler.Build(MutatedFiles.Contains);
        var corpus = new Corpus(compiler, isLong ? LongCorpus : SampleCorpus);
        corpus.AssertPlainCompilerPasses();
        IReadOnlyDictionary<string, string> reasons = Survivors.Read();
        Mutant[] mutants = isLong ? Share(compiler.Mutants, setting) : [.. Spread(compiler.Mutants, reasons)];
        Print($"{compiler.Mutants.Count} mutants, {compiler.Refused.Count} more that are not C#, {mutants.Length} run");
        foreach (Mutant refused in compiler.Refused)
        {
            Print($"no C#: {refused}");
        }


        var survivors = new List<Mutant>();
        var counts = new SortedDictionary<string, (int Caught, int Listed, int Missed)>(StringComparer.Ordinal);
        foreach (Mutant mutant in mutants)
        {
            long start = Stopwatch.GetTimestamp();
            string? catcher = corpus.Catch(mutant, out int others);
            bool listed = reasons.ContainsKey(mutant.Key);
            (int caught, int known, int missed) = counts.GetValueOrDefault(mutant.Mutator);
            counts[mutant.Mutator] = catcher is not null ? (caught + 1, known, missed) : listed ? (caught, known + 1, missed) : (caught, known, missed + 1);
            if (catcher is null && !listed)
            {
                survivors.Add(mutant);
            }

            string verdict = catcher is not null ? "caught by " + catcher.Split('\n')[0] : $"SURVIVES, reached by {corpus.Reaching(mutant)}, other output of {others}{(listed ? ", listed" : "")}";
            Print($"{Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s  {mutant}  {verdict}");
            if (catcher is null)
            {
                Print("KEY " + mutant.Key);
            }
        }

        foreach ((string mutator, (int caught, int known, int missed)) in counts)
        {
            Print($"{mutator}: {caught} caught, {known} survive with a reason, {missed} without");
        }

        Assert.True(survivors.Count == 0, string.Join('\n', survivors));
    }

    // Every kind, and the whole list of each from end to end.
    private static IEnumerable<Mutant> Spread(IReadOnlyList<Mutant> mutants, IReadOnlyDictionary<string, string> reasons)
    {
        foreach (IGrouping<string, Mutant> kind in mutants.Where(mutant => !reasons.ContainsKey(mutant.Key)).GroupBy(static mutant => mutant.Mutator))
        {
            Mutant[] all = [.. kind];
            int count = Math.Max(2, Sample / Mutator.All.Count);
            for (int i = 0; i < count; i++)
            {
                yield return all[(2 * i + 1) * all.Length / (2 * count)];
            }
        }
    }

    // "all", "3/40": each fortieth from the third on, or "3/40 Caching/": of one folder.
    private static Mutant[] Share(IReadOnlyList<Mutant> mutants, string setting)
    {
        string[] parts = setting.Split(' ');
        IEnumerable<Mutant> chosen = parts.Length > 1 ? mutants.Where(mutant => mutant.File.StartsWith(parts[1], StringComparison.Ordinal)) : mutants;
        if (parts[0] == "all")
        {
            // In an order that mixes files: a run that is cut short has seen an even sample.
            return [.. chosen.OrderBy(static mutant => unchecked((uint)mutant.Number * 2654435761u))];
        }

        int[] share = [.. parts[0].Split('/').Select(static number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
        return [.. chosen.Where((_, i) => i % share[1] == share[0])];
    }

    // A long run shows how far it is.
    private void Print(string line)
    {
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("SYMDIFF_MUTANTS_FILE") is { Length: > 0 } file)
        {
            File.AppendAllText(file, line + "\n");
        }
    }
}
