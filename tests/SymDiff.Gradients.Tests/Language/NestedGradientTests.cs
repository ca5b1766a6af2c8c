using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class NestedGradientTests
{
    [Fact]
    public void An_inner_derivative_moves_with_the_outer_variable()
    {
        Assert.Equal((1d, 2, 0), NestedGradients.OfProductGradient(1, 2));
        Assert.Equal((1d, 1, 0), NestedGradients.OfSumGradient(1, 2));
        Assert.Equal((18d, 12), NestedGradients.OfSquareGradient(3));
        Triangle.Agrees(NestedGradients.OfProduct, NestedGradients.OfProductGradient, NestedGradients.OfProductJvp, 1, 2);
        Triangle.Agrees(NestedGradients.OfSum, NestedGradients.OfSumGradient, NestedGradients.OfSumJvp, 1, 2);
        Triangle.Agrees(NestedGradients.OfSquare, NestedGradients.OfSquareGradient, NestedGradients.OfSquareJvp, 3);
    }

    [Fact]
    public void One_variable_in_two_places()
        => Triangle.Agrees(NestedGradients.OfBoth, NestedGradients.OfBothGradient, NestedGradients.OfBothJvp, 1.5, 0.75);

    [Fact]
    public void A_gradient_where_another_leads()
        => Triangle.Agrees(NestedGradients.OfAStep, NestedGradients.OfAStepGradient, NestedGradients.OfAStepJvp, 0.75, -0.5);

    [Fact]
    public void Gradients_in_gradients()
    {
        Assert.Equal((72d, 108), NestedGradients.TwoDeepGradient(2));
        Triangle.Agrees(NestedGradients.TwoDeep, NestedGradients.TwoDeepGradient, NestedGradients.TwoDeepJvp, 2);
        Assert.Equal((216d, 324), NestedGradients.ThreeDeepGradient(2));
        Triangle.Agrees(NestedGradients.ThreeDeep, NestedGradients.ThreeDeepGradient, NestedGradients.ThreeDeepJvp, 2);
        double[] gradient = new double[1], hessian = new double[1];
        Assert.Equal(216, NestedGradients.ThreeDeepHessian(2, gradient, hessian));
        Assert.Equal((324d, 324), (gradient[0], hessian[0]));
    }

    [Theory]
    [InlineData(0.75, 2)]
    [InlineData(-1.5, 1)]
    [InlineData(3, 200)]
    public void Loops_and_branches(double x, double y)
        => Triangle.Agrees(NestedGradients.SumOfSlopes, NestedGradients.SumOfSlopesGradient, NestedGradients.SumOfSlopesJvp, x, y);

    [Fact]
    public void Tuples_and_structs()
        => Triangle.Agrees(NestedGradients.OfStructs, NestedGradients.OfStructsGradient, NestedGradients.OfStructsJvp, 0.5, -1.25);

    [Fact]
    public void What_is_cut_stays_cut()
    {
        Assert.Equal((2 * 1.5 * 0.5 + 0.5, 1, 1), NestedGradients.OfCutGradient(1.5, 0.5));
        Assert.Equal((2, 1.5), (NestedGradients.OfCutJvp(1.5, 0.5, 1, 0).Tangent + 1, NestedGradients.OfCutJvp(1.5, 0.5, 0, 1.5).Tangent));
    }

    [Fact]
    public void Arrays_of_derivatives()
    {
        Triangle.Agrees(NestedGradients.Forces, (double[] x, Span<double> g) => NestedGradients.ForcesGradient(x, g), (double[] x, Span<double> t) => NestedGradients.ForcesJvp(x, t), 0.5, -0.25, 0.75, 1);
        Triangle.Agrees(NestedGradients.ForcesInParts, (double[] x, Span<double> g) => NestedGradients.ForcesInPartsGradient(x, g), (double[] x, Span<double> t) => NestedGradients.ForcesInPartsJvp(x, t), 0.5, -0.25, 0.75);
        Triangle.AgreesAndAllocates(
            p => NestedGradients.OfMatrix(p[0], p[1]),
            (double[] p, Span<double> g) =>
            {
                (double value, g[0], g[1]) = NestedGradients.OfMatrixGradient(p[0], p[1]);
                return value;
            },
            (double[] p, Span<double> t) => NestedGradients.OfMatrixJvp(p[0], p[1], t[0], t[1]),
            0.5,
            1.5);
    }

    [Fact]
    public void Hessian_of_a_method_that_needs_an_array_of_derivatives()
    {
        double[] x = [0.5, -0.25, 0.75], gradient = new double[4], hessian = new double[16], own = new double[3];
        Assert.Equal(NestedGradients.CurvedForces(x, 1.5), NestedGradients.CurvedForcesHessian(x, 1.5, gradient, hessian));
        (_, double dy) = NestedGradients.CurvedForcesGradient(x, 1.5, own);
        const double Step = 1e-5;
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(i < 3 ? own[i] : dy, gradient[i], 1e-12);
            double[] up = [.. x], down = [.. x], above = new double[3], below = new double[3];
            double at = i == 3 ? Step : 0;
            if (i < 3)
            {
                (up[i], down[i]) = (x[i] + Step, x[i] - Step);
            }

            (_, double yUp) = NestedGradients.CurvedForcesGradient(up, 1.5 + at, above);
            (_, double yDown) = NestedGradients.CurvedForcesGradient(down, 1.5 - at, below);
            for (int j = 0; j < 4; j++)
            {
                Assert.Equal(((j < 3 ? above[j] : yUp) - (j < 3 ? below[j] : yDown)) / (2 * Step), hessian[4 * i + j], 1e-6);
            }
        }
    }

    [Fact]
    public void Physics_informed_losses()
    {
        double[] w = [0.5, 1.25, -0.5, 0.75, -0.5, 0.25, -1, 0.5, 0.125];
        Triangle.Agrees(NestedGradients.Decay, (double[] p, Span<double> g) => NestedGradients.DecayGradient(p, g), (double[] p, Span<double> t) => NestedGradients.DecayJvp(p, t), w);
        Triangle.Agrees(NestedGradients.Oscillation, (double[] p, Span<double> g) => NestedGradients.OscillationGradient(p, g), (double[] p, Span<double> t) => NestedGradients.OscillationJvp(p, t), w);
    }

    [Fact]
    public void A_gradient_penalty()
        => Triangle.Agrees(NestedGradients.Penalty, (double[] w, Span<double> g) => NestedGradients.PenaltyGradient(w, g), (double[] w, Span<double> t) => NestedGradients.PenaltyJvp(w, t), 0.5, -1, 0.25, 2);

    [Fact]
    public void Gradients_of_constants()
        => Triangle.Agrees(x => NestedGradients.OfConstants(x, 2), x => NestedGradients.OfConstantsGradient(x, 2), (x, dx) => NestedGradients.OfConstantsJvp(x, 2, dx), 0.5);

    [Fact]
    public void By_contract()
        => Triangle.Agrees(NestedGradients.OfCallers, NestedGradients.OfCallersGradient, NestedGradients.OfCallersJvp, 0.5, 1.25);

    [Fact]
    public void On_this_object_and_in_another_type()
    {
        var on = new NestedGradientsOn(1.5);
        Triangle.Agrees(on.Force, on.ForceGradient, on.ForceJvp, 0.75);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-1.25)]
    public void Products_with_the_Hessian_reverse_gradients_of_many_numbers(double y)
    {
        // The type of one part is float, whose differences see nothing: against forward mode in place, checked in double below.
        double[] x = [0.5, -0.25, 0.75, 1], left = [.. x], right = [.. x], forward = [.. x], dl = [9, 9, 9, 9], dr = [8, 8, 8, 8];
        (double value, double dy) = NestedGradients.OfBumpsGradient(left, y, dl);
        Assert.Equal((value, dy), Rounded(NestedGradients.OfBumpsInPlaceGradient(right, y, dr), value, dy));
        Assert.Equal(NestedGradients.OfBumps([.. x], y), value);
        Assert.Equal(left, right);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(dr[i], dl[i], 1e-5 * Math.Max(1, Math.Abs(dr[i])));
        }

        double[] tangent = [0.25, -1, 0.5, 2];
        double along = NestedGradients.OfBumpsInPlaceJvp(forward, y, [.. tangent], 0.75).Tangent;
        double expected = 0.75 * dy + tangent.Zip(dl, static (t, d) => t * d).Sum();
        Assert.Equal(expected, along, 1e-5 * Math.Max(1, Math.Abs(expected)));

        static (double, double) Rounded((double Value, double Y) found, double value, double dy)
            => (found.Value, Math.Abs(found.Y - dy) <= 1e-5 * Math.Max(1, Math.Abs(dy)) ? dy : found.Y);
    }

    [Fact]
    public void Products_with_the_Hessian_agree_with_differences()
    {
        double[] x = [0.5, -0.25, 0.75, 1, 2], gradient = new double[5];
        Assert.Equal(NestedGradients.OfWide(x), NestedGradients.OfWideGradient(x, gradient));
        const double Step = 1e-5;
        for (int i = 0; i < x.Length; i++)
        {
            double[] up = [.. x], down = [.. x];
            (up[i], down[i]) = (x[i] + Step, x[i] - Step);
            Assert.Equal((NestedGradients.OfWide(up) - NestedGradients.OfWide(down)) / (2 * Step), gradient[i], 1e-6);
        }

        Differences(NestedGradients.OfWideAgain, (p, g) => NestedGradients.OfWideAgainGradient(p, g), x);
        Differences(NestedGradients.OfWideBehind, (p, g) => NestedGradients.OfWideBehindGradient(p, g), x);
        Differences(
            p => NestedGradients.OfWidePoints([p[0], p[1]], p[2]),
            (p, g) =>
            {
                double[] dx = new double[2];
                (_, g[2]) = NestedGradients.OfWidePointsGradient([p[0], p[1]], p[2], dx);
                dx.CopyTo(g, 0);
            },
            0.5,
            -0.75,
            1.25);
        Differences(
            p => NestedGradients.OfPoints([p[0], p[1]], p[2]),
            (p, g) =>
            {
                double[] dx = new double[2];
                (_, g[2]) = NestedGradients.OfPointsGradient([p[0], p[1]], p[2], dx);
                dx.CopyTo(g, 0);
            },
            0.5,
            -0.75,
            1.25);

        static void Differences(Func<double[], double> f, Action<double[], double[]> derivatives, params double[] at)
        {
            double[] found = new double[at.Length];
            derivatives(at, found);
            for (int i = 0; i < at.Length; i++)
            {
                double[] up = [.. at], down = [.. at];
                (up[i], down[i]) = (at[i] + Step, at[i] - Step);
                Assert.Equal((f(up) - f(down)) / (2 * Step), found[i], 1e-6);
            }
        }

        (double value, double dx, double dy) = NestedGradients.OfWideMatrixGradient(0.5, 1.5);
        Assert.Equal(NestedGradients.OfWideMatrix(0.5, 1.5), value);
        Assert.Equal((NestedGradients.OfWideMatrix(0.5 + Step, 1.5) - NestedGradients.OfWideMatrix(0.5 - Step, 1.5)) / (2 * Step), dx, 1e-6);
        Assert.Equal((NestedGradients.OfWideMatrix(0.5, 1.5 + Step) - NestedGradients.OfWideMatrix(0.5, 1.5 - Step)) / (2 * Step), dy, 1e-6);
    }

    [Fact]
    public void A_buffer_that_is_marked_a_constant_may_be_written_and_read()
    {
        double[] scratch = [0.5, 0.75];
        Triangle.Agrees(x => NestedGradients.Overwritten(x, scratch), x => NestedGradients.OverwrittenGradient(x, scratch), (x, dx) => NestedGradients.OverwrittenJvp(x, scratch, dx), 1.5);
        Triangle.Agrees(x => NestedGradients.OnAScratch(x, scratch), x => NestedGradients.OnAScratchGradient(x, scratch), (x, dx) => NestedGradients.OnAScratchJvp(x, scratch, dx), 1.5);
        Triangle.Agrees(x => NestedGradients.OnAScratchByProduct(x, scratch), x => NestedGradients.OnAScratchByProductGradient(x, scratch), (x, dx) => NestedGradients.OnAScratchJvp(x, scratch, dx), 1.5);
    }

    [Fact]
    public void A_gradient_of_many_numbers_costs_a_small_multiple()
    {
        // A run for each of 100,000 elements would take 10,000,000,000 steps.
        double[] x = [.. Enumerable.Range(0, 100_000).Select(static i => Math.Sin(i))], gradient = new double[x.Length];
        Assert.Equal(NestedGradients.OfWide(x), NestedGradients.OfWideGradient(x, gradient));
        const double Step = 1e-4;
        double[] up = [.. x], down = [.. x];
        (up[777], down[777]) = (x[777] + Step, x[777] - Step);
        Assert.Equal((NestedGradients.OfWide(up) - NestedGradients.OfWide(down)) / (2 * Step), gradient[777], 1e-3);
    }

    [Fact]
    public void Several_directions()
    {
        double[] xs = new double[9], ys = new double[9], results = new double[9];
        for (int i = 0; i < xs.Length; i++)
        {
            (xs[i], ys[i]) = (i - 3.5, 0.25 * i);
        }

        (double X, double Y)[] points = [(0.75, 1.5), (-1.5, 2)];
        foreach ((double x, double y) in points)
        {
            Check(NestedGradients.OfAStep(x, y), NestedGradients.OfAStepJvp(x, y, xs.Length, xs, ys, results), (dx, dy) => NestedGradients.OfAStepJvp(x, y, dx, dy).Tangent);
            Check(NestedGradients.SumOfSlopes(x, y), NestedGradients.SumOfSlopesJvp(x, y, xs.Length, xs, ys, results), (dx, dy) => NestedGradients.SumOfSlopesJvp(x, y, dx, dy).Tangent);
            Check(NestedGradients.OfStructs(x, y), NestedGradients.OfStructsJvp(x, y, xs.Length, xs, ys, results), (dx, dy) => NestedGradients.OfStructsJvp(x, y, dx, dy).Tangent);
            Check(NestedGradients.OfMatrix(x, y), NestedGradients.OfMatrixJvp(x, y, xs.Length, xs, ys, results), (dx, dy) => NestedGradients.OfMatrixJvp(x, y, dx, dy).Tangent);
        }

        void Check(double value, double along, Func<double, double, double> tangent)
        {
            Assert.Equal(value, along);
            for (int i = 0; i < xs.Length; i++)
            {
                double expected = tangent(xs[i], ys[i]);
                Assert.Equal(expected, results[i], 1e-12 * Math.Max(1, Math.Abs(expected)));
            }
        }
    }

    [Fact]
    public void Further_modes()
    {
        Span<double> dx = stackalloc double[2], dy = stackalloc double[2];
        (double first, double second) = NestedGradients.Field(0.75, 1.5);
        Assert.Equal((first, second), NestedGradients.FieldJacobian(0.75, 1.5, dx, dy));
        for (int i = 0; i < 2; i++)
        {
            (_, (double U, double V) tangent) = NestedGradients.FieldJvp(0.75, 1.5, 1 - i, i);
            Assert.Equal(i == 0 ? dx[0] : dy[0], tangent.U, 1e-14);
            Assert.Equal(i == 0 ? dx[1] : dy[1], tangent.V, 1e-14);
        }

        // 9 x³ + 2 x
        Assert.Equal((76d, 110, 108, 54), NestedGradients.OrdersDerivative3(2));

        double[] gradient = new double[2], hessian = new double[4];
        Assert.Equal(NestedGradients.Curved(0.75, 1.5), NestedGradients.CurvedHessian(0.75, 1.5, gradient, hessian));
        const double Step = 1e-5;
        for (int i = 0; i < 2; i++)
        {
            double hx = i == 0 ? Step : 0, hy = i == 1 ? Step : 0;
            double[] up = new double[2], down = new double[2], unused = new double[4];
            double difference = NestedGradients.CurvedHessian(0.75 + hx, 1.5 + hy, up, unused) - NestedGradients.CurvedHessian(0.75 - hx, 1.5 - hy, down, unused);
            Assert.Equal(difference / (2 * Step), gradient[i], 1e-8);
            Assert.Equal((up[0] - down[0]) / (2 * Step), hessian[2 * i], 1e-7);
            Assert.Equal((up[1] - down[1]) / (2 * Step), hessian[2 * i + 1], 1e-7);
        }
    }
}
