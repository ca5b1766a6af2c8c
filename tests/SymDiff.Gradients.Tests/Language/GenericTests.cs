using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Generic methods: what comes out for <c>double</c> is bit for bit what the twin of that type gives.</summary>
public sealed class GenericTests
{
    [Theory]
    [InlineData(0.7, 1.3)]
    [InlineData(-2, 0.4)]
    [InlineData(0, 2)]
    public void Functions_and_literals_of_a_type_parameter_are_those_of_double(double x, double y)
    {
        Assert.Equal(GenericTwins.WaveGradient(x, y), Generics.WaveGradient(x, y));
        Assert.Equal(GenericTwins.WaveJvp(x, y, 0.3, -1), Generics.WaveJvp(x, y, 0.3, -1));
        Triangle.Agrees(Generics.Wave, Generics.WaveGradient, Generics.WaveJvp, x, y);
    }

    [Theory]
    [InlineData(0.7f, 1.3f)]
    [InlineData(-2, 0.4f)]
    public void Functions_and_literals_of_a_type_parameter_are_those_of_float(float x, float y)
    {
        Assert.Equal(GenericTwins.SingleWaveGradient(x, y), Generics.WaveGradient(x, y));
        Assert.Equal(GenericTwins.SingleWaveJvp(x, y, 0.3f, -1), Generics.WaveJvp(x, y, 0.3f, -1));
    }

    [Fact]
    public void Half_is_differentiated_too()
    {
        (Half value, Half x, Half y) = Generics.WaveGradient((Half)0.5, (Half)1.5);
        (double Value, double X, double Y) exact = GenericTwins.WaveGradient(0.5, 1.5);
        Assert.Equal(Generics.Wave((Half)0.5, (Half)1.5), value);
        Assert.Equal(exact.X, (double)x, 0.02);
        Assert.Equal(exact.Y, (double)y, 0.05);
    }

