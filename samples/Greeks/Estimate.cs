using System.Diagnostics;

namespace Greeks;

/// <summary>Means over paths of what one way to compute <see cref="Greek"/> gives, and how long it takes.</summary>
internal sealed class Estimate(PathGreeks greeks)
{
    private const int Count = 5;

    private readonly double[] sums = new double[Count];
    private readonly double[] squares = new double[Count];
    private long paths;
    private long ticks;

    /// <summary>What a path takes, in nanoseconds.</summary>
    public double Nanoseconds => ticks * (1e9 / Stopwatch.Frequency) / paths;

    /// <summary>The mean of one of them.</summary>
    public double Mean(Greek greek) => sums[(int)greek] / paths;

    /// <summary>The standard error of <see cref="Mean"/>.</summary>
    public double Error(Greek greek)
    {
        double mean = Mean(greek);
        return Math.Sqrt(Math.Max(0, squares[(int)greek] / paths - mean * mean) / (paths - 1));
    }

    /// <summary>Forgets all paths.</summary>
    public void Clear()
    {
        Array.Clear(sums);
        Array.Clear(squares);
        (paths, ticks) = (0, 0);
    }

    /// <summary>Runs over more paths.</summary>
    /// <param name="market">The market and the contract.</param>
    /// <param name="normals">The numbers of all paths, one path behind the other.</param>
    /// <param name="count">How many paths that are.</param>
    public void Add(Market market, ReadOnlySpan<double> normals, int count)
    {
        int steps = normals.Length / count;
        Span<double> path = stackalloc double[Count];
        path.Clear();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            greeks(market, normals.Slice(i * steps, steps), path);
            for (int k = 0; k < Count; k++)
            {
                sums[k] += path[k];
                squares[k] += path[k] * path[k];
            }
        }

        ticks += Stopwatch.GetTimestamp() - start;
        paths += count;
    }
}
