using Microsoft.CodeAnalysis;
using SymDiff.Generator.Tests.Harness;
using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.Conformance;

/// <summary>Second derivatives of the open conformance cases, wherever a record has them: right or refused, never wrong.</summary>
public sealed class HessianTests(ITestOutputHelper output)
{
    private const double MustBeRight = 0.95;
    private const double Tolerance = 1e-9;

    [SharedDataFact]
    public void Second_derivatives_are_right_or_refused()
    {
        ConformanceCase[] cases = [.. ConformanceCase.ReadScalar().Where(static record => record.Points.Any(static point => point.Hessian is not null))];
        CompileResult first = Compile.Run([.. cases.Select(static record => ConformanceSource.Case(record, "Derivatives.Gradient | Derivatives.Hessian"))]);
        HashSet<string> refused = [.. first.SymDiffDiagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Location.SourceTree!.FilePath)];
        HashSet<string> whole = [.. first.Sources.Where(static s => s.Text.Contains("double FHessian(", StringComparison.Ordinal)).Select(static s => s.HintName)];
        LoadedProgram program = LoadedProgram.Load(first.Compilation.AddSyntaxTrees(cases.Select(record => Compile.Parse(ConformanceSource.SecondDriver(record, whole.Contains(HintName(record)))))));

        var wrong = new List<string>();
        int points = 0, right = 0;
        foreach (ConformanceCase record in cases)
        {
            foreach (ConformancePoint point in record.Points.Where(static point => point.Hessian is not null))
            {
                points++;
                if (refused.Contains(ConformanceSource.CasePath(record.Number)))
                {
                    continue;
                }

                if (Fault(program, record, point, whole.Contains(HintName(record))) is { } fault)
                {
                    wrong.Add($"{record.Id}: {fault}");
                }
                else
                {
                    right++;
                }
            }
        }

        output.WriteLine($"{points} points: {right} right, {points - right - wrong.Count} refused, {wrong.Count} wrong; {whole.Count} cases with FHessian");
        foreach (Diagnostic error in first.SymDiffDiagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error))
        {
            output.WriteLine(error.ToString());
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(right >= MustBeRight * points, $"{right} of {points} are right.");
    }

    private static string HintName(ConformanceCase record)
    {
        (string space, string type) = ConformanceSource.Names(record.Number);
        return $"{space}.{type}.F.g.cs";
    }

    private static string? Fault(LoadedProgram program, ConformanceCase record, ConformancePoint point, bool hasHessian)
    {
        (string space, string type) = ConformanceSource.Names(record.Number);
        var product = program.Delegate<Func<object[], double[], double[], double[], double>>($"{space}.{type}", ConformanceSource.ProductDriver);
        double[] expectedRows = [.. point.Hessian!.SelectMany(static row => row)];
        int count = point.Gradient.Length;
        double[] gradient = Poison(count), rows = Poison(count * count);
        for (int i = 0; i < count; i++)
        {
            double[] direction = new double[count], row = Poison(count);
            direction[i] = 1;
            gradient = Poison(count);
            double value = product(point.Fresh(), direction, gradient, row);
            if (Difference("value", [point.Value], [value]) is { } fault)
            {
                return fault;
            }

            row.CopyTo(rows, i * count);
        }

        string? found = Difference("gradient", point.Gradient, gradient) ?? Difference("products", expectedRows, rows);
        if (found is not null || !hasHessian)
        {
            return found;
        }

        double[] hessian = Poison(count * count);
        program.Delegate<Func<object[], double[], double[], double>>($"{space}.{type}", ConformanceSource.HessianDriver)(point.Fresh(), gradient, hessian);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (hessian[(i * count) + j] != hessian[(j * count) + i])
                {
                    return "the Hessian is not symmetric";
                }
            }
        }

        return Difference("Hessian", expectedRows, hessian);
    }

    private static double[] Poison(int count) => [.. Enumerable.Repeat(double.NaN, count)];

    private static string? Difference(string what, double[] expected, double[] actual)
    {
        double scale = Math.Max(1e-3, expected.Max(Math.Abs));
        int at = Array.FindIndex([.. expected.Zip(actual)], pair => !(Math.Abs(pair.First - pair.Second) <= Tolerance * scale));
        return at < 0 ? null : FormattableString.Invariant($"{what}[{at}] is {actual[at]:R}, expected {expected[at]:R}");
    }
}
