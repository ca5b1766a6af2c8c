namespace SymDiff;

/// <summary>
/// Deals the examples <c>0 … ExampleCount - 1</c> out into batches, in a new random order for every epoch. The order is a
/// function of the seed and the number of the epoch alone.
/// </summary>
public sealed class ShuffledBatches
{
    private readonly int[] order;
    private readonly long seed;

    /// <summary>Creates the batches, in the order of the examples until <see cref="Shuffle"/> is called.</summary>
    /// <param name="exampleCount">The number of examples, positive.</param>
    /// <param name="batchSize">The number of examples in a batch, positive; the last batch of an epoch may be smaller.</param>
    /// <param name="seed">The same seed gives the same batches.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is not positive.</exception>
    public ShuffledBatches(int exampleCount, int batchSize, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exampleCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        order = new int[exampleCount];
        BatchSize = Math.Min(batchSize, exampleCount);
        Count = ((exampleCount - 1) / BatchSize) + 1;
        this.seed = seed;
        Restore();
    }

    /// <summary>The number of examples.</summary>
    public int ExampleCount => order.Length;

    /// <summary>The number of examples in every batch but possibly the last one.</summary>
    public int BatchSize { get; }

    /// <summary>The number of batches in an epoch.</summary>
    public int Count { get; }

    /// <summary>The examples of one batch of the current epoch; valid until the next <see cref="Shuffle"/>.</summary>
    /// <param name="batch">At least 0 and below <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such batch.</exception>
    public ReadOnlySpan<int> this[int batch]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(batch);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(batch, Count);
            int start = batch * BatchSize;
            return order.AsSpan(start, Math.Min(BatchSize, order.Length - start));
        }
    }

    /// <summary>Deals the examples out for an epoch.</summary>
    /// <param name="epoch">The number of the epoch.</param>
    public void Shuffle(int epoch)
    {
        // From the natural order each time, so that an epoch does not depend on those before it. The seed goes through
        // the generator first: neighbouring seeds must not share epochs.
        Restore();
        ulong mixed = new SeededRandom(seed).NextUInt64();
        new SeededRandom(unchecked((long)mixed + epoch)).Shuffle(order.AsSpan());
    }

    private void Restore()
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
    }
}
