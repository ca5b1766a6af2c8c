using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class DeconstructionTests
{
    [Fact]
    public void Records_by_position()
        => Triangle.Agrees(Deconstructions.Positional, Deconstructions.PositionalGradient, Deconstructions.PositionalJvp, 0.75, 1.5);

    [Fact]
    public void Records_in_records()
        => Triangle.Agrees(Deconstructions.Nested, Deconstructions.NestedGradient, Deconstructions.NestedJvp, 0.75, 1.5);

    [Fact]
    public void Into_elements_of_an_array()
        => Triangle.Agrees(Deconstructions.IntoElements, Deconstructions.IntoElementsGradient, Deconstructions.IntoElementsJvp, 0.75, 1.5);

    [Theory]
    [InlineData(0.75, 1.5)]
    [InlineData(1.75, 0.5)]
    public void Method_of_the_user_that_computes(double x, double y)
        => Triangle.Agrees(Deconstructions.OfTheUser, Deconstructions.OfTheUserGradient, Deconstructions.OfTheUserJvp, x, y);

    [Fact]
    public void Extension_method_and_conversion_of_a_part()
        => Triangle.Agrees(Deconstructions.Extension, Deconstructions.ExtensionGradient, Deconstructions.ExtensionJvp, 0.75, 1.5);

    [Fact]
    public void Record_that_a_loop_carries()
        => Triangle.Agrees(Deconstructions.InALoop, Deconstructions.InALoopGradient, Deconstructions.InALoopJvp, 0.75, 1.5);

    [Theory]
    [InlineData(1.75, 1.5)]
    [InlineData(0.75, 0.5)]
    [InlineData(0.75, 1.5)]
    [InlineData(-0.75, 0.5)]
    public void Patterns_by_position(double x, double y)
        => Triangle.Agrees(Deconstructions.Patterns, Deconstructions.PatternsGradient, Deconstructions.PatternsJvp, x, y);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Record_of_the_signature_in_first_and_second_order(int weight)
    {
        double[] gradient = new double[4], hessian = new double[16];
        var s = new Deconstructions.Segment(new(0.5, 1.25), new(-0.75, 2), weight);
        Deconstructions.OfARecordHessian(s, gradient, hessian);
        (double value, Deconstructions.Segment derivative) = Deconstructions.OfARecordGradient(s);

        Assert.Equal(Deconstructions.OfARecord(s), value);
        double[] partials = [derivative.From.X, derivative.From.Y, derivative.To.X, derivative.To.Y];
        double[] expected = weight != 2 ? [1, 0, 0, 0] : [2 * 0.75 * 0.75, 2, 4 * 0.5 * -0.75, 1.25];
        double[] second = weight != 2 ? new double[16] : [0, 0, -3, 0, 0, 0, 0, 1, -3, 0, 2, 0, 0, 1, 0, 0];
        Assert.Equal(expected, gradient);
        Assert.Equal(expected, partials);
        Assert.Equal(second, hessian);
    }
}
