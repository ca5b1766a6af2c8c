namespace SymDiff.Benchmarks.Ratios;

/// <summary>Times of one thing, one a round.</summary>
internal sealed class Timing
{
    private readonly List<double> rounds = [];

    /// <summary>The least, in nanoseconds.</summary>
    public double Minimum => rounds.Min();

    /// <summary>The middle one, in nanoseconds.</summary>
    public double Median => Middle(rounds);

    /// <summary>The middle one of the ratios to another thing's, round by round.</summary>
    /// <param name="other">The other, measured in the same rounds.</param>
    public double Over(Timing other) => Middle([.. rounds.Zip(other.rounds, static (mine, its) => mine / its)]);

    /// <summary>Adds a round.</summary>
    /// <param name="nanoseconds">Its time.</param>
    public void Add(double nanoseconds) => rounds.Add(nanoseconds);

    private static double Middle(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
