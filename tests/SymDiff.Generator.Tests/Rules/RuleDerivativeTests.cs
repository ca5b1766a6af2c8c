using SymDiff.Generator.Rules;
using Xunit;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>Every row against differences of the function it prints, and its own derivative against differences of it.</summary>
public sealed class RuleDerivativeTests
{
    private const int Points = 20;

    public static TheoryData<string> NumericRows =>
        [.. RuleTable.All.Where(rule => rule.Result == ParameterKind.Floating).Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(NumericRows))]
    public void Contributions_agree_with_differences(string name)
    {
        Rule rule = RuleTable.Find(name)!;
        ForEachPartial(rule, (operand, point) => AssertClose(
            Difference(at => Primitive<double>.Call(rule, at), point, operand),
            Interpreter<double>.Contribution(rule, operand, point, 1),
            1e-6));
    }

    [Theory]
    [MemberData(nameof(NumericRows))]
    public void Contributions_in_float_agree_with_differences(string name)
    {
        Rule rule = RuleTable.Find(name)!;
        ForEachPartial(rule, (operand, point) =>
        {
            float[] single = [.. point.Select(x => (float)x)];
            double[] rounded = [.. single.Select(x => (double)x)];
            AssertClose(
                Difference(at => Primitive<double>.Call(rule, at), rounded, operand),
                Interpreter<float>.Contribution(rule, operand, single, 1),
                2e-5);
        });
    }

    [Theory]
    [MemberData(nameof(NumericRows))]
    public void Contributions_can_be_differentiated_again_by_the_table(string name)
    {
        Rule rule = RuleTable.Find(name)!;
        ForEachPartial(rule, (operand, point) =>
        {
            for (int other = 0; other < point.Length; other++)
            {
                if (rule.Parameters[other].Kind == ParameterKind.Floating)
                {
                    Dual<double>[] duals = [.. point.Select((x, i) => new Dual<double>(x, i == other ? 1 : 0))];
                    AssertClose(
                        Difference(at => Interpreter<double>.Contribution(rule, operand, at, 1.5), point, other),
                        Interpreter<double>.Contribution(rule, operand, duals, new Dual<double>(1.5, 0)).Tangent,
                        1e-5);
                }
            }
        });
    }

    [Theory]
    [InlineData("Exp", 0.0, 1.0)]
    [InlineData("Sqrt", 4.0, 0.25)]
    [InlineData("Log", 2.0, 0.5)]
    public void A_zero_adjoint_keeps_its_tangent(string name, double x, double slope)
    {
        // The second derivative of (f(x) - f(0))² at its minimum: the adjoint of f is 0 there, its tangent is not.
        Dual<double> contribution = Interpreter<double>.Contribution(RuleTable.Find(name)!, 0, [new(x, 1)], new Dual<double>(0, 2));
        Assert.Equal(0, contribution.Value);
        Assert.Equal(2 * slope, contribution.Tangent, 1e-15);
    }

    [Theory]
    [MemberData(nameof(NumericRows))]
    public void An_operand_active_alone_differs_at_ties_only(string name)
    {
        Rule rule = RuleTable.Find(name)!;
        ForEachPartial(rule, (operand, point) => Assert.Equal(
            Interpreter<double>.Contribution(rule, operand, point, 1),
            Interpreter<double>.Contribution(rule.PartialsWhenAlone[operand], rule, point, 1)));
    }

    private static void ForEachPartial(Rule rule, Action<int, double[]> check)
    {
        Random random = new(20_26);
        for (int n = 0; n < Points; n++)
        {
            double[] point = SamplePoint.Next(rule, random);
            for (int operand = 0; operand < point.Length; operand++)
            {
                if (rule.Parameters[operand].Kind == ParameterKind.Floating)
                {
                    check(operand, point);
                }
            }
        }
    }

    /// <summary>Central differences at steps h, h/2, h/4, extrapolated twice (Richardson): error O(h^6).</summary>
    private static double Difference(Func<double[], double> f, double[] point, int operand)
    {
        double h = 2e-3 * Math.Max(0.1, Math.Min(1, Math.Abs(point[operand])));
        double[] central = [Central(h), Central(h / 2), Central(h / 4)];
        double first = central[1] + ((central[1] - central[0]) / 3);
        double second = central[2] + ((central[2] - central[1]) / 3);
        return second + ((second - first) / 15);

        double Central(double step)
        {
            double[] above = [.. point];
            double[] below = [.. point];
            above[operand] += step;
            below[operand] -= step;
            return (f(above) - f(below)) / (above[operand] - below[operand]);
        }
    }

    private static void AssertClose(double expected, double actual, double tolerance) =>
        Assert.True(
            Math.Abs(expected - actual) <= tolerance * Math.Max(Math.Abs(expected), 1e-2),
            FormattableString.Invariant($"expected {expected:R} but was {actual:R}"));
}
