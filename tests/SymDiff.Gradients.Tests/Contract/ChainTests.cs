namespace SymDiff.Gradients.Tests.Contract;

/// <summary>Layers linked through the pairs that were emitted for them.</summary>
public sealed class ChainTests
{
    private readonly double[] parameters = Numbers(Network.HiddenParameters + Network.ClassParameters, seed: 3);
    private readonly double[] input = Numbers(Network.Inputs, seed: 4);

    [Fact]
    public void Gradient_of_linked_layers_is_that_of_one_marked_loss()
    {
        Chain<double> chain = Link();
        double[] linked = new double[parameters.Length];
        double[] marked = new double[parameters.Length];
        double[] inputGradient = new double[input.Length];
        for (int label = 0; label < Network.Classes; label++)
        {
            double value = chain.ValueAndGradient(parameters, input, label, linked);
            Assert.Equal(Network.Loss(parameters, input, label), value);
            Assert.Equal(value, Network.LossGradient(parameters, input, label, marked, inputGradient));
            Assert.Equal(marked, linked);
        }
    }

    [Fact]
    public void Linked_layers_allocate_nothing_in_steady_state()
    {
        Chain<double> chain = Link();
        double[] gradient = new double[parameters.Length];
        chain.ValueAndGradient(parameters, input, 1, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            chain.ValueAndGradient(parameters, input, 1, gradient);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Chain<double> Link() => new(
        new LossHead<double>(Network.CrossEntropyForward, Network.CrossEntropyBackward),
        new Layer<double>(
            "hidden", Network.HiddenParameters, Network.Inputs, Network.Hidden, Network.LinearForward, Network.LinearBackward),
        new Layer<double>("rectifier", Network.Hidden, Network.Hidden, Network.ReluForward, Network.ReluBackward),
        new Layer<double>(
            "classes", Network.ClassParameters, Network.Hidden, Network.Classes, Network.LinearForward, Network.LinearBackward));

    private static double[] Numbers(int count, long seed)
    {
        SeededRandom random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
    }
}
