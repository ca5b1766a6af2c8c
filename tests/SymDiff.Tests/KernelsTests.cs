using System.Numerics;

namespace SymDiff.Tests;

/// <summary>Products of matrices against three nested loops. Small whole numbers make every sum exact, in any order.</summary>
public sealed class KernelsTests
{
    private delegate void Product<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int rows, int inner, int columns);

    private static readonly int[] Sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 31, 32, 33, 50];

    [Fact]
    public void Products_of_every_size_are_those_of_three_loops()
    {
        foreach (int rows in Sizes)
        {
            foreach (int inner in Sizes)
            {
                foreach (int columns in Sizes)
                {
                    AssertAll(rows, inner, columns);
                }
            }
        }
    }

    [Theory]
    [InlineData(9, 255, 33)]
    [InlineData(8, 256, 32)]
    [InlineData(17, 257, 5)]
    [InlineData(3, 784, 40)]
    [InlineData(130, 1025, 66)]
    public void Products_with_long_sums_are_those_of_three_loops(int rows, int inner, int columns) => AssertAll(rows, inner, columns);

    [Fact]
    public void Sums_are_as_accurate_as_those_of_three_loops()
    {
        (int rows, int inner, int columns) = (13, 700, 37);
        var random = new Random(7);
        long[] left = Wide(rows * inner), right = Wide(inner * columns);
        double[] a = [.. left.Select(static number => Math.ScaleB(number, -26))], b = [.. right.Select(static number => Math.ScaleB(number, -26))];
        var c = new double[rows * columns];
        Kernels.MultiplyAdd(a, b, c, rows, inner, columns);
        for (int i = 0; i < c.Length; i++)
        {
            // Products are exact, sums of them are not: at most one rounding for each, of a sum below 256.
            long exact = Enumerable.Range(0, inner).Sum(k => left[((i / columns) * inner) + k] * right[(k * columns) + (i % columns)]);
            Assert.Equal(Math.ScaleB(exact, -52), c[i], 700 * Math.ScaleB(1, -46));
        }

        long[] Wide(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextInt64(-1L << 26, 1L << 26))];
    }

    [Fact]
    public void Numbers_that_are_not_finite_stay_in_their_rows_and_columns()
    {
        (int rows, int inner, int columns) = (11, 9, 35);
        var a = new double[rows * inner];
        var b = new double[inner * columns];
        System.Array.Fill(a, 1.0);
        System.Array.Fill(b, 1.0);
        a[(10 * inner) + 3] = double.NaN;
        b[(4 * columns) + 34] = double.PositiveInfinity;
        var c = new double[rows * columns];
        Kernels.MultiplyAdd(a, b, c, rows, inner, columns);
        for (int i = 0; i < c.Length; i++)
        {
            double expected = i / columns == 10 ? double.NaN : i % columns == 34 ? double.PositiveInfinity : inner;
            Assert.Equal(expected, c[i]);
        }
    }

    [Fact]
    public void Wrong_sizes_and_shared_memory_are_refused_before_anything_is_written()
    {
        double[] six = [1, 2, 3, 4, 5, 6], c = [7, 7, 7, 7];
        Assert.Throws<ArgumentException>("a", () => Kernels.MultiplyAdd(six, six, c, 2, 2, 2));
        Assert.Throws<ArgumentException>("b", () => Kernels.MultiplyAdd(six, six.AsSpan(1), c, 2, 3, 2));
        Assert.Throws<ArgumentException>("c", () => Kernels.MultiplyAddTransposed(six, six, c.AsSpan(1), 2, 3, 2));
        Assert.Throws<ArgumentOutOfRangeException>("inner", () => Kernels.TransposedMultiplyAdd(six, six, c, 2, -3, 2));
        Assert.Throws<ArgumentException>("c", () => Kernels.TransposedMultiplyAdd(six, c, six.AsSpan(), 3, 2, 2));
        Assert.Equal([7, 7, 7, 7], c);
        Assert.Equal([1, 2, 3, 4, 5, 6], six);
    }

    [Fact]
    public void Product_allocates_nothing_once_warm()
    {
        float[] a = new float[40 * 300], b = new float[300 * 40], c = new float[40 * 40];
        Kernels.MultiplyAdd(a, b, c, 40, 300, 40);
        long least = long.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Kernels.MultiplyAdd(a, b, c, 40, 300, 40);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static void AssertAll(int rows, int inner, int columns)
    {
        AssertAll<double>(rows, inner, columns, Kernels.MultiplyAdd, Kernels.MultiplyAddTransposed, Kernels.TransposedMultiplyAdd);
        AssertAll<float>(rows, inner, columns, Kernels.MultiplyAdd, Kernels.MultiplyAddTransposed, Kernels.TransposedMultiplyAdd);
    }

    private static void AssertAll<T>(int rows, int inner, int columns, Product<T> plain, Product<T> rightTransposed, Product<T> leftTransposed)
        where T : INumber<T>
    {
        var random = new Random((rows * 10007) + (inner * 101) + columns);
        T[] a = Whole<T>(random, rows * inner), b = Whole<T>(random, inner * columns), start = Whole<T>(random, rows * columns), expected = [.. start];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                for (int k = 0; k < inner; k++)
                {
                    expected[(i * columns) + j] += a[(i * inner) + k] * b[(k * columns) + j];
                }
            }
        }

        AssertProduct(plain, a, b);
        AssertProduct(rightTransposed, a, Transposed(b, inner, columns));
        AssertProduct(leftTransposed, Transposed(a, rows, inner), b);

        void AssertProduct(Product<T> product, T[] left, T[] right)
        {
            T[] sums = [.. start];
            product(left, right, sums, rows, inner, columns);
            Assert.True(expected.AsSpan().SequenceEqual(sums), $"{product.Method.Name} of {typeof(T).Name}, {rows} × {inner} × {columns}");
        }
    }

    private static T[] Whole<T>(Random random, int count)
        where T : INumber<T> => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(random.Next(-8, 9)))];

    private static T[] Transposed<T>(T[] matrix, int rows, int columns) => [.. Enumerable.Range(0, matrix.Length).Select(i => matrix[((i % rows) * columns) + (i / rows)])];
}
