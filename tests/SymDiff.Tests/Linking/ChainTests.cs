namespace SymDiff.Tests;

public sealed class ChainTests
{
    private const int Inputs = 3;
    private const int Hidden = 4;
    private const int Classes = 2;
    private const int HiddenParameters = (Inputs + 1) * Hidden;
    private const int ParameterCount = HiddenParameters + ((Hidden + 1) * Classes);

    private readonly double[] parameters = Numbers(ParameterCount, seed: 1);
    private readonly double[] input = Numbers(Inputs, seed: 2);

    [Fact]
    public void The_value_is_that_of_one_loss()
    {
        Chain<double> chain = Link();
        Assert.Equal(ParameterCount, chain.ParameterCount);
        Assert.Equal(Inputs, chain.InputLength);
        Assert.Equal(Classes, chain.OutputLength);
        Approx.Equal(Loss(parameters, input, 1), chain.Value(parameters, input, 1), 1e-15);
        Approx.Equal(Loss(parameters, input, 1), chain.ValueAndGradient(parameters, input, 1, new double[ParameterCount]), 1e-15);
    }

    [Fact]
    public void The_gradient_is_that_of_one_loss()
    {
        Chain<double> chain = Link();
        double[] gradient = Filled(ParameterCount);
        double[] expected = new double[ParameterCount];
        foreach (int label in (int[])[0, 1])
        {
            chain.ValueAndGradient(parameters, input, label, gradient);
            LossGradient(parameters, input, label, expected);
            Approx.Equal(expected, gradient, 1e-13, 1e-14);
        }
    }

    [Fact]
    public void The_gradient_agrees_with_differences()
    {
        const double Step = 1e-5;
        Chain<double> chain = Link();
        double[] gradient = new double[ParameterCount];
        chain.ValueAndGradient(parameters, input, 0, gradient);
        for (int i = 0; i < ParameterCount; i++)
        {
            double[] moved = [.. parameters];
            moved[i] = parameters[i] + Step;
            double above = chain.Value(moved, input, 0);
            moved[i] = parameters[i] - Step;
            double below = chain.Value(moved, input, 0);
            Approx.Equal((above - below) / (2 * Step), gradient[i], 1e-6, 1e-9);
        }
    }

    [Fact]
    public void Every_call_gives_the_same_bits_whatever_came_before()
    {
        Chain<double> chain = Link();
        double[] first = new double[ParameterCount];
        double[] again = Filled(ParameterCount);
        double value = chain.ValueAndGradient(parameters, input, 0, first);
        chain.ValueAndGradient(Numbers(ParameterCount, seed: 7), Numbers(Inputs, seed: 8), 1, again);
        chain.Value(parameters, input, 1);
        chain.Predict(parameters, input, new double[Classes]);
        Assert.Equal(value, chain.ValueAndGradient(parameters, input, 0, again));
        Assert.Equal(first, again);
    }

    [Fact]
    public void Floats_work_like_doubles()
    {
        Chain<float> chain = new(
            HandLayers<float>.CrossEntropy(),
            HandLayers<float>.Linear("hidden", Inputs, Hidden),
            HandLayers<float>.Square("square", Hidden),
            HandLayers<float>.Linear("classes", Hidden, Classes));
        float[] gradient = new float[ParameterCount];
        double[] expected = new double[ParameterCount];
        float value = chain.ValueAndGradient(Single(parameters), Single(input), 1, gradient);
        LossGradient(parameters, input, 1, expected);
        Approx.Equal(Loss(parameters, input, 1), value, 1e-5);
        Approx.Equal(expected, Array.ConvertAll(gradient, entry => (double)entry), 1e-4, 1e-6);
    }

    [Fact]
    public void Predict_runs_the_layers_without_the_loss()
    {
        double[] output = new double[Classes];
        Link().Predict(parameters, input, output);
        Approx.Equal(Logits(parameters, input, out _), output, 1e-14);
    }

    [Fact]
    public void One_layer_can_stand_in_a_chain_twice()
    {
        Layer<double> square = HandLayers<double>.Square("square", 2);
        Chain<double> chain = new(HandLayers<double>.CrossEntropy(), HandLayers<double>.Linear("scale", 1, 2), square, square);
        double[] gradient = new double[4];
        double[] at = [0.5, 0.7, 0.1, -0.2];
        chain.ValueAndGradient(at, [1.5], 0, gradient);

        // The logits are (w x + b)^4.
        double a = (0.5 * 1.5) + 0.1;
        double b = (0.7 * 1.5) - 0.2;
        double p = Functions.Sigmoid(Math.Pow(b, 4) - Math.Pow(a, 4));
        Approx.Equal(
            [-p * 4 * Math.Pow(a, 3) * 1.5, p * 4 * Math.Pow(b, 3) * 1.5, -p * 4 * Math.Pow(a, 3), p * 4 * Math.Pow(b, 3)],
            gradient,
            1e-13);
    }

