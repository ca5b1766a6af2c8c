using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Modules;

/// <summary>Marked methods of classes with parameters.</summary>
public sealed class ModuleTests
{
    private const int Inputs = 3, Hidden = 4;

    private static readonly double[] X = [0.5, -1.25, 0.75];

    [Fact]
    public void Loss_over_nested_modules_agrees_in_both_modes_and_allocates_nothing()
    {
        Network net = Made(), shape = Made();
        var gradients = new Network.Gradients(net);
        var tangents = new Network.Gradients(shape);
        var inputs = new double[Inputs];
        double[] unused = new double[Inputs];
        Triangle.Agrees(
            p =>
            {
                net.SetParameters(p);
                return Network.Loss(net, X, 0.3);
            },
            (p, g) =>
            {
                net.SetParameters(p);
                double value = Network.LossGradient(net, X, 0.3, gradients, inputs).Value;
                gradients.Flat.CopyTo(g);
                return value;
            },
            (p, t) =>
            {
                net.SetParameters(p);
                t.CopyTo(tangents.Flat);
                return Network.LossJvp(net, X, 0.3, tangents, unused, 0);
            },
            Point(net));
    }

    [Fact]
    public void Gradient_is_that_of_the_same_function_of_one_vector()
    {
        Network net = Made();
        double[] p = Point(net), flat = new double[p.Length], x = new double[Inputs], flatX = new double[Inputs];
        var gradients = new Network.Gradients(net);
        gradients.Flat.Fill(double.NaN);
        (double value, double y) = Network.LossGradient(net, X, 0.3, gradients, x);
        (double flatValue, double flatY) = Modules.Flat.LossGradient(p, Inputs, Hidden, X, 0.3, flat, flatX);
        Assert.Equal(flatValue, value, 12);
        Assert.Equal(flatY, y, 12);
        Assert.Equal(flatX, x, Close);
        Assert.Equal(flat, gradients.Flat.ToArray(), Close);
    }

    [Fact]
    public void Backward_of_a_method_of_the_module_adds_to_what_is_there()
    {
        Network net = Made();
        var once = new Network.Gradients(net);
        var twice = new Network.Gradients(net);
        var x = new double[Inputs];
        net.PredictGradient(X, x, once);
        net.PredictBackward(X, 1, x, twice);
        net.PredictBackward(X, 1, x, twice);
        once.AddScaled(once, 1);
        Assert.Equal(once.Flat.ToArray(), twice.Flat.ToArray(), Close);
        Assert.NotEqual(0, once.Scale);
        Assert.NotEqual(0, twice.First.Weights[1]);
        twice.Clear();
        Assert.All(twice.Flat.ToArray(), static g => Assert.Equal(0, g));
    }

    [Fact]
    public void Method_without_inputs_is_differentiated_with_respect_to_its_module()
    {
        Dense layer = Made().First;
        var gradients = new Dense.Gradients(layer);
        double value = layer.PenaltyGradient(gradients);
        Assert.Equal(layer.Penalty(), value);
        Assert.Equal(2 * layer.Gain, gradients.Gain);
        Assert.Equal(2 * layer.Weights[2], gradients.Weights[2]);
    }

    [Fact]
    public void Parameters_are_one_vector_with_a_name_for_each_part()
    {
        Network net = Made();
        var gradients = new Network.Gradients(net);
        Assert.Equal(net.ParameterCount, gradients.Count);
        Assert.Equal(
            "First.Weights 0+12, First.bias 12+4, First.Gain 16+1, Scale 17+1, Second.Weights 18+4, Second.bias 22+1, Second.Gain 23+1",
            string.Join(", ", gradients.Parameters.Select(static p => $"{p.Name} {p.Offset}+{p.Length}")));
        gradients.Second.Weights[2] = 7;
        gradients.Scale = 3;
        Assert.Equal(7, gradients.Flat[20]);
        Assert.Equal(3, gradients.Flat[17]);
        Assert.Equal("Weights 0+4, bias 4+1, Gain 5+1", string.Join(", ", gradients.Second.Parameters.Select(static p => $"{p.Name} {p.Offset}+{p.Length}")));
        double[] point = [.. Enumerable.Range(0, net.ParameterCount).Select(static i => (double)i)];
        net.SetParameters(point);
        Assert.Equal(17, net.Scale);
        Assert.Equal(20, net.Second.Weights[2]);
        Assert.Equal(point, Point(net));
    }

    [Fact]
    public void Emitted_gradient_passes_the_check_and_the_network_learns()
    {
        Network net = Made();
        var gradients = new Network.Gradients(net);
        var unused = new double[Inputs];
        double[] point = Point(net);
        GradientReport report = GradientCheck.Run<double>(
            point,
            p =>
            {
                net.SetParameters(p);
                return Network.Loss(net, X, 0.3);
            },
            (p, g) =>
            {
                net.SetParameters(p);
                double value = Network.LossGradient(net, X, 0.3, gradients, unused).Value;
                gradients.Flat.CopyTo(g);
                return value;
            });
        Assert.True(report.Passed, report.ToString());

        double[][] examples = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]];
        double[] targets = [0.1, 0.7, -0.2, 0.4];
        var trainer = new Trainer<double>(
            BatchMean.Of<double>((learnt, i, gradient) =>
            {
                net.SetParameters(learnt);
                double value = Network.LossGradient(net, examples[i], targets[i], gradients, unused).Value;
                gradients.Flat.CopyTo(gradient);
                return value;
            }),
            new Adam<double>(0.02),
            new ShuffledBatches(examples.Length, batchSize: 2, seed: 3));
        TrainingHistory history = trainer.Train(point, epochs: 200);
        Assert.True(history.Epochs[^1].Loss < 0.2 * history.Epochs[0].Loss, $"{history.Epochs[0].Loss} to {history.Epochs[^1].Loss}");
    }

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) <= 1e-12 * Math.Max(1, Math.Abs(expected));

    private static Network Made()
    {
        var net = new Network(Inputs, Hidden);
        var random = new Random(5);
        net.SetParameters([.. Enumerable.Range(0, net.ParameterCount).Select(_ => random.NextDouble() - 0.5)]);
        return net;
    }

    private static double[] Point(Network net)
    {
        var point = new double[net.ParameterCount];
        net.CopyParametersTo(point);
        return point;
    }
}
