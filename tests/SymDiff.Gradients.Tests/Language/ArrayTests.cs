using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class ArrayTests
{
    private static readonly double[] Point = [0.75, -0.5, 1.25, 0.3];

    [Fact]
    public void Local_array() => Triangle.Agrees(Arrays.LocalArray, Arrays.LocalArrayGradient, Arrays.LocalArrayJvp, Point);

    [Fact]
    public void Initialiser_and_collection_expression()
        => Triangle.Agrees(Arrays.Initialisers, Arrays.InitialisersGradient, Arrays.InitialisersJvp, 0.5, 1.5);

    [Fact]
    public void Stack_allocated_span()
        => Triangle.Agrees(Arrays.StackAllocated, Arrays.StackAllocatedGradient, Arrays.StackAllocatedJvp, Point);

    [Fact]
    public void Argument_overwritten_in_place()
        => Triangle.Agrees(Arrays.OverwrittenArgument, Arrays.OverwrittenArgumentGradient, Arrays.OverwrittenArgumentJvp, Point);

    [Fact]
    public void Swapped_elements_and_compound_assignments()
        => Triangle.Agrees(Arrays.SwapAndCompound, Arrays.SwapAndCompoundGradient, Arrays.SwapAndCompoundJvp, 0.75, -0.5, 1.25);

    [Fact]
    public void Sort_in_place()
        => Triangle.Agrees(Arrays.BubbleSort, Arrays.BubbleSortGradient, Arrays.BubbleSortJvp, Point);

    [Fact]
    public void Slices_and_indices_from_the_end()
        => Triangle.Agrees(Arrays.Slices, Arrays.SlicesGradient, Arrays.SlicesJvp, 0.75, -0.5, 1.25, 0.3, 2);

    [Fact]
    public void Write_through_a_slice()
        => Triangle.Agrees(Arrays.WriteThroughSlice, Arrays.WriteThroughSliceGradient, Arrays.WriteThroughSliceJvp, Point);

    [Fact]
    public void Matrix_in_one_array()
        => Triangle.Agrees(Arrays.MatrixInOneArray, Arrays.MatrixInOneArrayGradient, Arrays.MatrixInOneArrayJvp, Point);

    [Fact]
    public void Array_that_every_iteration_overwrites()
        => Triangle.Agrees(Arrays.ReusedInLoop, Arrays.ReusedInLoopGradient, Arrays.ReusedInLoopJvp, Point);

    [Fact]
    public void Array_made_in_every_iteration()
        => Triangle.Agrees(Arrays.ArrayPerIteration, Arrays.ArrayPerIterationGradient, Arrays.ArrayPerIterationJvp, Point);

    [Fact]
    public void Elements_picked_by_an_integer_array()
    {
        int[] indices = [2, 0, 2, 3];
        Triangle.Agrees(
            x => Arrays.Lookup(x, indices),
            (double[] x, Span<double> g) => Arrays.LookupGradient(x, indices, g),
            (double[] x, Span<double> t) => Arrays.LookupJvp(x, indices, t),
            Point);
    }
}
