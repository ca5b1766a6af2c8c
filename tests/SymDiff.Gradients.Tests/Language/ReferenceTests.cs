using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class ReferenceTests
{
    [Fact]
    public void Ref_out_in_and_ref_local()
        => Triangle.Agrees(References.UsesAll, References.UsesAllGradient, References.UsesAllJvp, 0.75, 1.5);

    [Fact]
    public void Ref_to_an_element()
        => Triangle.Agrees(References.RefIntoArray, References.RefIntoArrayGradient, References.RefIntoArrayJvp, 0.75, -0.5, 1.25);

    [Fact]
    public void Ref_parameter_is_differentiated_at_its_value_on_entry()
    {
        // f = (x x + y) y, and x is left at x x + y.
        double x = 3;
        (double value, double dx, double dy) = References.RefParameterGradient(ref x, 2);
        Assert.Equal((22.0, 12.0, 13.0), (value, dx, dy));
        Assert.Equal(11, x);

        x = 3;
        double tangent = 1;
        Assert.Equal((22.0, 12.0), References.RefParameterJvp(ref x, 2, ref tangent, 0));
        Assert.Equal(11, x);
        Assert.Equal(6, tangent);
    }

    [Fact]
    public void Tuples_and_deconstruction()
        => Triangle.Agrees(References.Tuples, References.TuplesGradient, References.TuplesJvp, 0.75, 1.5);

    [Fact]
    public void Instance_method()
    {
        var spring = new Spring(3, 0.5);
        Triangle.Agrees(spring.Energy, spring.EnergyGradient, spring.EnergyJvp, 1.25);
    }

    [Fact]
    public void Lambda_keeps_the_receiver_of_its_place()
    {
        var spring = new Spring(3, 0.5);
        var other = new Spring(7, 0.25);
        Triangle.Agrees(x => spring.Through(other, x), x => spring.ThroughGradient(other, x), (x, t) => spring.ThroughJvp(other, x, t), 1.25);
    }

    [Fact]
    public void Rule_of_the_user()
        => Triangle.Agrees(OwnRule.Uses, OwnRule.UsesGradient, OwnRule.UsesJvp, 0.75, 1.5);
}
