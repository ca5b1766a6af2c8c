namespace SymDiff.Tests;

/// <summary>The emitted derivatives of the marked functions, against their formulas and at infinite logits.</summary>
public sealed class SpanFunctionDerivativeTests
{
    private const double Infinity = double.PositiveInfinity;
    private static readonly double[] Logits = [1.0, 2, -1, 0.25];
    private static readonly double[] Seed = [0.5, -1.25, 2, 0.75];

    [Fact]
    public void The_gradient_of_LogSumExp_is_the_softmax()
    {
        double[] gradient = Filled(Logits.Length);
        Assert.Equal(Functions.LogSumExp(Logits), Functions.LogSumExpGradient(Logits, gradient));
        Approx.Equal(Softmax(), gradient, 1e-14);

        float[] single = new float[Logits.Length];
        Functions.LogSumExpGradient(Single(Logits), single);
        Approx.Equal(Softmax(), Double(single), 1e-6);
    }

    [Theory]
    [InlineData(new[] { 1e4, 0.0 }, new[] { 1.0, 0 })]
    [InlineData(new double[0], new double[0])]
    [InlineData(new[] { -Infinity, 3 }, new[] { 0.0, 1 })]
    [InlineData(new[] { -Infinity, -Infinity }, new[] { 0.0, 0 })]
    [InlineData(new[] { 5, Infinity, 7, Infinity }, new[] { 0.0, 1, 0, 0 })]
    public void The_gradient_of_LogSumExp_is_finite_at_infinite_logits(double[] x, double[] expected)
    {
        double[] gradient = Filled(x.Length);
        Functions.LogSumExpGradient(x, gradient);
        Assert.Equal(expected, gradient);
    }

    [Fact]
    public void The_gradient_of_SoftmaxCrossEntropy_is_the_softmax_with_one_taken_off_at_the_label()
    {
        double[] gradient = Filled(Logits.Length);
        double[] expected = Softmax();
        expected[2] -= 1;
        double loss = Functions.SoftmaxCrossEntropyGradient(Logits, 2, gradient);
        Assert.Equal(Functions.SoftmaxCrossEntropy(Logits, 2), loss);
        Approx.Equal(expected, gradient, 1e-14);
    }

    [Theory]
    [InlineData(0, 0.0, 0.0, 0.0)]
    [InlineData(1, 2e4, 1.0, -1.0)]
    public void SoftmaxCrossEntropy_and_its_gradient_are_exact_at_logits_of_ten_thousand(int label, double loss, double first, double second)
    {
        double[] gradient = Filled(2);
        Assert.Equal(loss, Functions.SoftmaxCrossEntropyGradient([1e4, -1e4], label, gradient));
        Assert.Equal([first, second], gradient);
    }

    [Fact]
    public void The_gradient_of_LogSumExp_of_thousands()
    {
        // 1 / (2 + 1 / e) and its e-th part.
        double[] gradient = Filled(3);
        Functions.LogSumExpGradient([1000, 1000, 999], gradient);
        Approx.Equal([0.4223187982515181966, 0.4223187982515181966, 0.15536240349696360679], gradient, 1e-15);
    }

    [Fact]
    public void An_exception_of_the_function_is_that_of_its_gradient_and_nothing_is_written()
    {
        double[] gradient = Filled(Logits.Length);
        Assert.Throws<ArgumentOutOfRangeException>("label", () => Functions.SoftmaxCrossEntropyGradient(Logits, 4, gradient));
        Assert.Throws<ArgumentException>("logitsGradient", () => Functions.SoftmaxCrossEntropyGradient(Logits, 1, gradient.AsSpan(1)));
        Assert.Equal(Filled(Logits.Length), gradient);
    }

    [Fact]
    public void Softmax_backward_is_the_product_with_its_Jacobian()
    {
        double[] y = Softmax();
        double mean = y.Zip(Seed, (weight, adjoint) => weight * adjoint).Sum();
        double[] result = new double[Logits.Length];
        double[] xAdjoint = new double[Logits.Length];
        double[] resultAdjoint = [.. Seed];
        Functions.SoftmaxBackward(Logits, result, xAdjoint, resultAdjoint);
        Approx.Equal(y, result, 1e-14);
        Approx.Equal([.. y.Zip(Seed, (weight, adjoint) => weight * (adjoint - mean))], xAdjoint, 1e-13, 1e-15);
        Assert.Equal(new double[Logits.Length], resultAdjoint);
    }

    [Fact]
    public void LogSoftmax_backward_is_the_product_with_its_Jacobian()
    {
        double sum = Seed.Sum();
        double[] xAdjoint = new double[Logits.Length];
        Functions.LogSoftmaxBackward(Logits, new double[Logits.Length], xAdjoint, [.. Seed]);
        Approx.Equal([.. Softmax().Zip(Seed, (weight, adjoint) => adjoint - (weight * sum))], xAdjoint, 1e-13, 1e-15);
    }

    [Fact]
    public void Forward_mode_agrees_with_reverse_mode()
    {
        double[] gradient = new double[Logits.Length];
        Functions.SoftmaxCrossEntropyGradient(Logits, 1, gradient);
        double expected = gradient.Zip(Seed, (partial, direction) => partial * direction).Sum();
        Approx.Equal(expected, Functions.SoftmaxCrossEntropyJvp(Logits, 1, Seed).Tangent, 1e-13);

        double[] y = Softmax();
        double mean = y.Zip(Seed, (weight, direction) => weight * direction).Sum();
        double[] tangent = new double[Logits.Length];
        Functions.SoftmaxJvp(Logits, new double[Logits.Length], Seed, tangent);
        Approx.Equal([.. y.Zip(Seed, (weight, direction) => weight * (direction - mean))], tangent, 1e-13, 1e-15);
    }

    private static double[] Softmax()
    {
        double[] result = new double[Logits.Length];
        Functions.Softmax(Logits, result);
        return result;
    }

    private static double[] Filled(int length) => [.. Enumerable.Repeat(double.NaN, length)];

    private static float[] Single(double[] values) => Array.ConvertAll(values, value => (float)value);

    private static double[] Double(float[] values) => Array.ConvertAll(values, value => (double)value);
}
