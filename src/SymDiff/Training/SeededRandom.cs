namespace SymDiff;

/// <summary>
/// A small random generator whose numbers are part of its contract: the same seed gives the same sequence on every
/// machine, in every version of .NET and of SymDiff.
/// </summary>
/// <remarks>
/// SplitMix64: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", 2014. For initial
/// parameters and for shuffling; not for secrets. Not thread-safe.
/// </remarks>
/// <param name="seed">Any number; different seeds give unrelated sequences.</param>
public sealed class SeededRandom(long seed)
{
    private ulong state = unchecked((ulong)seed);

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            ulong z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>An integer that is at least 0 and below <paramref name="bound"/>, all equally likely.</summary>
    /// <param name="bound">A positive number.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);

        // Lemire's multiplication; the few values that would favour some results are drawn again.
        ulong range = (ulong)bound;
        ulong threshold = unchecked(0 - range) % range;
        while (true)
        {
            ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
            if (low >= threshold)
            {
                return (int)high;
            }
        }
    }

    /// <summary>A number that is at least 0 and below 1, a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>A number from the normal distribution with mean 0 and variance 1.</summary>
    /// <remarks>
    /// The sum of twelve uniform numbers less six (Irwin-Hall), because sums are the same on every machine while the
    /// last bit of a logarithm is not. It lies between -6 and 6, which suits initial parameters.
    /// </remarks>
    public double NextNormal()
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
        {
            sum += NextDouble();
        }

        return sum;
    }

    /// <summary>Puts the items in a random order, every order equally likely (Fisher and Yates).</summary>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <param name="items">Permuted in place.</param>
    public void Shuffle<TItem>(Span<TItem> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = NextInt32(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
