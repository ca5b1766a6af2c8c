namespace SymDiff.Gradients.Tests.Modules;

/// <summary>What members with gradients of modules check, and what they may be called with.</summary>
public sealed class ModuleContractTests
{
    private static readonly double[] X = [0.5, -1.25, 0.75];

    [Fact]
    public void Gradients_of_a_module_whose_array_has_another_length_are_refused()
    {
        var layer = new Dense(3, 4);
        var gradients = new Dense.Gradients(layer);
        layer.Weights = new double[15];
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => layer.PenaltyGradient(gradients));
        Assert.Equal("gradients", thrown.ParamName);
        Assert.Equal("gradients", Assert.Throws<ArgumentException>(() => layer.PenaltyBackward(1, gradients)).ParamName);
        Assert.Equal("tangents", Assert.Throws<ArgumentException>(() => layer.PenaltyJvp(gradients)).ParamName);
    }

    [Fact]
    public void Gradients_of_another_network_are_refused_before_anything_is_written()
    {
        var net = new Network(3, 4);
        var gradients = new Network.Gradients(new Network(3, 5));
        gradients.Flat.Fill(1);
        double[] x = [1, 1, 1];
        Assert.Equal("netGradient", Assert.Throws<ArgumentException>(() => Network.LossGradient(net, X, 0, gradients, x)).ParamName);
        Assert.All(gradients.Flat.ToArray(), static g => Assert.Equal(1, g));
        Assert.Equal([1, 1, 1], x);
    }

    [Fact]
    public void Missing_module_or_gradients_are_named()
    {
        var net = new Network(3, 4);
        var gradients = new Network.Gradients(net);
        Assert.Equal("net", Assert.Throws<ArgumentNullException>(() => Network.LossGradient(null!, X, 0, gradients, new double[3])).ParamName);
        Assert.Equal("netGradient", Assert.Throws<ArgumentNullException>(() => Network.LossGradient(net, X, 0, null!, new double[3])).ParamName);
        Assert.Equal("module", Assert.Throws<ArgumentNullException>(() => new Network.Gradients(null!)).ParamName);
        Assert.Throws<ArgumentException>(() => new Pair.Gradients(new Pair { Left = new Dense(1, 1) }));
    }

    [Fact]
    public void Array_or_module_that_is_two_parameters_is_refused()
    {
        var shared = new Dense(2, 2);
        Assert.Equal("module", Assert.Throws<ArgumentException>(() => new Pair.Gradients(new Pair { Left = shared, Right = shared })).ParamName);
        var other = new Dense(2, 2) { Weights = shared.Weights };
        Assert.Equal("module", Assert.Throws<ArgumentException>(() => new Pair.Gradients(new Pair { Left = shared, Right = other })).ParamName);

        // Arrays without elements are one object, and nothing is shared in them.
        Assert.Equal(0 + 0 + 1 + 1, new Pair.Gradients(new Pair { Left = new Dense(0, 0), Right = new Dense(0, 0) }).Count);
    }

    [Fact]
    public void Destination_in_the_parameters_of_the_module_is_refused()
    {
        var net = new Network(3, 1);
        var gradients = new Network.Gradients(net);
        double[] before = [.. net.First.Weights];
        Assert.Equal("xGradient", Assert.Throws<ArgumentException>(() => Network.LossGradient(net, X, 0, gradients, net.First.Weights)).ParamName);
        Assert.Equal("netGradient", Assert.Throws<ArgumentException>(() => Network.LossGradient(net, gradients.First.Weights, 0, gradients, new double[3])).ParamName);
        Assert.Equal(before, net.First.Weights);
        Assert.Equal("y", Assert.Throws<ArgumentException>(() => net.First.ForwardForward(X, net.First.Weights, new Workspace())).ParamName);
    }

    [Fact]
    public void One_module_as_two_parameters_has_two_gradients_unless_they_overlap()
    {
        var layer = new Dense(2, 2);
        layer.SetParameters([1, 2, 3, 4, 5, 6, 7]);
        Dense.Gradients a = new(layer), b = new(layer);
        double value = Pair.ProductGradient(layer, layer, a, b);
        Assert.Equal(49, value);
        Assert.Equal(7, a.Gain);
        Assert.Equal(7, b.Gain);
        Assert.Equal("bGradient", Assert.Throws<ArgumentException>(() => Pair.ProductGradient(layer, layer, a, a)).ParamName);
    }

    [Fact]
    public void Parts_of_one_array_serve_as_gradients()
    {
        var layer = new Dense(2, 1);
        layer.SetParameters([1, 2, 3, 4]);
        double[] storage = new double[6];
        var gradients = new Dense.Gradients(layer, storage, 1);
        layer.PenaltyGradient(gradients);
        Assert.Equal([0, 2, 4, 0, 8, 0], storage);
        Assert.Equal("storage", Assert.Throws<ArgumentException>(() => new Dense.Gradients(layer, storage, 3)).ParamName);
    }

    [Fact]
    public void Vectors_of_another_length_are_refused()
    {
        var layer = new Dense(2, 1);
        Assert.Equal("source", Assert.Throws<ArgumentException>(() => layer.SetParameters(new double[3])).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => layer.CopyParametersTo(new double[5])).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentException>(() => new Dense.Gradients(layer).AddScaled(new Dense.Gradients(new Dense(1, 1)), 1)).ParamName);
    }

    [Fact]
    public void Threads_share_a_module_with_gradients_of_their_own()
    {
        var net = new Network(3, 8);
        var random = new Random(1);
        net.SetParameters([.. Enumerable.Range(0, net.ParameterCount).Select(_ => random.NextDouble() - 0.5)]);
        Network.Gradients[] all = [.. Enumerable.Range(0, 8).Select(_ => new Network.Gradients(net))];
        Parallel.For(0, all.Length, i =>
        {
            var x = new double[3];
            for (int round = 0; round < 200; round++)
            {
                Network.LossGradient(net, [0.1 * i, -0.2, 0.3], 1, all[i], x);
            }
        });
        for (int i = 0; i < all.Length; i++)
        {
            var alone = new Network.Gradients(net);
            Network.LossGradient(net, [0.1 * i, -0.2, 0.3], 1, alone, new double[3]);
            Assert.Equal(alone.Flat.ToArray(), all[i].Flat.ToArray());
        }
    }
}
