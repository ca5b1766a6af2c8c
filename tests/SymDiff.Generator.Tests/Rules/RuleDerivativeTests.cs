using System.Globalization;
using System.Numerics;
using SymDiff.Generator.Rules;
using Xunit;
using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>Every numeric row of the table, in double and in float, at points of every magnitude.</summary>
public sealed class RuleDerivativeTests(ITestOutputHelper output)
{
    /// <summary>Random points for each row and type, in pairs; the environment variable makes a denser run.</summary>
    private static readonly int Points =
        int.Parse(Environment.GetEnvironmentVariable("SYMDIFF_RULE_POINTS") ?? "60", CultureInfo.InvariantCulture) / 2;

    private static readonly Rule[] Rows = [.. RuleTable.All.Where(rule => rule.Result == ParameterKind.Floating)];

    public static TheoryData<string> NumericRows => [.. Rows.Select(rule => rule.Name)];

    [Fact]
    public void Contributions_are_as_accurate_as_their_row_says()
    {
        List<(double Worst, string Line)> table = [];
        List<string> faults = [];
        foreach (Rule rule in Rows)
        {
            Measure<double>(rule);
            Measure<float>(rule);
        }

        output.WriteLine("    ulp  bound  row, operand, type: compared points, the worst");
        foreach ((double worst, string line) in table.OrderByDescending(entry => entry.Worst))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{worst,7:F2}  {line}"));
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults, first by row:\n{string.Join('\n', faults.Take(40))}");

        void Measure<T>(Rule rule)
            where T : struct, IFloatingPointIeee754<T>
        {
            T[][] points = [.. RulePoints<T>.Finite(rule, Points)];
            DerivativeSample<T>[] samples = [.. DerivativeSample<T>.Of(rule, points)];
            faults.AddRange(RuleCheck<T>.Derivatives(rule, samples).Take(3));
            foreach (IGrouping<int, DerivativeSample<T>> partial in samples.GroupBy(sample => sample.Operand))
            {
                DerivativeSample<T> worst = partial.MaxBy(sample => sample.Error(rule.Partials[sample.Operand]))!;
                table.Add((worst.Error(rule.Partials[worst.Operand]), string.Create(
                    CultureInfo.InvariantCulture,
                    $"{rule.Accuracy.Ulps,5}  {rule.Name}, {partial.Key}, {typeof(T).Name}: {partial.Count()}, ({string.Join(", ", worst.Point)})")));
            }

            // A row that could not be compared was not tested.
            foreach (int operand in Enumerable.Range(0, rule.Parameters.Count).Where(i => rule.Parameters[i].Kind == ParameterKind.Floating))
            {
                if (samples.Count(sample => sample.Operand == operand) * 4 < points.Length)
                {
                    faults.Add($"{rule.Name}, operand {operand}, {typeof(T).Name}: compared at few of {points.Length} points.");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(NumericRows))]
    public void Printed_text_gives_the_value_of_the_methods_it_stands_for(string name) => ForBothTypes(
        RuleTable.Find(name)!,
        rule => RuleCheck<double>.Values(rule, Everywhere<double>(rule)),
        rule => RuleCheck<float>.Values(rule, Everywhere<float>(rule)));

    [Theory]
    [MemberData(nameof(NumericRows))]
    public void NaN_reaches_the_operand_it_belongs_to_and_no_other(string name) => ForBothTypes(
        RuleTable.Find(name)!,
        rule => RuleCheck<double>.NaNs(rule, Everywhere<double>(rule)),
        rule => RuleCheck<float>.NaNs(rule, Everywhere<float>(rule)));

    [Theory]
    [MemberData(nameof(NumericRows))]
    public void Contributions_are_linear_in_the_adjoint(string name) => ForBothTypes(
        RuleTable.Find(name)!,
        rule => RuleCheck<double>.Linearity(rule, Everywhere<double>(rule)),
        rule => RuleCheck<float>.Linearity(rule, Everywhere<float>(rule)));

    [Theory]
    [MemberData(nameof(EmittedRowNames))]
    public void Both_modes_emit_the_contributions(string name) => ForBothTypes(
        RuleTable.Find(name)!,
        rule => RuleCheck<double>.Modes(rule, RulePoints<double>.Finite(rule, Points)),
        rule => RuleCheck<float>.Modes(rule, RulePoints<float>.Finite(rule, Points)));

    public static TheoryData<string> EmittedRowNames => [.. Rows.Where(EmittedRows<double>.Has).Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(NumericRows))]
    public void Contributions_depend_on_everything_they_read(string name) => ForBothTypes(
        RuleTable.Find(name)!,
        rule => RuleCheck<double>.Reads(rule, [.. Everywhere<double>(rule)]),
        rule => RuleCheck<float>.Reads(rule, [.. Everywhere<float>(rule)]));

    [Theory]
    [MemberData(nameof(NumericRows))]
    public void Contributions_can_be_differentiated_again_by_the_table(string name)
    {
        Rule rule = RuleTable.Find(name)!;
        Random random = new(20_26);
        for (int n = 0; n < 20; n++)
        {
            double[] point = RulePoints<double>.Inside(rule, random);
            for (int operand = 0; operand < point.Length; operand++)
            {
                for (int other = 0; other < point.Length && rule.Partials[operand] is not null; other++)
                {
                    if (rule.Parameters[other].Kind == ParameterKind.Floating)
                    {
                        Dual<double>[] duals = [.. point.Select((x, i) => new Dual<double>(x, i == other ? 1 : 0))];
                        AssertClose(
                            Difference(at => Interpreter<double>.Contribution(rule, operand, at, 1.5), point, other),
                            Interpreter<double>.Contribution(rule, operand, duals, new Dual<double>(1.5, 0)).Tangent);
                    }
                }
            }
        }
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

    private static IEnumerable<T[]> Everywhere<T>(Rule rule)
        where T : struct, IFloatingPointIeee754<T> =>
        [.. RulePoints<T>.Finite(rule, Points), .. RulePoints<T>.Extreme(rule, 2 * Points)];

    private static void ForBothTypes(Rule rule, params Func<Rule, IEnumerable<string>>[] checks)
    {
        string[] faults = [.. checks.SelectMany(check => check(rule))];
        Assert.True(faults.Length == 0, $"{faults.Length} faults:\n{string.Join('\n', faults.Take(10))}");
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

    private static void AssertClose(double expected, double actual) =>
        Assert.True(
            Math.Abs(expected - actual) <= 1e-5 * Math.Max(Math.Abs(expected), 1e-2),
            FormattableString.Invariant($"expected {expected:R} but was {actual:R}"));
}
