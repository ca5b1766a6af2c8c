using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Lists and <c>Memory</c> as parameters, whose destinations are spans.</summary>
public sealed class HolderTests
{
    private static readonly double[] Point = [0.75, -0.5, 1.25, 0.3];

    [Fact]
    public void List_that_is_read()
    {
        List<double> list = [.. Point];
        Triangle.Agrees(
            p => Holders.OfList(Fill(list, p), 0.5),
            (double[] p, Span<double> g) => Holders.OfListGradient(Fill(list, p), 0.5, g).Value,
            (double[] p, Span<double> t) => Holders.OfListJvp(Fill(list, p), 0.5, t, 0),
            Point);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Memory_that_is_read(int start)
        => Triangle.Agrees(
            p => Holders.OfMemory(p, start),
            (double[] p, Span<double> g) => Holders.OfMemoryGradient(p, start, g),
            (double[] p, Span<double> t) => Holders.OfMemoryJvp(p, start, t),
            Point);

    [Fact]
    public void Memory_that_is_written()
        => Triangle.Agrees(
            p => Holders.Overwritten(p),
            (double[] p, Span<double> g) => Holders.OverwrittenGradient(p, g),
            (double[] p, Span<double> t) => Holders.OverwrittenJvp(p, t),
            Point);

    [Fact]
    public void Backward_adds()
    {
        List<double> list = [.. Point];
        double[] gradient = new double[4], adjoint = [1, 1, 1, 1];
        double dscale = Holders.OfListGradient(list, 0.5, gradient).Scale, scale = 1;
        Holders.OfListBackward(list, 0.5, 1, adjoint, ref scale);
        Assert.Equal(1 + dscale, scale, 12);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(1 + gradient[i], adjoint[i], 12);
        }
    }

    [Fact]
    public void Exceptions_are_those_of_the_method()
    {
        double[] g = new double[4];
        List<double> list = [.. Point];
        Assert.Throws<NullReferenceException>(() => Holders.OfList(null!, 1));
        Assert.Throws<NullReferenceException>(() => Holders.OfListGradient(null!, 1, g));
        Assert.Throws<ArgumentException>("xGradient", () => Holders.OfListGradient(list, 1, new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holders.OfMemory(Point, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Holders.OfMemoryGradient(Point, 5, g));
        Assert.Throws<ArgumentException>("xGradient", () => Holders.OfMemoryGradient(Point, 0, new double[3]));
        double[] same = [.. Point];
        Assert.Throws<ArgumentException>("xGradient", () => Holders.OverwrittenGradient(same, same));
        Assert.Equal(Point, same);
    }

    private static List<double> Fill(List<double> list, double[] elements)
    {
        for (int i = 0; i < elements.Length; i++)
        {
            list[i] = elements[i];
        }

        return list;
    }
}
