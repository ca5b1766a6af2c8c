namespace SymDiff.Tests;

public sealed class GridSpanTests
{
    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 3)]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    public void Each_index_has_its_own_bound(int row, int column)
    {
        double[] memory = new double[9];

        Assert.Throws<IndexOutOfRangeException>(() => new GridSpan<double>(memory, 2, 3)[row, column]);
        Assert.Throws<IndexOutOfRangeException>(() => new GridSpan<double>(memory, 2, 3).GetLength(2));
    }

    [Fact]
    public void A_lent_matrix_is_found_again_with_its_shape()
    {
        var arrays = new Workspace().Arrays;
        long start = arrays.Mark;
        GridSpan<float> lent = arrays.Allocate<float>(2, 3, out long handle);
        lent[1, 2] = 5;
        GridSpan<float> copy = arrays.Copy<float>(lent, out _);
        lent[0, 0] = 7;

        GridSpan<float> found = arrays.Grid<float>(handle);

        Assert.Equal((2, 3, 6), (found.GetLength(0), found.GetLength(1), found.Length));
        Assert.Equal([7, 0, 0, 0, 0, 5], found.Elements.ToArray());
        Assert.Equal([0, 0, 0, 0, 0, 5], copy.Elements.ToArray());
        Assert.Throws<OverflowException>(() => arrays.Allocate<float>(0, -1));
        arrays.Release(start);
        Assert.Equal(0, arrays.Allocate<float>(3, 2)[2, 1]);
    }
}
