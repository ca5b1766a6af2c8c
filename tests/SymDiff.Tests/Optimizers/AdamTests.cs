namespace SymDiff.Tests;

public sealed class AdamTests
{
    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e5)]
    public void The_first_step_is_the_learning_rate_whatever_the_size_of_the_gradient(double size)
    {
        // The corrected mean is g and the corrected mean square is g².
        double[] parameters = [1, 1];
        new Adam<double>(0.01).Update(parameters, [size, -size]);
        Approx.Equal([0.99, 1.01], parameters, 2e-7);
    }

    [Fact]
    public void Steps_follow_algorithm_1_of_the_paper_for_every_length()
    {
        for (int length = 0; length < 20; length++)
        {
            SeededRandom random = new(length);
            double[] parameters = new double[length];
            double[] expected = new double[length];
            double[] m = new double[length];
            double[] v = new double[length];
            Adam<double> adam = new(0.1, beta1: 0.8, beta2: 0.9, epsilon: 1e-3);
            for (int step = 1; step <= 5; step++)
            {
                double[] gradient = new double[length];
                for (int i = 0; i < length; i++)
                {
                    double g = gradient[i] = random.NextNormal();
                    m[i] = (0.8 * m[i]) + ((1 - 0.8) * g);
                    v[i] = (0.9 * v[i]) + ((1 - 0.9) * g * g);
                    double mean = m[i] / (1 - Math.Pow(0.8, step));
                    double square = v[i] / (1 - Math.Pow(0.9, step));
                    expected[i] -= 0.1 * mean / (Math.Sqrt(square) + 1e-3);
                }

                adam.Update(parameters, gradient);
            }

            Approx.Equal(expected, parameters, 1e-12, 1e-14);
        }
    }

    [Fact]
    public void An_element_moves_the_same_wherever_it_stands()
    {
        // The ends of the vectors, where scalar code takes over, cannot be told from the middle.
        const int Length = 37;
        float[] parameters = new float[Length];
        Adam<float> adam = new(0.01);
        float[] gradient = new float[Length];
        foreach (float value in (float[])[0.3f, -1.7f, 0.01f])
        {
            gradient.AsSpan().Fill(value);
            adam.Update(parameters, gradient);
        }

        Assert.All(parameters, parameter => Assert.Equal(parameters[0], parameter));
        Assert.NotEqual(0, parameters[0]);
    }

    [Fact]
    public void A_quadratic_is_minimised()
    {
        double[] parameters = [3, -2];
        Adam<double> adam = new(0.05);
        for (int step = 0; step < 2000; step++)
        {
            adam.Update(parameters, [2 * (parameters[0] - 1), 20 * (parameters[1] - 0.5)]);
        }

        Approx.Equal([1, 0.5], parameters, 1e-3);
    }

    [Fact]
    public void A_gradient_of_zero_moves_nothing()
    {
        double[] parameters = [1, 2, 3, 4, 5];
        new Adam<double>().Update(parameters, new double[5]);
        Assert.Equal([1, 2, 3, 4, 5], parameters);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new Adam<double>(0));
        Assert.Throws<ArgumentOutOfRangeException>("beta1", () => new Adam<double>(1, beta1: 1));
        Assert.Throws<ArgumentOutOfRangeException>("beta2", () => new Adam<double>(1, beta2: -0.1));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new Adam<double>(1, epsilon: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam<double>().LearningRate = double.NaN);
    }

    [Fact]
    public void Arguments_that_do_not_fit_are_refused_and_nothing_is_written()
    {
        double[] parameters = [1, 2];
        Adam<double> adam = new();
        Assert.Throws<ArgumentException>("gradient", () => adam.Update(parameters, [1]));
        Assert.Throws<ArgumentException>("gradient", () => adam.Update(parameters, parameters));
        Assert.Equal([1, 2], parameters);
        adam.Update(parameters, [1, 1]);
        Assert.Throws<ArgumentException>("parameters", () => adam.Update(new double[3], new double[3]));
    }
}
