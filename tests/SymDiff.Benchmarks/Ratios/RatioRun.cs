using System.Globalization;

namespace SymDiff.Benchmarks.Ratios;

/// <summary>The whole table of ratios.</summary>
internal static class RatioRun
{
    private const int ScalarCases = 50;
    private const double ScalarBar = 2;
    private const double ScalarNanoseconds = 3;

    /// <summary>Measures and prints.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="output">Where the table goes.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="InvalidDataException">An input is absent or wrong.</exception>
    public static void Print(RatioOptions options, TextWriter output, CancellationToken cancellation)
    {
        string folder = options.Folder ?? DataFolder.Find()
            ?? throw new InvalidDataException("The inputs are not here: there is no shared/data above the program or the current directory. Pass their folder.");
        if (!Directory.Exists(Path.Combine(folder, "adbench")))
        {
            throw new InvalidDataException($"'{folder}' does not hold the folder 'adbench'.");
        }

        output.WriteLine(Clock.Pin() ? "pinned to one core" : "not pinned: this system cannot");
        var table = new RatioTable(output, options.Rounds, cancellation);
        table.Head();
        foreach (Func<Workload> make in AdBenchWorkloads.All(folder))
        {
            Workload workload = make();
            if (Wanted(workload))
            {
                table.Row(workload);
            }
        }

        (double Ratio, double Extra)[] scalars = [.. ScalarWorkloads.All(ScalarCase.Read(Path.Combine(folder, "cases", "cases.open.jsonl"), ScalarCases)).Where(Wanted).Select(table.Row)];
        if (scalars.Length > 0)
        {
            int met = scalars.Count(static row => row.Ratio <= ScalarBar || row.Extra <= ScalarNanoseconds);
            double mean = Math.Exp(scalars.Average(static row => Math.Log(row.Ratio)));
            output.WriteLine();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{met} of {scalars.Length} scalar cases take at most {ScalarBar} times the objective or {ScalarNanoseconds} ns more; geometric mean of the ratios {mean:F2}"));
        }

        bool Wanted(Workload workload) => options.Only is null || workload.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase);
    }
}