    [Fact]
    public void Loop_over_an_array()
    {
        double[] x = [0.5, -1, 2];
        double[] expected = new double[3], actual = new double[3];
        Assert.Equal(GenericTwins.NormGradient(x, expected), Generics.NormGradient(x, actual));
        Assert.Equal(expected, actual);
        Triangle.Agrees(Generics.Norm, Generics.NormGradient, (p, t) => Generics.NormJvp(p, t), x);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    public void Loop_that_caches_its_state(int n)
    {
        double[] x = [0.8, 1.1, -0.6];
        double[] expected = new double[3], actual = new double[3];
        Assert.Equal(GenericTwins.RecurrenceGradient(x, n, expected), Generics.RecurrenceGradient<double>(x, n, actual));
        Assert.Equal(expected, actual);
        Triangle.Agrees(
            p => Generics.Recurrence<double>(p, n),
            (double[] p, Span<double> g) => Generics.RecurrenceGradient<double>(p, n, g),
            (double[] p, Span<double> t) => Generics.RecurrenceJvp<double>(p, n, t),
            x);
    }

    [Fact]
    public void Loop_that_caches_its_state_in_float()
    {
        float[] x = [0.8f, 1.1f, -0.6f];
        float[] expected = new float[3], actual = new float[3];
        Assert.Equal(GenericTwins.SingleRecurrenceGradient(x, 9, expected), Generics.RecurrenceGradient<float>(x, 9, actual));
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Local_arrays_and_windows()
    {
        double[] x = [0.5, -1, 2];
        double[] expected = new double[3], actual = new double[3];
        Assert.Equal(GenericTwins.LayersGradient(x, 0.7, expected), Generics.LayersGradient(x, 0.7, actual));
        Assert.Equal(expected, actual);
        Triangle.Agrees(
            p => Generics.Layers(p, 0.7),
            (double[] p, Span<double> g) => Generics.LayersGradient(p, 0.7, g).Value,
            (double[] p, Span<double> t) => Generics.LayersJvp(p, 0.7, t, 0),
            x);
    }

    [Fact]
    public void Elements_and_references_that_are_overwritten()
    {
        double[] x = [0.5, -1, 2], same = [.. x], expected = [0.1, 0.2, 0.3], actual = [.. expected];
        double scale = 1.2, sameScale = scale, scaleAdjoint = 0.4, sameAdjoint = scaleAdjoint;
        Assert.Equal(
            GenericTwins.RelaxedBackward(x, ref scale, out double largest, 1.5, expected, ref scaleAdjoint, -0.25),
            Generics.RelaxedBackward<double>(same, ref sameScale, out double sameLargest, 1.5, actual, ref sameAdjoint, -0.25));
        Assert.Equal(x, same);
        Assert.Equal((scale, largest, scaleAdjoint), (sameScale, sameLargest, sameAdjoint));
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void One_variable_under_two_types_is_refused()
    {
        double x = 1;
        Assert.Throws<ArgumentException>(() => Generics.SumForward(ref x, ref x, new Workspace()));
    }

    [Fact]
    public void Generic_methods_call_each_other()
    {
        double[] x = [0.5, -1, 2];
        double[] expected = new double[3], actual = new double[3];
        Assert.Equal(GenericTwins.NestedGradient(x, 0.3, expected), Generics.NestedGradient(x, 0.3, actual));
        Assert.Equal(expected, actual);
        Triangle.AgreesAndAllocates(
            p => Generics.Nested(p, 0.3),
            (double[] p, Span<double> g) => Generics.NestedGradient(p, 0.3, g).Value,
            (double[] p, Span<double> t) => Generics.NestedJvp(p, 0.3, t, 0),
            x);
    }

    [Fact]
    public void Method_for_double_calls_generic_ones()
    {
        (double value, double x, float y) = Generics.MixedGradient(0.7, 1.3f);
        (double Value, double X, double Y) wide = GenericTwins.WaveGradient(0.7, 1.3f);
        (float Value, float X, float Y) narrow = GenericTwins.SingleWaveGradient(0.7f, 1.3f);
        Assert.Equal(Generics.Mixed(0.7, 1.3f), value);
        Assert.Equal(wide.X * narrow.Value + narrow.X * wide.Value, x, 1e-6);
        Assert.Equal(wide.Y * narrow.Value + narrow.Y * wide.Value, y, 1e-5);
    }

    [Fact]
    public void Conversions_between_two_type_parameters_are_followed()
    {
        (double value, float x, double y) = Generics.WidenedGradient(3f, 0.5);
        Assert.Equal(Generics.Widened(3f, 0.5), value);
        Assert.Equal(0.5f + (float)(0.1 * 0.5), x, 1e-6f);
        Assert.Equal(3 + 3 * 0.1, y, 1e-12);
    }

    [Fact]
    public void Deep_recursion_of_a_generic_method_ends_in_an_exception()
        => Assert.Throws<InsufficientExecutionStackException>(() => Generics.PowerGradient(1.0, 10_000_000));

    [Fact]
    public void Members_of_a_generic_type()
    {
        var field = new Field<double>(2.5);
        Triangle.Agrees(field.Potential, field.PotentialGradient, field.PotentialJvp, 0.3, -0.8);
        Triangle.Agrees(Field<double>.Distance, Field<double>.DistanceGradient, Field<double>.DistanceJvp, 0.3, -0.8);
    }

    [Fact]
    public void Marks_of_a_type_parameter()
    {
        // x is cut in the first term; the rounding passes on in the second, and y alone in the third.
        Assert.Equal((1.25 * 2.5 + 1 * 1.25 + 2 * 2.5, 1.25 + 1.0, 1.25 + 1), Generics.MarksGradient(1.25, 2.5));
        Assert.Equal((1.25 * 2.5 + 1 * 1.25 + 2 * 2.5, 2.25), Generics.MarksJvp(1.25, 2.5, 1, 0));
    }

    [Fact]
    public void Second_derivatives_of_a_generic_method()
    {
        double[] expected = new double[4], actual = new double[4], gradient = new double[2];
        Assert.Equal(GenericTwins.ValleyHessian(1.5, 2, gradient, expected), Generics.ValleyHessian(1.5, 2, gradient, actual));
        Assert.Equal(expected, actual);
        float[] single = new float[4];
        Generics.ValleyHessian(1.5f, 2, new float[2], single);
        Assert.Equal([1902, -600, -600, 200], single);
    }

    [Fact]
    public void Jacobian_of_a_generic_method()
    {
        double[] radius = new double[2], angle = new double[2];
        Generics.PolarJacobian(2, 0.5, radius, angle);
        Assert.Equal([Math.Cos(0.5), Math.Sin(0.5)], radius);
        Assert.Equal([-2 * Math.Sin(0.5), 2 * Math.Cos(0.5)], angle);
        double[] pairRadius = new double[2], pairAngle = new double[2];
        Generics.PolarPairJacobian(2, 0.5, pairRadius, pairAngle);
        Assert.Equal(radius, pairRadius);
        Assert.Equal(angle, pairAngle);
    }
}
