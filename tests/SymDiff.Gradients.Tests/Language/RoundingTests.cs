namespace SymDiff.Gradients.Tests.Language;

public sealed class RoundingTests
{
    [Fact]
    public void Rounding_written_into_the_call_passes_the_derivative_on()
    {
        Assert.Equal((1.5 * 4, 4 + (1.5 * 3)), Roundings.RoundedGradient(1.5));
        Assert.Equal((1.5 * 4, 2 * (4 + (1.5 * 3))), Roundings.RoundedJvp(1.5, 2));
    }

    [Fact]
    public void Rounding_with_a_name_passes_the_derivative_on()
    {
        Assert.Equal((4, 2 * 2 * 3), Roundings.NamedGradient(1.5));
        Assert.Equal((4, 2 * 2 * 3), Roundings.NamedJvp(1.5, 1));
    }

    [Fact]
    public void Conversion_to_an_integer_passes_the_derivative_on()
    {
        Assert.Equal((1.5, 1.25), Roundings.ConvertedGradient(2.5));
        Assert.Equal((1.5, 1.25), Roundings.ConvertedJvp(2.5, 1));

        // Beyond the whole numbers of single precision.
        Assert.Equal(16_785_409 / 4.0, Roundings.ConvertedGradient(4097).Value);
    }

    /// <summary>With r(x) for the rounding and s(y) for the cut: x y r s has r' = 1 and s' = 0, also in the derivatives.</summary>
    [Fact]
    public void Roundings_and_cuts_hold_in_second_derivatives()
    {
        double[] gradient = new double[2], hessian = new double[4];
        Assert.Equal(1.75 * 3 * 2 * 3, Roundings.CurvedHessian(1.75, 3, gradient, hessian));
        Assert.Equal([3 * 2 * 3 + 1.75 * 3 * 3, 1.75 * 2 * 3], gradient);
        Assert.Equal([2 * 3 * 3, 2 * 3 + 1.75 * 3, 2 * 3 + 1.75 * 3, 0], hessian);
    }

    [Fact]
    public void Single_precision_is_rounded_as_it_is() => Assert.Equal((0.75f * 0.8f, 0.8f + 0.75f), Roundings.SingleGradient(0.75f));

    [Fact]
    public void What_was_rounded_may_be_given_along()
    {
        Assert.Equal((0.75, 1.5 + (0.5 * 3)), Roundings.QuantizedGradient(0.5));
        Assert.Equal((0.75, 1.5 + (0.5 * 3)), Roundings.QuantizedJvp(0.5, 1));
    }
}
