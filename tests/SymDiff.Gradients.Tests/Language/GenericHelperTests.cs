using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class GenericHelperTests
{
    [Theory]
    [InlineData(0.75, 1.5)]
    [InlineData(-0.75, -0.5)]
    public void Spans_that_are_written_and_static_members_of_a_generic_type(double x, double y)
        => Triangle.Agrees(GenericHelpers.OverSpans, GenericHelpers.OverSpansGradient, GenericHelpers.OverSpansJvp, x, y);

    [Fact]
    public void Functions_that_are_passed_and_local_ones()
        => Triangle.Agrees(GenericHelpers.WithFunctions, GenericHelpers.WithFunctionsGradient, GenericHelpers.WithFunctionsJvp, 0.75, 1.5);

    [Fact]
    public void Two_types_in_one_method()
        => Triangle.Agrees(GenericHelpers.OfBothTypes, GenericHelpers.OfBothTypesGradient, GenericHelpers.OfBothTypesJvp, 0.75, 1.5);

    [Fact]
    public void Arguments_by_reference()
        => Triangle.Agrees(GenericHelpers.ByReference, GenericHelpers.ByReferenceGradient, GenericHelpers.ByReferenceJvp, 0.75, 1.5);

    [Fact]
    public void Forward_mode_of_a_marked_one_is_had_from_its_body()
        => Triangle.Agrees(GenericHelpers.OfAMarkedOne, GenericHelpers.OfAMarkedOneGradient, GenericHelpers.OfAMarkedOneJvp, 0.75, 1.25);

    [Fact]
    public void Gradient_of_a_generic_method_in_a_helper()
        => Triangle.Agrees(GenericHelpers.OfAGradientInAHelper, GenericHelpers.OfAGradientInAHelperGradient, GenericHelpers.OfAGradientInAHelperJvp, 0.75, 1.25);

    [Fact]
    public void Generic_method_in_a_generic_method()
    {
        Triangle.Agrees(GenericHelpers.OfAGenericOne, GenericHelpers.OfAGenericOneGradient, GenericHelpers.OfAGenericOneJvp, 0.75, 1.5);
        (float value, float x, float y) = GenericHelpers.OfAGenericOneGradient(0.75f, 1.5f);
        (double Value, double X, double Y) exact = GenericHelpers.OfAGenericOneGradient(0.75, 1.5);
        Assert.Equal(GenericHelpers.OfAGenericOne(0.75f, 1.5f), value);
        Assert.Equal([1, 1], [x / exact.X, y / exact.Y], static (one, other) => Math.Abs(one - other) < 1e-5);
    }

    [Theory]
    [InlineData(0.75, 1.5)]
    [InlineData(-0.75, 0.5)]
    public void Second_derivatives_and_gradients_that_are_differentiated(double x, double y)
    {
        HessianIsTheDifferenceOfGradients(GenericHelpers.TwiceDifferentiatedGradient, GenericHelpers.TwiceDifferentiatedHessian, x, y);
        HessianIsTheDifferenceOfGradients(GenericHelpers.OfAGradientGradient, GenericHelpers.OfAGradientHessian, x, y);
    }

    [Fact]
    public void Several_directions_and_many_points()
    {
        double[] results = new double[2], values = new double[9], slopes = new double[9], x = [.. Enumerable.Range(0, 9).Select(static i => 0.25 * i - 0.9)];
        GenericHelpers.OfAMarkedOneJvp(0.75, 1.25, 2, [1, 0], [0, 1], results);
        (double _, double dx, double dy) = GenericHelpers.OfAMarkedOneGradient(0.75, 1.25);
        Assert.Equal([dx, dy], results, static (one, other) => Math.Abs(one - other) <= 1e-13 * Math.Abs(one));

        GenericHelpers.AtManyPointsGradientBatch(x, 0.5, values, slopes, out double shared);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            (double value, double slope, double term) = GenericHelpers.AtManyPointsGradient(x[i], 0.5);
            Assert.Equal(value, values[i]);
            Assert.Equal(slope, slopes[i], 1e-13 * Math.Abs(slope));
            sum += term;
        }

        Assert.Equal(sum, shared, 1e-13 * Math.Abs(sum));
    }

    private static void HessianIsTheDifferenceOfGradients(Func<double, double, (double Value, double X, double Y)> gradient, HessianOfTwo hessianOf, double x, double y)
    {
        const double Step = 1e-5;
        double[] first = new double[2], hessian = new double[4];
        hessianOf(x, y, first, hessian);
        (double value, double dx, double dy) = gradient(x, y);
        Assert.Equal([dx, dy], first, static (one, other) => Math.Abs(one - other) <= 1e-12 * Math.Max(1, Math.Abs(one)));
        Assert.Equal(hessian[1], hessian[2], 1e-12 * Math.Max(1, Math.Abs(hessian[1])));
        (double _, double rightX, double rightY) = gradient(x + Step, y);
        (double _, double leftX, double leftY) = gradient(x - Step, y);
        (double _, double _, double upY) = gradient(x, y + Step);
        (double _, double _, double downY) = gradient(x, y - Step);
        double[] differences = [(rightX - leftX) / (2 * Step), (rightY - leftY) / (2 * Step), (rightY - leftY) / (2 * Step), (upY - downY) / (2 * Step)];
        Assert.Equal(differences, hessian, static (one, other) => Math.Abs(one - other) <= 1e-6 * Math.Max(1, Math.Abs(one)));
    }

    private delegate double HessianOfTwo(double x, double y, Span<double> gradient, Span<double> hessian);
}
