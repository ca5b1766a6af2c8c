namespace SymDiff.Tests.Checking;

public sealed class GradientCheckTests
{
    private static readonly double[] Point = [0.5, -1.25, 2, 0.75];

    [Fact]
    public void Right_gradient_passes_with_little_to_spare()
    {
        GradientReport report = GradientCheck.Run<double>(Point, Waves, WavesGradient, new GradientCheckOptions { RelativeTolerance = 1e-10 });
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(4, report.Coordinates.Count(static c => c.Verdict == CoordinateVerdict.Right));
        Assert.True(report.Worst!.RelativeError < 1e-10, report.ToString());
        report.ThrowIfWrong();
    }

    [Fact]
    public void Wrong_sign_is_found_and_named()
    {
        GradientReport report = GradientCheck.Run<double>(
            Point,
            Waves,
            (x, g) =>
            {
                double value = WavesGradient(x, g);
                g[2] = -g[2];
                return value;
            },
            new GradientCheckOptions { Name = static i => "w" + i });
        Assert.False(report.Passed);
        Assert.Equal("w2", report.Worst!.Name);
        Assert.Equal(2, report.Worst.RelativeError, 1e-6);
        Assert.Single(report.Coordinates, static c => c.Verdict == CoordinateVerdict.Wrong);
        Assert.Contains("w2: wrong", Assert.Throws<WrongGradientException>(report.ThrowIfWrong).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1 + 1e-5)]
    [InlineData(1 - 1e-5)]
    public void Error_of_a_hundred_thousandth_is_found(double factor)
    {
        GradientReport report = GradientCheck.Run<double>(Point, Waves, (x, g) =>
        {
            double value = WavesGradient(x, g);
            g[1] *= factor;
            return value;
        });
        Assert.Equal(1, Assert.Single(report.Coordinates, static c => c.Verdict == CoordinateVerdict.Wrong).Index);
    }

    [Fact]
    public void Derivative_that_is_not_written_is_wrong()
    {
        GradientReport report = GradientCheck.Run<double>([1, 2], static x => x[0] * x[1], static (x, g) =>
        {
            g[0] = x[1];
            return x[0] * x[1];
        });
        Assert.Equal(CoordinateVerdict.Wrong, report.Coordinates[1].Verdict);
        Assert.Equal(double.PositiveInfinity, report.Worst!.RelativeError);
    }

