namespace SymDiff.Tests;

public sealed class BatchMeanTests
{
    [Fact]
    public void Value_and_gradient_are_averaged_over_the_batch()
    {
        // The loss of example k is k times the sum of the parameters.
        ValueAndGradient<double> mean = BatchMean.Of<double>((parameters, example, gradient) =>
        {
            gradient.Fill(example);
            double sum = 0;
            foreach (double parameter in parameters)
            {
                sum += parameter;
            }

            return example * sum;
        });

        for (int length = 1; length < 20; length++)
        {
            double[] parameters = new double[length];
            parameters.AsSpan().Fill(2);
            double[] gradient = new double[length];
            gradient.AsSpan().Fill(double.NaN);
            Approx.Equal(2.0 * length * 4, mean(parameters, [3, 5], gradient));
            Assert.All(gradient, entry => Assert.Equal(4, entry));
        }
    }

    [Fact]
    public void An_empty_batch_is_refused()
    {
        ValueAndGradient<float> mean = BatchMean.Of<float>((_, _, _) => 0);
        Assert.Throws<ArgumentException>("batch", () => mean([1], [], new float[1]));
    }
}
