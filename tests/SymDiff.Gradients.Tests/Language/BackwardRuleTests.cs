namespace SymDiff.Gradients.Tests.Language;

public sealed class BackwardRuleTests
{
    private static readonly double[] Point = [0.75, -0.5, 1.25, 0.3, 0.9, -1.1];

    [Fact]
    public void Rule_over_numbers_and_spans()
        => Right(BackwardRules.OfNumbersAndSpans, (x, g) => BackwardRules.OfNumbersAndSpansGradient(x, g));

    [Fact]
    public void Method_with_a_rule_runs_once()
    {
        BackwardRules.Runs = 0;
        BackwardRules.OfNumbersAndSpansGradient([.. Point], new double[Point.Length]);
        Assert.Equal(2, BackwardRules.Runs);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Rule_gets_what_was_overwritten(int rounds)
        => Right(x => BackwardRules.InPlaceInALoop(x, rounds), (x, g) => BackwardRules.InPlaceInALoopGradient(x, rounds, g));

    [Fact]
    public void Every_row_of_a_jacobian_goes_through_the_rule()
    {
        int n = Point.Length;
        double[] jacobian = new double[n * n];
        Assert.Equal(BackwardRules.SeveralRows(Point), BackwardRules.SeveralRowsJacobian(Point, jacobian));
        for (int i = 0; i < n; i++)
        {
            double[] unit = new double[n], row = new double[n];
            unit[i] = 1;
            BackwardRules.SeveralRowsBackward(Point, unit, row);
            Assert.Equal(row, jacobian[(i * n)..((i + 1) * n)]);
            Assert.NotEqual(0, row[i]);
        }
    }

    [Fact]
    public void Argument_ends_as_the_method_with_the_rule_leaves_it()
    {
        Right(BackwardRules.WritesTheArgument, (x, g) => BackwardRules.WritesTheArgumentGradient(x, g));
        double[] plain = [.. Point], differentiated = [.. Point];
        BackwardRules.WritesTheArgument(plain);
        BackwardRules.WritesTheArgumentGradient(differentiated, new double[Point.Length]);
        Assert.Equal(plain, differentiated);
    }

    [Fact]
    public void Rule_for_several_results() => Right(
        x => BackwardRules.SeveralResults(x[0], x[1]),
        (x, g) =>
        {
            (double value, g[0], g[1]) = BackwardRules.SeveralResultsGradient(x[0], x[1]);
            return value;
        });

    [Fact]
    public void Rule_for_a_returned_array()
        => Right(BackwardRules.ReturnsAnArray, (x, g) => BackwardRules.ReturnsAnArrayGradient(x, g));

    [Fact]
    public void Emitted_backward_as_a_rule()
        => Right(BackwardRules.EmittedRule, (x, g) => BackwardRules.EmittedRuleGradient(x, g));

    [Fact]
    public void Rule_overrides_a_mark_and_makes_a_parameter_constant()
        => Assert.Equal((2 * 2 * 3, 2 * 3 + 2 * 10 * 3), BackwardRules.ConstantByTheRuleGradient(2, [3]));

    [Fact]
    public void Forward_mode_takes_the_local_one_of_two_rules()
    {
        Assert.Equal((2, 2), BackwardRules.BothRulesGradient(2));
        Assert.Equal((2, 2), BackwardRules.BothRulesJvp(2, 1));
        Assert.Equal((2, 201), BackwardRules.BackwardFirstGradient(2));
    }

    [Fact]
    public void Each_overload_has_the_rule_that_fits()
        => Assert.Equal((750, 30, 25), BackwardRules.OverloadsGradient(50, 30));

    [Fact]
    public void Memory_with_two_names_is_an_error_where_it_is_written()
    {
        Right(x => BackwardRules.Windows(x, 3), (x, g) => BackwardRules.WindowsGradient(x, 3, g));
        var error = Assert.Throws<ArgumentException>(() => BackwardRules.WindowsGradient([.. Point], 2, new double[Point.Length]));
        Assert.Equal("result", error.ParamName);
    }

    private static void Right(Func<double[], double> f, Func<double[], double[], double> gradient)
    {
        double[] emitted = new double[Point.Length];
        Assert.Equal(f([.. Point]), gradient([.. Point], emitted));
        GradientReport report = GradientCheck.Run<double>(
            Point,
            x => f(x.ToArray()),
            (x, g) =>
            {
                double value = gradient(x.ToArray(), emitted);
                emitted.CopyTo(g);
                return value;
            });
        Assert.True(report.Passed, report.ToString());
        Assert.Contains(emitted, static d => d != 0);
    }
}
