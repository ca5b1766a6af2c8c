namespace SymDiff.Tests;

public sealed class SgdTests
{
    [Fact]
    public void A_plain_step_goes_down_the_gradient()
    {
        double[] parameters = [1, 2, 3];
        new Sgd<double>(0.5).Update(parameters, [2, 0, -4]);
        Assert.Equal([0, 2, 5], parameters);
    }

    [Fact]
    public void Momentum_keeps_a_part_of_the_last_step()
    {
        double[] parameters = [0];
        Sgd<double> sgd = new(1, momentum: 0.5);
        sgd.Update(parameters, [1]);
        Assert.Equal(-1, parameters[0]);
        sgd.Update(parameters, [1]);
        Assert.Equal(-2.5, parameters[0]);
        sgd.Update(parameters, [0]);
        Assert.Equal(-3.25, parameters[0]);
    }

    [Fact]
    public void A_changed_learning_rate_acts_on_the_next_step()
    {
        double[] parameters = [0];
        Sgd<double> sgd = new(1, momentum: 0.5);
        sgd.Update(parameters, [1]);
        sgd.LearningRate = 0.1;
        sgd.Update(parameters, [0]);
        Assert.Equal(-1.05, parameters[0]);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.9)]
    public void Every_length_gives_the_numbers_of_the_scalar_formula(double momentum)
    {
        for (int length = 0; length < 40; length++)
        {
            SeededRandom random = new(length);
            float[] parameters = new float[length];
            float[] expected = new float[length];
            float[] velocity = new float[length];
            Sgd<float> sgd = new(0.1, momentum);
            for (int step = 0; step < 3; step++)
            {
                float[] gradient = new float[length];
                for (int i = 0; i < length; i++)
                {
                    gradient[i] = (float)random.NextNormal();
                    velocity[i] = (velocity[i] * (float)momentum) + gradient[i];
                    expected[i] -= velocity[i] * 0.1f;
                }

                sgd.Update(parameters, gradient);
            }

            Assert.Equal(expected, parameters);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(1, 1)]
    [InlineData(1, -0.1)]
    [InlineData(1, double.NaN)]
    public void Settings_out_of_range_are_refused(double learningRate, double momentum)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<double>(learningRate, momentum));

    [Fact]
    public void A_learning_rate_out_of_range_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd<double>(1).LearningRate = 0);

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.9)]
    public void A_gradient_that_does_not_fit_is_refused_and_nothing_is_written(double momentum)
    {
        double[] parameters = [1, 2];
        Sgd<double> sgd = new(1, momentum);
        Assert.Throws<ArgumentException>("gradient", () => sgd.Update(parameters, [1]));
        Assert.Throws<ArgumentException>("gradient", () => sgd.Update(parameters, parameters));
        Assert.Equal([1, 2], parameters);
    }

    [Fact]
    public void Parameters_of_another_length_than_at_the_first_step_are_refused()
    {
        Sgd<double> sgd = new(1, momentum: 0.5);
        sgd.Update(new double[2], new double[2]);
        Assert.Throws<ArgumentException>("parameters", () => sgd.Update(new double[3], new double[3]));
    }
}
