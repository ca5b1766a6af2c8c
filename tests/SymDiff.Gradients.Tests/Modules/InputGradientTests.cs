using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Modules;

/// <summary>Gradients of modules with respect to their inputs alone, and losses that are made of them.</summary>
public sealed class InputGradientTests
{
    [Fact]
    public void Gradient_of_the_inputs_is_that_part_of_the_whole_one()
    {
        Curve curve = Made();
        var gradients = new Curve.Gradients(curve);
        Assert.Equal(curve.ValueGradient(0.75, gradients), curve.ValueGradient(0.75));
        Network net = new(3, 4);
        Fill(net);
        var whole = new Network.Gradients(net);
        double[] x = [0.5, -1, 0.25], expected = new double[3], actual = [double.NaN, double.NaN, double.NaN];
        (double value, double y) = Network.LossGradient(net, x, 0.5, whole, expected);
        Assert.Equal((value, y), Network.LossGradient(net, x, 0.5, actual));
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Gradient_of_the_inputs_keeps_to_the_contract()
    {
        Network net = new(3, 4);
        double[] x = [0.5, -1, 0.25];
        Assert.Equal("net", Assert.Throws<ArgumentNullException>(() => Network.LossGradient(null!, x, 0.5, new double[3])).ParamName);
        Assert.Equal("xGradient", Assert.Throws<ArgumentException>(() => Network.LossGradient(net, x, 0.5, new double[2])).ParamName);
        Assert.Equal("xGradient", Assert.Throws<ArgumentException>(() => Network.LossGradient(net, x, 0.5, net.First.Weights.AsSpan(2, 3))).ParamName);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Network.LossGradient(net, x, 0.5, stackalloc double[3]);
        before = GC.GetAllocatedBytesForCurrentThread();
        Network.LossGradient(net, x, 0.5, stackalloc double[3]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Slope_of_a_network_has_the_derivative_of_its_parameters()
        => Agrees(
            Made(),
            (curve, p) => curve.Slope(p),
            (curve, p, g) => curve.SlopeGradient(p, g),
            (curve, p, t, dp) => curve.SlopeJvp(p, dp, t));

    [Fact]
    public void Residual_of_a_differential_equation()
        => Agrees(
            Made(),
            (curve, p) => curve.Residual(2) + 0 * p,
            (curve, p, g) => (curve.ResidualGradient(2, g), 0),
            (curve, p, t, dp) => curve.ResidualJvp(2, t));

    [Fact]
    public void Residual_of_second_order()
        => Agrees(Made(), Curve.Oscillation, Curve.OscillationGradient, Curve.OscillationJvp);

    [Fact]
    public void Two_modules_at_once()
    {
        Curve right = Made();
        right.Heights[0] = -1.25;
        var unused = new Curve.Gradients(right);
        Agrees(
            Made(),
            (left, t) => Curve.Match(left, right, t),
            (left, t, g) => Curve.MatchGradient(left, right, t, g, unused),
            (left, t, tangents, dt) => Curve.MatchJvp(left, right, t, tangents, new Curve.Gradients(right), dt));
        Curve other = Made();
        var whatever = new Curve.Gradients(other);
        Agrees(
            right,
            (curve, t) => Curve.Match(other, curve, t),
            (curve, t, g) => Curve.MatchGradient(other, curve, t, whatever, g),
            (curve, t, tangents, dt) => Curve.MatchJvp(other, curve, t, new Curve.Gradients(other), tangents, dt));
    }

    [Fact]
    public void A_module_that_is_a_constant_beside_one_that_learns()
    {
        Curve given = Made();
        given.Shift = -0.75;
        Agrees(
            Made(),
            (learnt, t) => Curve.Follow(learnt, given, t),
            (learnt, t, g) => Curve.FollowGradient(learnt, given, t, g),
            (learnt, t, tangents, dt) => Curve.FollowJvp(learnt, given, t, tangents, dt));
    }

    [Fact]
    public void Gradient_penalty_on_the_inputs_of_layers()
    {
        Critic critic = new(3, 4), shape = new(3, 4);
        Fill(critic);
        var gradients = new Critic.Gradients(critic);
        var tangents = new Critic.Gradients(shape);
        int count = critic.ParameterCount;
        double[] point = [.. Point(critic), 0.5, -1.25, 0.75];
        Triangle.Agrees(
            p =>
            {
                critic.SetParameters(p.AsSpan(0, count));
                return Critic.Penalty(critic, p.AsSpan(count));
            },
            (p, g) =>
            {
                critic.SetParameters(p.AsSpan(0, count));
                double value = Critic.PenaltyGradient(critic, p.AsSpan(count), gradients, g[count..]);
                gradients.Flat.CopyTo(g);
                return value;
            },
            (p, t) =>
            {
                critic.SetParameters(p.AsSpan(0, count));
                t[..count].CopyTo(tangents.Flat);
                return Critic.PenaltyJvp(critic, p.AsSpan(count), tangents, t[count..]);
            },
            point);
    }

    [Fact]
    public void A_network_learns_a_differential_equation()
    {
        var curve = new Curve(6);
        Fill(curve);
        var gradients = new Curve.Gradients(curve);
        double[] point = Point(curve);
        var adam = new Adam<double>(0.02);
        double first = curve.Residual(1);
        for (int i = 0; i < 4000; i++)
        {
            curve.SetParameters(point);
            curve.ResidualGradient(1, gradients);
            adam.Update(point, gradients.Flat);
        }

        curve.SetParameters(point);
        Assert.True(curve.Residual(1) < 0.02 * first, $"{first} to {curve.Residual(1)}");
        GradientReport report = GradientCheck.Run<double>(
            point,
            p =>
            {
                curve.SetParameters(p);
                return curve.Residual(1);
            },
            (p, g) =>
            {
                curve.SetParameters(p);
                double loss = curve.ResidualGradient(1, gradients);
                gradients.Flat.CopyTo(g);
                return loss;
            });
        Assert.True(report.Passed, report.ToString());
    }

    /// <summary>A function of a curve and a number, with respect to the parameters of the one and to the other.</summary>
    private static void Agrees(
        Curve curve,
        Func<Curve, double, double> f,
        Func<Curve, double, Curve.Gradients, (double Value, double T)> gradient,
        Func<Curve, double, Curve.Gradients, double, (double Value, double Tangent)> tangent)
    {
        var gradients = new Curve.Gradients(curve);
        var tangents = new Curve.Gradients(curve);
        Triangle.AgreesAndAllocates(
            p =>
            {
                curve.SetParameters(p.AsSpan(1));
                return f(curve, p[0]);
            },
            (double[] p, Span<double> g) =>
            {
                curve.SetParameters(p.AsSpan(1));
                (double value, g[0]) = gradient(curve, p[0], gradients);
                gradients.Flat.CopyTo(g[1..]);
                return value;
            },
            (double[] p, Span<double> t) =>
            {
                curve.SetParameters(p.AsSpan(1));
                t[1..].CopyTo(tangents.Flat);
                return tangent(curve, p[0], tangents, t[0]);
            },
            [0.75, .. Point(curve)]);
    }

    private static Curve Made()
    {
        var curve = new Curve(3);
        Fill(curve);
        return curve;
    }

    private static void Fill(IModule<double> module)
    {
        var random = new Random(7);
        module.SetParameters([.. Enumerable.Range(0, module.ParameterCount).Select(_ => 1.5 * random.NextDouble() - 0.5)]);
    }

    private static double[] Point(IModule<double> module)
    {
        var point = new double[module.ParameterCount];
        module.CopyParametersTo(point);
        return point;
    }
}
