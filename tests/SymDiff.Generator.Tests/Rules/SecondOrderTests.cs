using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.Rules;
using SymDiff.Generator.Tests.Harness;
using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>
/// Formulas are made of rows, so a row can be differentiated twice: no row has a formula that stops at a row without a
/// derivative.
/// </summary>
public sealed class SecondOrderTests(ITestOutputHelper output)
{
    private const int Points = 40;
    private const int Enough = 5;

    [Fact]
    public void Second_derivatives_of_every_row_agree_with_differences_of_its_first()
    {
        Rule[] rows = [.. RuleTable.All.Where(static rule => rule.Result == ParameterKind.Floating && EmittedRows<double>.Has(rule) && Operands(rule).Any())];
        LoadedProgram program = CompileAll(rows);
        var faults = new List<string>();
        var unseen = new List<string>();
        foreach (Rule rule in rows)
        {
            var product = program.Delegate<Func<double[], double[], double[]>>("Rows", Primitive<double>.MethodName(rule) + "Second");
            Func<double[], double[]> gradient = EmittedRows<double>.Reverse(rule);
            int[] operands = [.. Operands(rule)];
            int compared = 0;
            var random = new Random(7);
            for (int n = 0; n < Points; n++)
            {
                double[] point = RulePoints<double>.Inside(rule, random);
                for (int axis = 0; axis < operands.Length; axis++)
                {
                    double[] direction = new double[operands.Length];
                    direction[axis] = 1;
                    double[] both = product(point, direction), first = gradient(point);
                    double[] expected = [.. operands.Select((_, k) => Difference(gradient, point, operands[axis], k + 1))];
                    double scale = Math.Max(1, expected.Concat(first).Max(Math.Abs));
                    if (!double.IsFinite(scale))
                    {
                        continue;
                    }

                    compared++;
                    double[] second = both[(1 + operands.Length)..];
                    if (!both[1..(1 + operands.Length)].Zip(first[1..]).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-9 * scale)
                        || !second.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-5 * scale))
                    {
                        faults.Add($"{rule.Name}({string.Join(", ", point)}) along {axis}: {string.Join(", ", both)}; first {string.Join(", ", first)}; differences {string.Join(", ", expected)}");
                    }
                }
            }

            if (compared < Enough)
            {
                unseen.Add($"{rule.Name}: {compared}");
            }
        }

        output.WriteLine($"{rows.Length} rows; seldom compared: {string.Join(", ", unseen)}");
        Assert.True(faults.Count == 0, $"{faults.Count} faults\n{string.Join('\n', faults.GroupBy(static fault => fault[..fault.IndexOf('(')]).Select(static row => row.First()))}");
        Assert.Empty(unseen);
    }

    private static IEnumerable<int> Operands(Rule rule) => Enumerable.Range(0, rule.Parameters.Count).Where(i => rule.Parameters[i].Kind == ParameterKind.Floating);

    // NaN where two steps disagree: a kink or an edge lies near.
    private static double Difference(Func<double[], double[]> gradient, double[] point, int axis, int partial)
    {
        double Step(double h)
        {
            double At(double factor)
            {
                double[] moved = [.. point];
                moved[axis] += factor * h;
                return gradient(moved)[partial];
            }

            return ((8 * (At(1) - At(-1))) - (At(2) - At(-2))) / (12 * h);
        }

        double size = Math.Max(1e-2, Math.Abs(point[axis]));
        double coarse = Step(1e-3 * size), fine = Step(3e-4 * size);
        return Math.Abs(coarse - fine) <= 1e-6 * Math.Max(1, Math.Abs(fine)) ? fine : double.NaN;
    }

    private static LoadedProgram CompileAll(IEnumerable<Rule> rows)
    {
        var source = new StringBuilder("public static partial class Rows\n{\n");
        foreach (Rule rule in rows)
        {
            string name = Primitive<double>.MethodName(rule);
            source.AppendLine(CultureInfo.InvariantCulture, $$"""
                    [Differentiable(Derivatives.HessianVectorProduct)]
                    public static double {{name}}({{Primitive<double>.Parameters(rule)}}) => {{Primitive<double>.Body(rule)}};

                    public static double[] {{name}}Second(double[] p, double[] direction)
                    {
                        double[] gradient = new double[direction.Length], product = new double[direction.Length];
                        double value = {{name}}HessianVectorProduct({{Primitive<double>.Arguments(rule)}}, direction, gradient, product);
                        return [value, .. gradient, .. product];
                    }
                """);
        }

        Harness.Compile.Driver().RunGeneratorsAndUpdateCompilation(
            Harness.Compile.Create([new SourceFile("Rows.cs", source.Append('}').ToString())]), out Compilation updated, out _);
        return LoadedProgram.Load((CSharpCompilation)updated);
    }
}
