using System.Diagnostics;
using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>Faults put into the compiler on purpose: every one must be caught.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    [Fact]
    public void Mutants_are_caught_or_survive_for_a_reason()
    {
        if (Environment.GetEnvironmentVariable("SYMDIFF_MUTANTS") is { Length: > 0 } setting)
        {
            All(setting);
        }
        else
        {
            Sample();
        }
    }

    private void Sample()
    {
        HashSet<string> files = [.. MutantList.Sample.Select(static key => key.Split(" | ")[0])];
        long start = Stopwatch.GetTimestamp();
        MutableCompiler compiler = MutableCompiler.Build(files.Contains);
        Print($"{Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s to build the compiler with {compiler.Mutants.Count} mutants");
        var corpus = new Corpus(compiler, randomPrograms: 0, messages: false);
        Print($"{Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s with the corpus");
        corpus.AssertPlainCompilerEmitsTheSame();
        Dictionary<string, Mutant> mutants = compiler.Mutants.ToDictionary(static mutant => mutant.Key, StringComparer.Ordinal);
        Assert.Equal(Mutator.All.Select(static mutator => mutator.Name).Order(), MutantList.Sample.Where(mutants.ContainsKey).Select(key => mutants[key].Mutator).Distinct().Order());
        Count(MutantList.Sample
            .Select(key => mutants.TryGetValue(key, out Mutant? mutant) ? mutant : throw new KeyNotFoundException($"The compiler no longer has this code: choose another mutant for {key}"))
            .Select(mutant => (mutant, corpus.Catch(mutant, out string trace), trace)));
    }

    private void All(string setting)
    {
        MutableCompiler compiler = MutableCompiler.Build(MutatedFiles.Contains);
        Mutant[] mutants = Chosen(compiler.Mutants, setting);
        Print($"{compiler.Mutants.Count} mutants, {compiler.Refused.Count} more that are not C#, {mutants.Length} run");
        Count(MutantProcess.Judge(mutants));
    }

    private void Count(IEnumerable<(Mutant Mutant, string? Catcher, string Trace)> verdicts)
    {
        var survivors = new List<Mutant>();
        var counts = new SortedDictionary<string, (int Caught, int Listed, int Missed)>(StringComparer.Ordinal);
        long start = Stopwatch.GetTimestamp();
        foreach ((Mutant mutant, string? catcher, string trace) in verdicts)
        {
            bool listed = MutantList.Survivors.ContainsKey(mutant.Key);
            (int caught, int known, int missed) = counts.GetValueOrDefault(mutant.Mutator);
            counts[mutant.Mutator] = catcher is not null ? (caught + 1, known, missed) : listed ? (caught, known + 1, missed) : (caught, known, missed + 1);
            if (catcher is null && !listed)
            {
                survivors.Add(mutant);
            }

            Print($"{Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s  {mutant}  {(catcher is not null ? "caught by " + catcher.Split('\n')[0] : listed ? "survives as listed" : "SURVIVES, " + trace)}\nKEY {mutant.Key}");
            start = Stopwatch.GetTimestamp();
        }

        foreach ((string mutator, (int caught, int known, int missed)) in counts)
        {
            Print($"{mutator}: {caught} caught, {known} survive with a reason, {missed} without");
        }

        Assert.True(survivors.Count == 0, string.Join('\n', survivors));
    }

    // "all"; names of mutators with commas between them; "3/40": each fortieth from the third on; "@file": those whose keys are in a file; folders
    // and files behind spaces limit each.
    private static Mutant[] Chosen(IReadOnlyList<Mutant> mutants, string setting)
    {
        string[] words = setting.Split(' ');
        string[] folders = [.. words.Where(static word => word.EndsWith('/') || word.EndsWith(".cs", StringComparison.Ordinal))];
        string choice = string.Join(' ', words.Except(folders));

        // In an order that mixes files: a run that is cut short has seen an even sample.
        IEnumerable<Mutant> chosen = mutants
            .Where(mutant => folders.Length == 0 || folders.Any(folder => mutant.File.StartsWith(folder, StringComparison.Ordinal)))
            .OrderBy(static mutant => unchecked((uint)mutant.Number * 2654435761u));
        if (choice == "all")
        {
            return [.. chosen];
        }

        string[] mutators = choice.Split(',');
        if (mutators.All(static name => Mutator.All.Any(mutator => mutator.Name == name)))
        {
            return [.. chosen.Where(mutant => mutators.Contains(mutant.Mutator))];
        }

        if (choice.StartsWith('@'))
        {
            HashSet<string> keys = [.. File.ReadAllLines(choice[1..]).Select(static line => line.StartsWith("KEY ", StringComparison.Ordinal) ? line[4..] : line)];
            return [.. chosen.Where(mutant => keys.Contains(mutant.Key))];
        }

        int[] share = [.. choice.Split('/').Select(static number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
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
