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
        Assert.Equal((4, 2 * 3), Roundings.ConvertedGradient(1.5));
        Assert.Equal((4, 2 * 3), Roundings.ConvertedJvp(1.5, 1));
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