    [Fact]
    public void The_parameters_of_the_layers_lie_end_to_end()
    {
        Chain<double> chain = Link();
        Assert.Equal(0..HiddenParameters, chain.ParametersOf(0));
        Assert.Equal(HiddenParameters..HiddenParameters, chain.ParametersOf(1));
        Assert.Equal(HiddenParameters..ParameterCount, chain.ParametersOf(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => chain.ParametersOf(3));
        Assert.Equal(["hidden", "square", "classes"], chain.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void Neighbours_that_do_not_fit_are_refused_by_name()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("layers", () => new Chain<double>(
            HandLayers<double>.CrossEntropy(),
            HandLayers<double>.Linear("hidden", 3, 4),
            HandLayers<double>.Square("rectifier", 5)));
        Assert.StartsWith(
            "Layer 'rectifier' takes 5 numbers, but 'hidden' before it gives 4.", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("layers", () => new Chain<double>(HandLayers<double>.CrossEntropy()));
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused_before_anything_is_written()
    {
        Chain<double> chain = Link();
        double[] gradient = Filled(ParameterCount);
        double[] output = Filled(Classes);
        double[] shorter = parameters[1..];
        Assert.Throws<ArgumentException>("parameters", () => chain.ValueAndGradient(shorter, input, 0, gradient));
        Assert.Throws<ArgumentException>("input", () => chain.ValueAndGradient(parameters, [1], 0, gradient));
        Assert.Throws<ArgumentException>("gradient", () => chain.ValueAndGradient(parameters, input, 0, gradient.AsSpan(1)));
        Assert.Throws<ArgumentException>("gradient", () => chain.ValueAndGradient(gradient, input, 0, gradient));
        Assert.Throws<ArgumentException>(
            "gradient", () => chain.ValueAndGradient(parameters, gradient.AsSpan(0, Inputs), 0, gradient));
        Assert.Throws<ArgumentException>("parameters", () => chain.Predict(shorter, input, output));
        Assert.Throws<ArgumentException>("output", () => chain.Predict(parameters, input, gradient));
        Assert.Throws<ArgumentException>("input", () => chain.Value(parameters, [1], 0));
        Assert.All(gradient.Concat(output), entry => Assert.Equal(double.NaN, entry));
    }

    [Fact]
    public void A_call_after_one_that_threw_is_right()
    {
        Chain<double> chain = Link();
        double[] gradient = new double[ParameterCount];
        double[] expected = new double[ParameterCount];
        Assert.Throws<IndexOutOfRangeException>(() => chain.ValueAndGradient(parameters, input, Classes, gradient));
        chain.ValueAndGradient(parameters, input, 1, gradient);
        LossGradient(parameters, input, 1, expected);
        Approx.Equal(expected, gradient, 1e-13, 1e-14);
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        Chain<double> chain = new(
            new LossHead<double>(HandLayers<double>.CrossEntropyForward, HandLayers<double>.CrossEntropyBackward),
            HandLayers<double>.Linear("hidden", Inputs, Hidden),
            HandLayers<double>.Linear("classes", Hidden, Classes));
        double[] gradient = new double[chain.ParameterCount];
        double[] output = new double[Classes];
        Call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Call();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Call()
        {
            chain.ValueAndGradient(parameters, input, 1, gradient);
            chain.Value(parameters, input, 1);
            chain.Predict(parameters, input, output);
        }
    }

    [Fact]
    public void A_layer_without_a_size_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("inputLength", () => HandLayers<double>.Square("s", 0));
        Assert.Throws<ArgumentOutOfRangeException>("parameterCount", () => new Layer<double>(
            "l", -1, 1, 1, HandLayers<double>.LinearForward, HandLayers<double>.LinearBackward));
        Assert.Throws<ArgumentException>("name", () => HandLayers<double>.Square("", 1));
    }

    private static Chain<double> Link() => new(
        HandLayers<double>.CrossEntropy(),
        HandLayers<double>.Linear("hidden", Inputs, Hidden),
        HandLayers<double>.Square("square", Hidden),
        HandLayers<double>.Linear("classes", Hidden, Classes));

    // The same function in one piece, as one marked loss would be.
    private static double Loss(double[] parameters, double[] input, int label)
    {
        double[] logits = Logits(parameters, input, out _);
        return Math.Log(logits.Sum(Math.Exp)) - logits[label];
    }

    private static void LossGradient(double[] parameters, double[] input, int label, double[] gradient)
    {
        double[] logits = Logits(parameters, input, out double[] sums);
        double total = logits.Sum(Math.Exp);
        Array.Clear(gradient);
        for (int c = 0; c < Classes; c++)
        {
            double d = (Math.Exp(logits[c]) / total) - (c == label ? 1 : 0);
            gradient[ParameterCount - Classes + c] = d;
            for (int h = 0; h < Hidden; h++)
            {
                gradient[HiddenParameters + (c * Hidden) + h] = d * sums[h] * sums[h];
                double dSum = d * parameters[HiddenParameters + (c * Hidden) + h] * 2 * sums[h];
                gradient[(Inputs * Hidden) + h] += dSum;
                for (int i = 0; i < Inputs; i++)
                {
                    gradient[(h * Inputs) + i] += dSum * input[i];
                }
            }
        }
    }

    private static double[] Logits(double[] parameters, double[] input, out double[] sums)
    {
        sums = new double[Hidden];
        for (int h = 0; h < Hidden; h++)
        {
            sums[h] = parameters[(Inputs * Hidden) + h];
            for (int i = 0; i < Inputs; i++)
            {
                sums[h] += parameters[(h * Inputs) + i] * input[i];
            }
        }

        double[] logits = new double[Classes];
        for (int c = 0; c < Classes; c++)
        {
            logits[c] = parameters[ParameterCount - Classes + c];
            for (int h = 0; h < Hidden; h++)
            {
                logits[c] += parameters[HiddenParameters + (c * Hidden) + h] * sums[h] * sums[h];
            }
        }

        return logits;
    }

    private static double[] Numbers(int count, int seed)
    {
        SeededRandom random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
    }

    private static double[] Filled(int count) => [.. Enumerable.Repeat(double.NaN, count)];

    private static float[] Single(double[] values) => Array.ConvertAll(values, value => (float)value);
}
