namespace SymDiff;

/// <content>Functions of the order of spans of float; the same text as for double.</content>
public static partial class Functions
{
    /// <inheritdoc cref="Sort(ReadOnlySpan{double}, Span{double})"/>
    [Differentiable(Derivatives.Jvp)]
    public static void Sort(ReadOnlySpan<float> x, Span<float> result)
    {
        if (result.Length != x.Length)
        {
            throw new ArgumentException($"The result has {result.Length} elements for {x.Length}.", nameof(result));
        }

        int[] order = new int[x.Length];
        Rank(x, order);
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = x[order[i]];
        }
    }

    /// <inheritdoc cref="Median(ReadOnlySpan{double})"/>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static float Median(ReadOnlySpan<float> x)
    {
        if (x.Length == 0)
        {
            throw new ArgumentException("There is no number.", nameof(x));
        }

        int[] order = new int[x.Length];
        Rank(x, order);
        int upper = order[x.Length / 2];
        int lower = order[(x.Length - 1) / 2];
        return float.IsNaN(x[order[0]]) ? x[order[0]]
            : lower == upper ? x[lower]
            : (0.5f * x[lower]) + (0.5f * x[upper]);
    }

    /// <inheritdoc cref="Quantile(ReadOnlySpan{double}, double)"/>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static float Quantile(ReadOnlySpan<float> x, [NoGradient] float fraction)
    {
        if (x.Length == 0)
        {
            throw new ArgumentException("There is no number.", nameof(x));
        }

        if (!(fraction >= 0 && fraction <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "Not from 0 to 1.");
        }

        int[] order = new int[x.Length];
        Rank(x, order);
        float place = (x.Length - 1) * fraction;
        int below = (int)place;
        float weight = place - below;
        int lower = order[below];
        return float.IsNaN(x[order[0]]) ? x[order[0]]
            : weight == 0 ? x[lower]
            : ((1 - weight) * x[lower]) + (weight * x[order[below + 1]]);
    }

    /// <summary>The places of the elements in ascending order, by heap sort.</summary>
    private static void Rank(ReadOnlySpan<float> x, int[] order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        // First the heap is built from its last parent up, then its top is taken off again and again.
        int unsorted = order.Length;
        for (int step = order.Length / 2; unsorted > 1; step--)
        {
            int root = step - 1;
            if (step <= 0)
            {
                unsorted--;
                root = 0;
                (order[0], order[unsorted]) = (order[unsorted], order[0]);
            }

            while ((2 * root) + 1 < unsorted)
            {
                int child = (2 * root) + 1;
                if (child + 1 < unsorted && Precedes(x, order[child], order[child + 1]))
                {
                    child++;
                }

                if (!Precedes(x, order[root], order[child]))
                {
                    break;
                }

                (order[root], order[child]) = (order[child], order[root]);
                root = child;
            }
        }
    }

    private static bool Precedes(ReadOnlySpan<float> x, int i, int j) =>
        x[i] < x[j] || (float.IsNaN(x[i]) && !float.IsNaN(x[j]))
        || (i < j && !(x[j] < x[i]) && float.IsNaN(x[i]) == float.IsNaN(x[j]));
}
