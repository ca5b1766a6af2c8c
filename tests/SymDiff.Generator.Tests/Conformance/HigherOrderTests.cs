using Microsoft.CodeAnalysis;
using SymDiff.Generator.Tests.Harness;
using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.Conformance;

/// <summary>
/// Second and third derivatives of the open conformance cases that are functions of one number: right or refused, never
/// wrong.
/// </summary>
public sealed class HigherOrderTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-9;

    // Differences of second derivatives, of the sixth order in the step.
    private const double Step = 1e-3, DifferenceTolerance = 1e-5;

    [SharedDataFact]
    public void Derivatives_of_functions_of_one_number_are_right_or_refused()
    {
        ConformanceCase[] cases = [.. ConformanceCase.ReadScalar().Where(static record =>
            record.Parameters.Where(static p => p.Differentiable).ToArray() is [{ IsBuffer: false, Type: "double" }]
            && record.Parameters.All(static p => !p.IsBuffer)
            && record.Points.Any(static point => point.Hessian is not null))];
        CompileResult first = Compile.Run([.. cases.Select(static record => ConformanceSource.Case(record, "Derivatives.Gradient, Order = 3"))]);
        HashSet<string> refused = [.. first.SymDiffDiagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Location.SourceTree!.FilePath)];
        LoadedProgram program = LoadedProgram.Load(first.Compilation.AddSyntaxTrees(cases.Select(static record => Compile.Parse(ConformanceSource.HigherDriver(record)))));

        var wrong = new List<string>();
        int points = 0, compared = 0, left = 0;
        foreach (ConformanceCase record in cases)
        {
            foreach (ConformancePoint point in record.Points.Where(static point => point.Hessian is not null))
            {
                points++;
                if (refused.Contains(ConformanceSource.CasePath(record.Number)))
                {
                    left++;
                    continue;
                }

                (string space, string type) = ConformanceSource.Names(record.Number);
                var derivatives = program.Delegate<Func<object[], (double, double, double, double)>>($"{space}.{type}", ConformanceSource.OrderDriver);
                (double value, double slope, double second, double third) = derivatives(point.Fresh());
                double scale = Math.Max(1, Math.Abs(point.Hessian![0][0]));
                if (!(Math.Abs(value - point.Value) <= Tolerance * Math.Max(1, Math.Abs(point.Value)))
                    || !(Math.Abs(slope - point.Gradient[0]) <= Tolerance * Math.Max(1, Math.Abs(point.Gradient[0])))
                    || !(Math.Abs(second - point.Hessian[0][0]) <= Tolerance * scale))
                {
                    wrong.Add(FormattableString.Invariant($"{record.Id}: ({value:R}, {slope:R}, {second:R}), expected ({point.Value:R}, {point.Gradient[0]:R}, {point.Hessian[0][0]:R})"));
                }

                // Where differences of two steps disagree a kink, or a rapid change, lies between.
                if (Difference(derivatives, record, point, Step) is var wide && Difference(derivatives, record, point, Step / 2) is var narrow
                    && Math.Abs(wide - narrow) <= DifferenceTolerance * Math.Max(1, Math.Abs(narrow)) / 10)
                {
                    compared++;
                    if (!(Math.Abs(third - narrow) <= DifferenceTolerance * Math.Max(1, Math.Abs(narrow))))
                    {
                        wrong.Add(FormattableString.Invariant($"{record.Id}: third derivative {third:R}, differences {narrow:R}"));
                    }
                }
            }
        }

        output.WriteLine($"{cases.Length} cases, {points} points: {left} refused, third derivatives of {compared} compared with differences, {wrong.Count} wrong");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(points - left >= 0.9 * points && compared >= 0.7 * points, $"{points - left} of {points} points were run, {compared} third derivatives compared.");
    }

    // Weights 45, -9, 1 over 60 h: Fornberg, Math. Comp. 51 (1988), table 1.
    private static double Difference(Func<object[], (double, double, double, double)> derivatives, ConformanceCase record, ConformancePoint point, double h)
    {
        int variable = record.Parameters.ToList().FindIndex(static p => p.Differentiable);
        double At(double step)
        {
            object[] inputs = point.Fresh();
            inputs[variable] = (double)inputs[variable] + step;
            return derivatives(inputs).Item3;
        }

        return ((45 * (At(h) - At(-h))) - (9 * (At(2 * h) - At(-2 * h))) + At(3 * h) - At(-3 * h)) / (60 * h);
    }
}