    [Theory]
    [InlineData(-1, CoordinateVerdict.Kink)]
    [InlineData(0, CoordinateVerdict.Kink)]
    [InlineData(1, CoordinateVerdict.Kink)]
    [InlineData(2, CoordinateVerdict.Wrong)]
    [InlineData(double.NaN, CoordinateVerdict.Wrong)]
    public void Kink_is_recognised_by_its_two_slopes(double slope, CoordinateVerdict verdict)
    {
        CoordinateCheck check = GradientCheck.Run<double>([0], static x => Math.Abs(x[0]), (x, g) =>
        {
            g[0] = slope;
            return Math.Abs(x[0]);
        }).Coordinates[0];
        Assert.Equal(verdict, check.Verdict);
        Assert.Equal((-1, 1), (check.Left, check.Right));
        Assert.Contains("kink", check.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tie_of_two_operands_is_a_kink_in_both()
    {
        GradientReport report = GradientCheck.Run<double>([3, 3], static x => Math.Max(x[0], x[1]), static (x, g) =>
        {
            g.Fill(0.5);
            return Math.Max(x[0], x[1]);
        });
        Assert.True(report.Passed);
        Assert.All(report.Coordinates, static c => Assert.Equal(CoordinateVerdict.Kink, c.Verdict));
    }

    [Fact]
    public void Kink_beside_the_point_does_not_disturb()
    {
        GradientReport report = GradientCheck.Run<double>([1.001], static x => Math.Abs(x[0] - 1) * x[0], static (x, g) =>
        {
            g[0] = (2 * x[0]) - 1;
            return Math.Abs(x[0] - 1) * x[0];
        });
        Assert.Equal(CoordinateVerdict.Right, report.Coordinates[0].Verdict);
    }

    [Fact]
    public void Coordinates_of_very_different_sizes_are_stepped_in_proportion()
    {
        static double F(ReadOnlySpan<double> x, Span<double> g)
        {
            g[0] = Math.Cos(x[0] * 1e8) * 1e8;
            g[1] = 1 / x[1];
            g[2] = Math.Cos(x[2]);
            g[3] = Math.Exp(x[3]);
            return Math.Sin(x[0] * 1e8) + Math.Log(x[1]) + Math.Sin(x[2]) + Math.Exp(x[3]);
        }

        GradientReport report = GradientCheck.Run<double>([1e-8, 1e8, 1e-8, 0], F);
        Assert.All(report.Coordinates, static c => Assert.True(c.Verdict == CoordinateVerdict.Right, c.ToString()));
    }

    [Fact]
    public void Derivative_of_zero_is_right_or_wrong_by_the_size_of_the_value()
    {
        static double Wrong(ReadOnlySpan<double> x, Span<double> g)
        {
            g[0] = 0;
            g[1] = 1e-3;
            return 5 + (x[0] * 0) + (x[1] * 0);
        }

        GradientReport report = GradientCheck.Run<double>([1, 1], Wrong);
        Assert.Equal(CoordinateVerdict.Right, report.Coordinates[0].Verdict);
        Assert.Equal(CoordinateVerdict.Wrong, report.Coordinates[1].Verdict);
    }

    [Fact]
    public void Float_is_compared_to_what_it_can_hold()
    {
        static float F(ReadOnlySpan<float> x, Span<float> g)
        {
            g[0] = MathF.Cos(x[0]) * x[1];
            g[1] = MathF.Sin(x[0]);
            return MathF.Sin(x[0]) * x[1];
        }

        GradientReport report = GradientCheck.Run<float>([0.5f, 100], F);
        Assert.True(report.Passed, report.ToString());
        Assert.All(report.Coordinates, static c => Assert.Equal(CoordinateVerdict.Right, c.Verdict));
        Assert.False(GradientCheck.Run<float>([0.5f, 100], static (x, g) =>
        {
            float value = F(x, g);
            g[0] *= 1.05f;
            return value;
        }).Passed);
    }

    [Fact]
    public void Noisy_function_says_nothing()
    {
        var random = new Random(7);
        GradientReport report = GradientCheck.Run<double>([1], x => x[0] + random.NextDouble(), static (x, g) =>
        {
            g[0] = 1;
            return x[0];
        });
        Assert.Equal(CoordinateVerdict.Inconclusive, report.Coordinates[0].Verdict);
        Assert.False(report.ValueAgrees);
        Assert.Contains("do not settle", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_are_not_finite_say_nothing()
        => Assert.Equal(CoordinateVerdict.Inconclusive, GradientCheck.Run<double>([1], static (x, g) => double.NaN).Coordinates[0].Verdict);

    [Fact]
    public void Edge_of_a_domain_is_left_by_small_steps()
    {
        // Steps of a typical size leave the domain of the logarithm; those in proportion to the coordinate do not.
        GradientReport report = GradientCheck.Run<double>([1e-6], static (x, g) =>
        {
            g[0] = 1 / x[0];
            return Math.Log(x[0]);
        });
        Assert.Equal(CoordinateVerdict.Right, report.Coordinates[0].Verdict);
    }

    [Fact]
    public void Point_stays_as_it_is_when_the_function_writes_or_throws()
    {
        double[] point = [1, 2];
        int calls = 0;
        Assert.Throws<InvalidOperationException>(() => GradientCheck.Run<double>(
            point,
            x => ++calls > 5 ? throw new InvalidOperationException() : x[0],
            static (x, g) => x[0]));
        Assert.Equal([1.0, 2.0], point);
    }

    [Fact]
    public void Large_vectors_are_sampled_by_seed()
    {
        static double F(ReadOnlySpan<double> x, Span<double> g)
        {
            double sum = 0;
            for (int i = 0; i < x.Length; i++)
            {
                g[i] = 2 * x[i];
                sum += x[i] * x[i];
            }

            return sum;
        }

        double[] point = [.. Enumerable.Range(1, 500).Select(static i => i / 100.0)];
        var options = new GradientCheckOptions { Sample = 20, Seed = 3 };
        GradientReport report = GradientCheck.Run<double>(point, F, options);
        Assert.Equal(20, report.Coordinates.Count);
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(report.Coordinates.Select(static c => c.Index), GradientCheck.Run<double>(point, F, options).Coordinates.Select(static c => c.Index));
        Assert.NotEqual(report.Coordinates.Select(static c => c.Index), GradientCheck.Run<double>(point, F, options with { Seed = 4 }).Coordinates.Select(static c => c.Index));
    }

    private static double Waves(ReadOnlySpan<double> x) => (Math.Sin(x[0] * x[1]) * Math.Exp(x[2] / 3)) + (x[3] * x[3] * x[0]);

    private static double WavesGradient(ReadOnlySpan<double> x, Span<double> g)
    {
        double e = Math.Exp(x[2] / 3);
        g[0] = (x[1] * Math.Cos(x[0] * x[1]) * e) + (x[3] * x[3]);
        g[1] = x[0] * Math.Cos(x[0] * x[1]) * e;
        g[2] = Math.Sin(x[0] * x[1]) * e / 3;
        g[3] = 2 * x[3] * x[0];
        return Waves(x);
    }
}
