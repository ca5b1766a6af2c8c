using System.Globalization;

namespace SymDiff.Benchmarks.Ratios;

/// <summary>
/// Measures workloads in one process: every round times every variant once, one after the other, so that what else the
/// machine does falls on all of them alike.
/// </summary>
internal sealed class RatioTable(TextWriter output, int rounds, CancellationToken cancellation)
{
    // A variant runs at least so long in a round: far above what reading the clock costs.
    private const double LeastNanoseconds = 2e6;

    // The runtime optimises what was called thirty times, after a pause without new methods.
    private const int WarmCalls = 40;
    private const double WarmNanoseconds = 3e9;

    /// <summary>Writes the head of the table.</summary>
    public void Head()
    {
        output.WriteLine("times in microseconds, least (median); ratios of the least times; allocated: bytes a call once warm; held: bytes that the workspace keeps");
        output.WriteLine();
        output.WriteLine($"| {"workload",-62} | {"objective",21} | {"generated",21} | {"hand-written",21} | {"differences",12} | gen/obj | gen/hand | hand/obj | allocated | {"held",12} |");
        output.WriteLine("|" + string.Join("|", Array.ConvertAll([64, 23, 23, 23, 14, 9, 10, 10, 11, 14], static width => new string('-', width))) + "|");
    }

    /// <summary>Measures one workload and writes its row.</summary>
    /// <param name="workload">The workload.</param>
    /// <returns>Generated over objective, of the least times, and the difference of the two in nanoseconds.</returns>
    public (double Ratio, double Extra) Row(Workload workload)
    {
        Action[] variants = [workload.Objective, workload.Generated, .. workload.HandWritten is null ? [] : new[] { workload.HandWritten }];
        int[] repeats = [.. variants.Select(Warm)];
        long held = Held(workload.Generated);
        long before = GC.GetAllocatedBytesForCurrentThread();
        workload.Generated();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Timing[] timings = [.. variants.Select(static _ => new Timing())];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < variants.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                timings[i].Add(Measure(variants[i], repeats[i]) / workload.Evaluations);
            }
        }

        // Two evaluations a coordinate: a few of them tell the time of all.
        double? differences = workload.Differences is { } along ? Measure(along, 3) * workload.Coordinates : null;
        Timing objective = timings[0], generated = timings[1];
        Timing? hand = timings.Length > 2 ? timings[2] : null;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {workload.Name,-62} | {Times(objective),21} | {Times(generated),21} | {(hand is null ? "-" : Times(hand)),21} | {(differences is { } all ? (all / 1000).ToString("F0", CultureInfo.InvariantCulture) : "-"),12} | {generated.Minimum / objective.Minimum,7:F2} | {(hand is null ? "-" : (generated.Minimum / hand.Minimum).ToString("F2", CultureInfo.InvariantCulture)),8} | {(hand is null ? "-" : (hand.Minimum / objective.Minimum).ToString("F2", CultureInfo.InvariantCulture)),8} | {allocated,9} | {held,12} |"));
        return (generated.Minimum / objective.Minimum, generated.Minimum - objective.Minimum);
    }

    private static string Times(Timing timing) =>
        string.Create(CultureInfo.InvariantCulture, $"{timing.Minimum / 1000:G5} ({timing.Median / 1000:G5})");

    /// <summary>Runs until the runtime has optimised what runs; returns how often to run it in a round.</summary>
    private int Warm(Action action)
    {
        double spent = 0;
        int calls = 0;
        while (calls < WarmCalls && spent < WarmNanoseconds)
        {
            cancellation.ThrowIfCancellationRequested();
            spent += Measure(action, 1);
            calls++;
        }

        Thread.Sleep(250);
        double once = Measure(action, 1);
        for (int i = 0; i < 3 && once < LeastNanoseconds; i++)
        {
            once = Math.Min(once, Measure(action, 1 + (int)(LeastNanoseconds / Math.Max(once, 20))));
            Thread.Sleep(50);
        }

        return Math.Max(1, (int)(LeastNanoseconds / Math.Max(once, 1)));
    }

    private static double Measure(Action action, int repeats)
    {
        long start = Clock.Now;
        for (int i = 0; i < repeats; i++)
        {
            action();
        }

        return (double)(Clock.Now - start) / repeats;
    }

    // A new thread has a new workspace.
    private static long Held(Action action)
    {
        long held = 0;
        var thread = new Thread(() =>
        {
            action();
            Workspace workspace = Workspace.Rent();
            held = workspace.HeldBytes;
            workspace.Return();
        });
        thread.Start();
        thread.Join();
        return held;
    }
}
