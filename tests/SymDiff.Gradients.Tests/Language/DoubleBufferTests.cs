using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class DoubleBufferTests
{
    private static readonly double[] Point = [0.75, -0.5, 1.25, 0.3];
    private static readonly double[] OtherPoint = [0.2, 0.9, -0.4, 1.1];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    public void Buffers_swapped_after_every_step(int steps) => Triangle.Agrees(
        x => DoubleBuffers.Heat(x, steps),
        (double[] x, Span<double> g) => DoubleBuffers.HeatGradient(x, steps, g),
        (double[] x, Span<double> t) => DoubleBuffers.HeatJvp(x, steps, t),
        Point);

    [Fact]
    public void Swap_through_a_temporary_in_a_loop_that_breaks() => Triangle.Agrees(
        DoubleBuffers.SwapThroughATemporary, DoubleBuffers.SwapThroughATemporaryGradient, DoubleBuffers.SwapThroughATemporaryJvp, Point);

    [Fact]
    public void Three_buffers_rotated() => Triangle.Agrees(
        DoubleBuffers.Rotation, DoubleBuffers.RotationGradient, DoubleBuffers.RotationJvp, Point);

    [Fact]
    public void Swap_in_a_branch()
    {
        Triangle.Agrees(DoubleBuffers.SwapInABranch, DoubleBuffers.SwapInABranchGradient, DoubleBuffers.SwapInABranchJvp, Point);
        Triangle.Agrees(DoubleBuffers.SwapInABranch, DoubleBuffers.SwapInABranchGradient, DoubleBuffers.SwapInABranchJvp, OtherPoint);
    }

    [Fact]
    public void Argument_that_changes_places_with_an_array() => Triangle.Agrees(
        DoubleBuffers.ArgumentIsABuffer, DoubleBuffers.ArgumentIsABufferGradient, DoubleBuffers.ArgumentIsABufferJvp, Point);

    [Fact]
    public void Swap_on_some_rounds_only()
    {
        Triangle.Agrees(DoubleBuffers.SwapWhereItPays, DoubleBuffers.SwapWhereItPaysGradient, DoubleBuffers.SwapWhereItPaysJvp, Point);
        Triangle.Agrees(DoubleBuffers.SwapWhereItPays, DoubleBuffers.SwapWhereItPaysGradient, DoubleBuffers.SwapWhereItPaysJvp, OtherPoint);
    }

    [Fact]
    public void Swap_by_a_local_function_with_references() => Triangle.Agrees(
        DoubleBuffers.SwapInAFunction, DoubleBuffers.SwapInAFunctionGradient, DoubleBuffers.SwapInAFunctionJvp, Point);
}
