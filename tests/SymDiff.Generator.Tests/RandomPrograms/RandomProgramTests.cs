using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Programs from consecutive seeds, compiled through the real generator and run.</summary>
public sealed class RandomProgramTests(ITestOutputHelper output)
{
    private const int Normal = 500;
    private const int LeastOfEach = 25;
    private const int BatchSize = 75;
    private const int Reported = 12;

    /// <summary>Every way to switch optimisations off.</summary>
    internal static readonly CompilerOptions[] Variants = [new(Simplify: false, Recompute: false, Fuse: false), new(Simplify: false), new(Recompute: false), new(Fuse: false), new(Lanes: false), new(Largest: 12)];

    [Fact]
    public void Random_programs_are_differentiated_correctly()
    {
        int count = Setting("SYMDIFF_RANDOM_PROGRAMS", Normal);
        int first = Setting("SYMDIFF_RANDOM_FIRST", 0);
        var faulty = new List<ProgramOutcome>();
        var uses = new SortedDictionary<string, int>(StringComparer.Ordinal);
        (int telling, int compared, int coordinates) = (0, 0, 0);
        bool every = Environment.GetEnvironmentVariable("SYMDIFF_RANDOM_VARIANTS") == "all";

        // The analyzer has the generator's front end: that both say the same is seen on the first batch. Every batch is compared
        // with what it is without some optimisations, in turn.
        ParallelQuery<ProgramOutcome> outcomes = Enumerable.Range(first, count).Chunk(BatchSize).ToArray().AsParallel().AsOrdered().SelectMany((seeds, batch) => Run(
            seeds,
            new BatchSetup { Analyze = batch == 0, Variants = every ? Variants : [Variants[batch % Variants.Length]] }));
        foreach (ProgramOutcome outcome in outcomes)
        {
            telling += outcome.IsTelling ? 1 : 0;
            compared += outcome.Compared;
            coordinates += outcome.Coordinates;
            foreach (string feature in outcome.Program.Features)
            {
                uses[feature] = uses.GetValueOrDefault(feature) + 1;
            }

            if (outcome.Faults.Count > 0)
            {
                faulty.Add(outcome);
            }
        }

        output.WriteLine($"{count} programs: {telling} with a finite value and a nonzero gradient, {compared} of {coordinates} partial derivatives compared with differences, {faulty.Count} faulty; {Environment.CpuUsage.TotalTime.TotalSeconds:F0} s of processor time since the process began");
        output.WriteLine(string.Join(", ", uses.Select(static use => $"{use.Key} {use.Value}")));
        foreach (IGrouping<string, ProgramOutcome> kind in faulty.GroupBy(static outcome => outcome.Worst!.Kind))
        {
            output.WriteLine($"{kind.Key}: {kind.Count()} ({string.Join(", ", kind.Take(8).Select(static outcome => outcome.Program.Name))})");
        }

        Assert.True(faulty.Count == 0, string.Join("\n\n", faulty.OrderBy(static outcome => outcome.Worst!.Rank).GroupBy(static outcome => outcome.Worst!.Kind).Take(Reported).Select((kind, i) => Describe(kind.First(), i < Setting("SYMDIFF_SHRINK", 1)))));
        if (first == 0 && count == Normal)
        {
            Assert.True(telling >= 0.8 * count, $"{telling} programs only have a finite value and a nonzero gradient");
        }
    }

    [Fact]
    public void Every_construct_is_in_many_of_the_programs()
    {
        Dictionary<string, int> uses = Enumerable.Range(0, Normal).SelectMany(static seed => ProgramWriter.Write(seed).Features).CountBy(static feature => feature).ToDictionary();
        Assert.All(uses, static use => Assert.True(use.Value >= LeastOfEach, $"{use.Key} occurs in {use.Value} programs only"));
        Assert.True(uses[ProgramWriter.LoopCarried] >= 0.5 * Normal, $"{uses[ProgramWriter.LoopCarried]} programs only have loop-carried state");
        Assert.Superset(ProgramWriter.Kinds.ToHashSet(), uses.Keys.ToHashSet());
    }

    // A long run shows how far it is, and what it has found when it is cut short.
    private static IReadOnlyList<ProgramOutcome> Run(int[] seeds, BatchSetup setup)
    {
        IReadOnlyList<ProgramOutcome> outcomes = ProgramBatch.Run(seeds.Select(ProgramWriter.Write), setup);
        if (Environment.GetEnvironmentVariable("SYMDIFF_RANDOM_FILE") is { Length: > 0 } file)
        {
            string faulty = string.Concat(outcomes.Where(static outcome => outcome.Faults.Count > 0).Select(static outcome => $"{outcome.Program.Name}: {outcome.Worst!.Kind}\n"));
            lock (Variants)
            {
                File.AppendAllText(file, $"{seeds[0]} to {seeds[^1]} have been run\n{faulty}");
            }
        }

        return outcomes;
    }

    // SYMDIFF_SHRINK=N shrinks and keeps a program of each of the first N kinds of fault; others are shown whole.
    private static string Describe(ProgramOutcome outcome, bool shrink)
    {
        if (!shrink)
        {
            return Describe(outcome);
        }

        RandomProgram small = Shrinker.Shrink(outcome.Program, outcome.Worst!.Kind);
        return $"{outcome.Program.Name}, shrunk and kept as {Regressions.Save(small)}\n{Describe(ProgramBatch.Run([small])[0])}";
    }

    private static string Describe(ProgramOutcome outcome) => outcome.Program.Name + "\n" + string.Join('\n', outcome.Faults) + "\n" + outcome.Program.Text;

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out int number) ? number : otherwise;
}
