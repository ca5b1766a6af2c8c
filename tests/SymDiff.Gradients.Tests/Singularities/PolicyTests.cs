namespace SymDiff.Gradients.Tests.Singularities;

/// <summary>The three policies at vertical tangents and at directions without a meaning; kinks do not depend on them.</summary>
public sealed class PolicyTests
{
    private const double Infinity = double.PositiveInfinity;

    [Fact]
    public void Vertical_tangent_is_infinite_by_default_and_when_strict()
    {
        Assert.Equal((0.0, Infinity), Policies.RootGradient(0));
        Assert.Equal((0.0, Infinity), Policies.RootJvp(0, 1));
        Assert.Equal((0.0, Infinity), Policies.RootStrictGradient(0));
    }

    [Fact]
    public void Vertical_tangent_is_zero_where_that_is_asked_for()
    {
        Assert.Equal((0.0, 0.0), Policies.RootZeroGradient(0));
        Assert.Equal((0.0, 0.0), Policies.RootZeroJvp(0, 1));
        Assert.Equal((2.0, 0.25), Policies.RootZeroGradient(4));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, -1)]
    [InlineData(4, -1)]
    [InlineData(5, 1)]
    [InlineData(6, 1)]
    [InlineData(7, -1)]
    public void Every_vertical_tangent_has_its_sign_or_is_zero(int which, int sign)
    {
        Assert.Equal(sign * Infinity, Policies.VerticalGradient(0, which).X);
        Assert.Equal(sign * Infinity, Policies.VerticalJvp(0, which, 1).Tangent);
        (double value, double x) = Policies.VerticalZeroGradient(0, which);
        Assert.Equal(Policies.Vertical(0, which), value);
        Assert.Equal(0, x);
        Assert.Equal(0, Policies.VerticalZeroJvp(0, which, 1).Tangent);
    }

    [Fact]
    public void Finite_value_has_no_NaN_when_vertical_tangents_are_zero()
    {
        Assert.Equal((0.0, 0.0), Policies.RootOfCubeZeroGradient(0));
        Assert.Equal((0.0, 0.0), Policies.RootOfCubeZeroJvp(0, 1));
    }

    [Fact]
    public void Direction_of_the_zero_vector_is_zero_or_NaN()
    {
        Assert.Equal((0.0, 0.0, 0.0), Policies.AngleGradient(0, 0));
        Assert.Equal((0.0, 0.0, 0.0), Policies.AngleZeroGradient(0, 0));
        Assert.Equal((0.0, double.NaN, double.NaN), Policies.AngleStrictGradient(0, 0));
        Assert.Equal((0.0, double.NaN), Policies.AngleStrictJvp(0, 0, 1, 0));
        Assert.Equal(Policies.AngleGradient(3, 4), Policies.AngleStrictGradient(3, 4));
    }

    [Fact]
    public void Strict_NaN_does_not_pass_where_the_adjoint_is_zero()
        => Assert.Equal((0.0, 0.0, 0.0), Policies.UnusedAngleStrictGradient(0, 0));

    [Fact]
    public void Marked_callee_keeps_its_own_policy() => Assert.Equal((0.0, Infinity), Policies.CallsRootGradient(0));
}
