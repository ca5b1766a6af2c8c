using SymDiff.Gradients.Tests.Contract;
using SymDiff.Gradients.Tests.Language;

namespace SymDiff.Gradients.Tests.Cost;

/// <summary>Once warm, a gradient allocates nothing: no tape, no local array, no closure.</summary>
public sealed class AllocationTests
{
    private static readonly double[] Point = [0.75, -0.5, 1.25, 0.3];

    [Fact]
    public void Straight_line_code() => AssertNothing(() => Branches.NestedTernaryGradient(0.5, 1.5));

    [Fact]
    public void Loop_that_stores_state() => AssertNothing(() => Loops.ReassignedGradient(0.75, 300));

    [Fact]
    public void While_loop() => AssertNothing(() => Loops.WhileNewtonGradient(2, 1.25));

    [Fact]
    public void Recursion() => AssertNothing(() => Calls.DescendGradient(0.5, 0.75, 300));

    [Fact]
    public void Chain() => AssertNothing(() => Counted.Chain20Gradient(0.75));

    [Fact]
    public void Lambdas() => AssertNothing(() => Calls.LambdaGradient(0.5, 1.5));

    [Fact]
    public void Local_arrays()
    {
        var gradient = new double[Point.Length];
        AssertNothing(() => Arrays.LocalArrayGradient(Point, gradient));
        AssertNothing(() => Arrays.ArrayPerIterationGradient(Point, gradient));
        AssertNothing(() => Arrays.MatrixInOneArrayGradient(Point, gradient));
    }

    [Fact]
    public void Overwritten_argument()
    {
        var argument = new double[Point.Length];
        var gradient = new double[Point.Length];
        AssertNothing(() =>
        {
            Point.CopyTo(argument, 0);
            Arrays.OverwrittenArgumentGradient(argument, gradient);
        });
    }

    [Fact]
    public void Forward_mode()
    {
        var tangent = new double[Point.Length];
        AssertNothing(() =>
        {
            tangent[0] = 1;
            Arrays.LocalArrayJvp(Point, tangent);
            Loops.ReassignedJvp(0.75, 300, 1);
        });
    }

    [Fact]
    public void Split_pair()
    {
        var workspace = new Workspace();
        var y = new double[Point.Length];
        var xAdjoint = new double[Point.Length];
        var yAdjoint = new double[Point.Length];
        double factorAdjoint = 0;
        AssertNothing(() =>
        {
            Layers.ScaleForward(Point, 0.5, y, workspace);
            yAdjoint.AsSpan().Fill(1);
            Layers.ScaleBackward(Point, 0.5, y, workspace, xAdjoint, ref factorAdjoint, yAdjoint);
        });
    }

    private static void AssertNothing(Action action)
    {
        // Enough calls for the workspace to reach its size and for tiered compilation to settle.
        for (int i = 0; i < 50; i++)
        {
            action();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            action();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
