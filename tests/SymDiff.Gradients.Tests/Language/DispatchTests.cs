using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Calls of which only the run decides where they lead.</summary>
public sealed class DispatchTests
{
    private delegate double Value(double x, double[] weights);

    private delegate (double Value, double X) Gradient(double x, double[] weights, Span<double> weightsGradient);

    private delegate (double Value, double Tangent) Tangent(double x, double[] weights, double xTangent, Span<double> weightsTangent);

    [Fact]
    public void Static_abstract_methods_are_called_by_contract()
    {
        Agrees(Dispatches.Twofold<Bump>, Dispatches.TwofoldGradient<Bump>, Dispatches.TwofoldJvp<Bump>);
        Agrees(Dispatches.Twofold<Decay>, Dispatches.TwofoldGradient<Decay>, Dispatches.TwofoldJvp<Decay>);
        Agrees(Dispatches.Chosen, Dispatches.ChosenGradient, Dispatches.ChosenJvp);
    }

    [Fact]
    public void Objects_of_an_interface_differ_from_round_to_round()
    {
        ICurve[] curves = [new Wave(1.5), new Line(2), new Wave(-0.5)];
        Agrees(
            (x, w) => Dispatches.Along(curves, x, w),
            (x, w, g) => Dispatches.AlongGradient(curves, x, w, g),
            (x, w, t, s) => Dispatches.AlongJvp(curves, x, w, t, s));
    }

    [Fact]
    public void Objects_of_a_type_parameter()
    {
        var wave = new Wave(1.5);
        var line = new Line(3);
        Agrees((x, w) => Dispatches.Generic(wave, x, w), (x, w, g) => Dispatches.GenericGradient(wave, x, w, g), (x, w, t, s) => Dispatches.GenericJvp(wave, x, w, t, s));
        Agrees((x, w) => Dispatches.Generic(line, x, w), (x, w, g) => Dispatches.GenericGradient(line, x, w, g), (x, w, t, s) => Dispatches.GenericJvp(line, x, w, t, s));
    }

    [Fact]
    public void The_object_that_is_called_on_is_evaluated_once()
    {
        double[] weights = [1.5, -0.25];
        var workspace = new Workspace();
        int before = Dispatches.Picked;
        Dispatches.OnceGradient(0.6, weights, new double[2]);
        Assert.Equal(before + 1, Dispatches.Picked);
        double value = Dispatches.OnceForward(0.6, weights, workspace), adjoint = 0;
        Assert.Equal(before + 2, Dispatches.Picked);
        Dispatches.OnceBackward(0.6, weights, workspace, 1, ref adjoint, new double[2]);
        Assert.Equal(before + 2, Dispatches.Picked);
        Assert.True(workspace.IsEmpty);
        Assert.Equal(Dispatches.Once(0.6, weights), value);
        Triangle.AgreesAndAllocates(
            p => Dispatches.Once(p[0], p[1..]),
            (double[] p, Span<double> g) => Gathered(g, Dispatches.OnceGradient(p[0], p[1..], g[1..])),
            (double[] p, Span<double> t) => Dispatches.OnceJvp(p[0], p[1..], t[0], t[1..]),
            [0.6, .. weights]);
    }

    [Fact]
    public void Overrides_of_abstract_and_virtual_methods()
    {
        var disc = new Disc();
        var cube = new Cube();
        Triangle.Agrees((s, p) => Dispatches.Shapes(disc, cube, s, p), (s, p) => Dispatches.ShapesGradient(disc, cube, s, p), (s, p, t, u) => Dispatches.ShapesJvp(disc, cube, s, p, t, u), 0.6, 1.5);
        Cube brick = new Brick();
        Triangle.Agrees((s, p) => Dispatches.Shapes(disc, brick, s, p), (s, p) => Dispatches.ShapesGradient(disc, brick, s, p), (s, p, t, u) => Dispatches.ShapesJvp(disc, brick, s, p, t, u), 0.6, 1.5);
        Triangle.Agrees((s, p) => Dispatches.Shapes(cube, cube, s, p), (s, p) => Dispatches.ShapesGradient(cube, cube, s, p), (s, p, t, u) => Dispatches.ShapesJvp(cube, cube, s, p, t, u), 0.6, 1.5);
    }

    [Fact]
    public void A_recursion_by_way_of_an_interface_ends_in_an_exception()
    {
        var stair = new Stair();
        Triangle.Agrees(x => Dispatches.Descend(stair, x, 4), x => Dispatches.DescendGradient(stair, x, 4), (x, t) => Dispatches.DescendJvp(stair, x, 4, t), 0.7);
        Assert.Throws<InsufficientExecutionStackException>(() => Dispatches.DescendGradient(stair, 0.7, 10_000_000));
    }

    [Fact]
    public void A_null_object_is_what_it_is_to_the_method()
        => Assert.Throws<NullReferenceException>(() => Dispatches.AlongGradient([null!], 1, [1, 2], new double[2]));

    private static void Agrees(Value f, Gradient gradient, Tangent tangent) => Triangle.AgreesAndAllocates(
        p => f(p[0], p[1..]),
        (double[] p, Span<double> g) => Gathered(g, gradient(p[0], p[1..], g[1..])),
        (double[] p, Span<double> t) => tangent(p[0], p[1..], t[0], t[1..]),
        0.6,
        1.5,
        -0.25);

    private static double Gathered(Span<double> g, (double Value, double X) result)
    {
        g[0] = result.X;
        return result.Value;
    }
}
