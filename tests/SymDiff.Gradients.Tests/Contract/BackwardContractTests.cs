namespace SymDiff.Gradients.Tests.Contract;

/// <summary>What <c>FForward</c> and <c>FBackward</c> promise about adjoints and the workspace.</summary>
public sealed class BackwardContractTests
{
    [Fact]
    public void Backward_accumulates_into_the_adjoints_of_inputs()
    {
        double[] aAdjoint = [10, 20];
        double[] bAdjoint = [0, 1];
        Assert.Equal(11, Layers.DotBackward([1, 2], [3, 4], 2, aAdjoint, bAdjoint));
        Assert.Equal([16, 28], aAdjoint);
        Assert.Equal([2, 5], bAdjoint);
    }

    [Fact]
    public void Backward_takes_the_adjoint_of_an_overwritten_span_and_leaves_that_of_its_old_contents()
    {
        double[] x = [0, 1];
        var y = new double[2];
        double[] xAdjoint = [100, 0];
        double factorAdjoint = 1000;
        double[] yAdjoint = [3, 5];
        Layers.ScaleBackward(x, 2, y, xAdjoint, ref factorAdjoint, yAdjoint);
        Assert.Equal([1, Math.Exp(2)], y);
        Assert.Equal(106, xAdjoint[0], 1e-12);
        Assert.Equal(10 * Math.Exp(2), xAdjoint[1], 1e-12);
        Assert.Equal(1000 + (5 * Math.Exp(2)), factorAdjoint, 1e-12);
        Assert.Equal([0, 0], yAdjoint);
    }

    [Fact]
    public void Adjoint_of_a_span_that_is_added_to_passes_through()
    {
        double[] xAdjoint = [1, 1];
        double[] totalAdjoint = [3, 5];
        Layers.AccumulateBackward([2, -1], [7, 7], xAdjoint, totalAdjoint);
        Assert.Equal([13, -9], xAdjoint);
        Assert.Equal([3, 5], totalAdjoint);
    }

    [Fact]
    public void Adjoints_of_out_parameters_come_in_by_value()
    {
        double xAdjoint = 0;
        Layers.PartsBackward(3, out double low, out double high, ref xAdjoint, 2, 1);
        Assert.Equal((9, Math.Sin(3)), (low, high));
        Assert.Equal(12 + Math.Cos(3), xAdjoint, 1e-12);
    }

    [Fact]
    public void Split_pair_gives_what_the_joint_call_gives_and_empties_the_workspace()
    {
        var workspace = new Workspace();
        double[] x = [0.5, -1, 2];
        var y = new double[3];
        Layers.ScaleForward(x, 0.75, y, workspace);
        double[] xAdjoint = new double[3];
        double factorAdjoint = 0;
        double[] yAdjoint = [1, 2, 3];
        Layers.ScaleBackward(x, 0.75, y, workspace, xAdjoint, ref factorAdjoint, yAdjoint);
        Assert.True(workspace.IsEmpty);

        double[] jointAdjoint = new double[3];
        double jointFactor = 0;
        Layers.ScaleBackward(x, 0.75, new double[3], jointAdjoint, ref jointFactor, [1, 2, 3]);
        Assert.Equal(jointAdjoint, xAdjoint);
        Assert.Equal(jointFactor, factorAdjoint);
    }

    [Fact]
    public void Forward_halves_stack_and_backward_halves_unstack()
    {
        var workspace = new Workspace();
        double[] x = [0.5, -1];
        var y = new double[2];
        Layers.ScaleForward(x, 0.75, y, workspace);
        double value = Layers.DotForward(y, x, workspace);
        Assert.Equal(Layers.Dot(y, x), value);

        var yAdjoint = new double[2];
        var xAdjoint = new double[2];
        double factorAdjoint = 0;
        Layers.DotBackward(y, x, workspace, 1, yAdjoint, xAdjoint);
        Layers.ScaleBackward(x, 0.75, y, workspace, xAdjoint, ref factorAdjoint, yAdjoint);
        Assert.True(workspace.IsEmpty);

        // f = sum x e^(0.75 x).
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal((1 + (0.75 * x[i])) * Math.Exp(0.75 * x[i]), xAdjoint[i], 1e-12);
        }

        Assert.Equal(x.Sum(v => v * v * Math.Exp(0.75 * v)), factorAdjoint, 1e-12);
    }
}
