using System.Numerics;

namespace SymDiff;

/// <summary>Makes the gradient of a batch from the gradient of one example.</summary>
public static class BatchMean
{
    /// <summary>Averages the loss of one example, and its gradient, over the examples of a batch.</summary>
    /// <typeparam name="T">The number type, <see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <param name="example">The loss of one example and its gradient.</param>
    /// <returns>
    /// A delegate that adds up in the order of the batch. It keeps one buffer as long as the gradient, so it allocates at
    /// the first call only and serves one thread at a time. An empty batch is an <see cref="ArgumentException"/>.
    /// </returns>
    public static ValueAndGradient<T> Of<T>(ExampleGradient<T> example)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(example);
        T[] exampleGradient = [];
        return Mean;

        T Mean(ReadOnlySpan<T> parameters, ReadOnlySpan<int> batch, Span<T> gradient)
        {
            if (batch.IsEmpty)
            {
                throw new ArgumentException("The batch is empty.", nameof(batch));
            }

            if (exampleGradient.Length != gradient.Length)
            {
                exampleGradient = new T[gradient.Length];
            }

            gradient.Clear();
            T sum = T.Zero;
            foreach (int number in batch)
            {
                sum += example(parameters, number, exampleGradient);
                Add(exampleGradient, gradient);
            }

            T share = T.One / T.CreateChecked(batch.Length);
            Scale(gradient, share);
            return sum * share;
        }
    }

    private static void Add<T>(ReadOnlySpan<T> summand, Span<T> sum)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
        {
            for (; i <= sum.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                (new Vector<T>(sum[i..]) + new Vector<T>(summand[i..])).CopyTo(sum[i..]);
            }
        }

        for (; i < sum.Length; i++)
        {
            sum[i] += summand[i];
        }
    }

    private static void Scale<T>(Span<T> values, T factor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }
}
