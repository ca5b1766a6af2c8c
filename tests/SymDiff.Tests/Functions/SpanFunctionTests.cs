namespace SymDiff.Tests;

public sealed class SpanFunctionTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(new[] { 1000.0, 1000, 999 }, 1000.8619948040582511)]
    [InlineData(new[] { 1e4 }, 1e4)]
    [InlineData(new[] { -1e4, -1e4 }, -9999.3068528194400547)]
    [InlineData(new double[0], -Infinity)]
    [InlineData(new[] { -Infinity, -Infinity }, -Infinity)]
    [InlineData(new[] { -Infinity, 2 }, 2)]
    [InlineData(new[] { 1, Infinity, 3 }, Infinity)]
    [InlineData(new[] { double.NaN, -Infinity }, double.NaN)]
    [InlineData(new[] { -Infinity, double.NaN }, double.NaN)]
    [InlineData(new[] { Infinity, double.NaN }, double.NaN)]
    [InlineData(new[] { double.NaN, Infinity }, double.NaN)]
    [InlineData(new[] { double.NaN, 1 }, double.NaN)]
    public void LogSumExp_is_stable(double[] x, double expected)
    {
        Approx.Equal(expected, Functions.LogSumExp(x));
        Approx.Equal((float)expected, Functions.LogSumExp(Single(x)), 1e-6);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, -1 }, new[] { 0.25949646034241911748, 0.70538451269824115833, 0.035119026959339724188 })]
    [InlineData(new[] { 1e4, 0.0 }, new[] { 1.0, 0 })]
    [InlineData(new double[0], new double[0])]
    [InlineData(new[] { -Infinity, 3 }, new[] { 0.0, 1 })]
    [InlineData(new[] { -Infinity, -Infinity }, new[] { 0.0, 0 })]
    [InlineData(new[] { 5, Infinity, 7, Infinity }, new[] { 0.0, 1, 0, 0 })]
    [InlineData(new[] { double.NaN, 1 }, new[] { double.NaN, double.NaN })]
    public void Softmax_is_stable(double[] x, double[] expected)
    {
        double[] result = new double[x.Length];
        Functions.Softmax(x, result);
        Approx.Equal(expected, result);

        float[] single = new float[x.Length];
        Functions.Softmax(Single(x), single);
        Approx.Equal(expected, Double(single), 1e-6);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, -1 }, new[] { -1.3490122167681863854, -0.34901221676818638542, -3.3490122167681863854 })]
    [InlineData(new[] { 1e4, 0.0 }, new[] { 0, -1e4 })]
    [InlineData(new double[0], new double[0])]
    [InlineData(new[] { -Infinity, 3 }, new[] { -Infinity, 0 })]
    [InlineData(new[] { -Infinity, -Infinity }, new[] { -Infinity, -Infinity })]
    [InlineData(new[] { 5, Infinity, 7 }, new[] { -Infinity, 0, -Infinity })]
    [InlineData(new[] { double.NaN, 1 }, new[] { double.NaN, double.NaN })]
    public void LogSoftmax_is_the_logarithm_of_Softmax(double[] x, double[] expected)
    {
        double[] result = new double[x.Length];
        Functions.LogSoftmax(x, result);
        Approx.Equal(expected, result);

        float[] single = new float[x.Length];
        Functions.LogSoftmax(Single(x), single);
        Approx.Equal(expected, Double(single), 1e-6);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, -1 }, 0, 1.3490122167681863854)]
    [InlineData(new[] { 1e4, 0.0 }, 0, 0)]
    [InlineData(new[] { 1e4, 0.0 }, 1, 1e4)]
    [InlineData(new[] { -Infinity, 3 }, 0, Infinity)]
    [InlineData(new[] { -Infinity, 3 }, 1, 0)]
    [InlineData(new[] { 1, Infinity }, 1, 0)]
    [InlineData(new[] { 1, Infinity }, 0, Infinity)]
    [InlineData(new[] { -Infinity, -Infinity }, 1, Infinity)]
    [InlineData(new[] { double.NaN, 1 }, 1, double.NaN)]
    public void SoftmaxCrossEntropy_is_minus_the_log_probability_of_the_label(double[] logits, int label, double expected)
    {
        Approx.Equal(expected, Functions.SoftmaxCrossEntropy(logits, label));
        Approx.Equal((float)expected, Functions.SoftmaxCrossEntropy(Single(logits), label), 1e-6);
    }

    [Fact]
    public void Softmax_and_LogSoftmax_work_in_place()
    {
        double[] x = [1, 2, -1];
        Functions.Softmax(x, x);
        Approx.Equal([0.25949646034241911748, 0.70538451269824115833, 0.035119026959339724188], x);

        double[] y = [1, 2, -1];
        Functions.LogSoftmax(y, y);
        Approx.Equal([-1.3490122167681863854, -0.34901221676818638542, -3.3490122167681863854], y);
    }

    [Fact]
    public void A_result_of_another_length_is_refused_before_anything_is_written()
    {
        double[] result = [7, 7, 7];
        Assert.Throws<ArgumentException>("result", () => Functions.Softmax([1, 2], result));
        Assert.Throws<ArgumentException>("result", () => Functions.LogSoftmax([1, 2], result));
        Assert.Equal([7, 7, 7], result);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_label_that_is_no_class_is_refused(int label)
        => Assert.Throws<ArgumentOutOfRangeException>(
            nameof(label), () => Functions.SoftmaxCrossEntropy([1.0, 2.0], label));

    private static float[] Single(double[] values) => Array.ConvertAll(values, value => (float)value);

    private static double[] Double(float[] values) => Array.ConvertAll(values, value => (double)value);
}
