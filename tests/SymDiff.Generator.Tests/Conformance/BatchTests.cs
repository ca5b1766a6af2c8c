using Microsoft.CodeAnalysis;
using SymDiff.Generator.Tests.Harness;
using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.Conformance;

/// <summary>
/// The open conformance cases at many points at once, against one point after the other: the same values, derivatives,
/// writes and exceptions.
/// </summary>
public sealed class BatchTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-12;
    private const int MustRun = 250;
    private const int Share = 4;

    // Two times eight and some that are left.
    private const int Points = 21;

    [SharedDataFact]
    public void Eight_points_side_by_side_are_as_one_after_the_other() => Check(lanes: true);

    [SharedDataFact]
    public void Points_in_a_loop_are_as_one_after_the_other() => Check(lanes: false);

    private void Check(bool lanes)
    {
        // What differs without lanes is the loop alone: a share of the cases shows it.
        ConformanceCase[] cases = [.. ConformanceCase.ReadScalar().Where((_, i) => lanes || i % Share == 0)];
        var generator = new DifferentiableGenerator(new CompilerOptions(Lanes: lanes));
        CompileResult first = Compile.Run([.. cases.Select(static record => ConformanceSource.Case(record, "Derivatives.Gradient | Derivatives.Jacobian | Derivatives.Batch"))], generator: generator);
        HashSet<string> left = [.. first.SymDiffDiagnostics
            .Where(static d => d.Severity == DiagnosticSeverity.Error || d.Id == "SD6007")
            .Select(static d => d.Location.SourceTree!.FilePath)];
        ConformanceCase[] kept = [.. cases.Where(record => !left.Contains(ConformanceSource.CasePath(record.Number)))];
        LoadedProgram program = LoadedProgram.Load(first.Compilation.AddSyntaxTrees(kept.Select(static record => Compile.Parse(ConformanceSource.BatchDriver(record)))));

        string[] wrong = [.. from record in kept
            from point in record.Points
            let fault = Fault(program, record, point)
            where fault is not null
            select $"{record.Id}: {fault}"];

        output.WriteLine($"{cases.Length} cases: {kept.Length} run, {cases.Length - kept.Length} without a batch, {wrong.Length} points wrong");
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        Assert.True(kept.Length >= MustRun / (lanes ? 1 : Share), $"{kept.Length} of {cases.Length} have a batch.");
    }

    private static string? Fault(LoadedProgram program, ConformanceCase record, ConformancePoint point)
    {
        (string space, string type) = ConformanceSource.Names(record.Number);
        object[][] Inputs() => [.. Enumerable.Range(0, Points).Select(k => (object[])[.. point.Fresh().Select(input => Near(input, k))])];
        (double[][]? Results, string? Fault) Run(string driver)
        {
            try
            {
                return (program.Delegate<Func<object[][], double[][]>>($"{space}.{type}", driver)(Inputs()), null);
            }
            catch (Exception exception) when (exception is not NullReferenceException)
            {
                return (null, exception.GetType().Name);
            }
        }

        (double[][]? expected, string? thrown) = Run(ConformanceSource.OneByOneDriver);
        foreach (string driver in (string[])[ConformanceSource.GradientBatchDriver, ConformanceSource.JacobianBatchDriver])
        {
            (double[][]? actual, string? fault) = Run(driver);
            if (fault != thrown)
            {
                return $"{driver}: {fault ?? "no exception"}, one by one {thrown ?? "none"}";
            }

            for (int i = 0; expected is not null && i < expected.Length; i++)
            {
                // Values, then what the method writes, are the same bits.
                bool isPrimal = i == 0 || i >= expected.Length - record.Parameters.Count;
                double scale = isPrimal ? 0 : expected[i].Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
                if (expected[i].Length != actual![i].Length || !expected[i].Zip(actual[i]).All(pair => pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= Tolerance * scale))
                {
                    return $"{driver}, part {i}: [{string.Join(' ', actual[i])}], one by one [{string.Join(' ', expected[i])}]";
                }
            }
        }

        return null;
    }

    /// <summary>An input a little beside the recorded one, elsewhere at each point.</summary>
    private static object Near(object input, int k) => input switch
    {
        double number => Near(number, k),
        double[] numbers => numbers.Select((number, i) => Near(number, k + (3 * i))).ToArray(),
        _ => input,
    };

    private static double Near(double number, int k) => number * (1 + (0.02 * (((k * 7) % 11) - 5)));
}
