namespace SymDiff;

/// <content>
/// Functions of the order of spans of double. The permutation is worked out in integers, which are constants of
/// differentiation; the numbers are then gathered by it, so each derivative goes to the element that was taken.
/// </content>
public static partial class Functions
{
    /// <summary>The elements in ascending order, NaN first; of equal ones the first keeps its place before the others.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="result">Overwritten with them in order.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [Differentiable(Derivatives.Jvp)]
    public static void Sort(ReadOnlySpan<double> x, Span<double> result)
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

    /// <summary>
    /// The median: the middle element, or the mean of the two middle ones, which take the derivative. NaN when an element is.
    /// </summary>
    /// <param name="x">The numbers, at least one.</param>
    /// <exception cref="ArgumentException">There is no number.</exception>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Median(ReadOnlySpan<double> x)
    {
        if (x.Length == 0)
        {
            throw new ArgumentException("There is no number.", nameof(x));
        }

        int[] order = new int[x.Length];
        Rank(x, order);
        int upper = order[x.Length / 2];
        int lower = order[(x.Length - 1) / 2];
        return double.IsNaN(x[order[0]]) ? x[order[0]]
            : lower == upper ? x[lower]
            : (0.5 * x[lower]) + (0.5 * x[upper]);
    }

    /// <summary>
    /// The quantile, interpolated between the two elements around the place <c>(n - 1) fraction</c> in ascending order, which
    /// take the derivative by their weights. NaN when an element is.
    /// </summary>
    /// <param name="x">The numbers, at least one.</param>
    /// <param name="fraction">From 0 to 1; a constant of differentiation.</param>
    /// <exception cref="ArgumentException">There is no number.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not from 0 to 1.</exception>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Quantile(ReadOnlySpan<double> x, [NoGradient] double fraction)
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
        double place = (x.Length - 1) * fraction;
        int below = (int)place;
        double weight = place - below;
        int lower = order[below];
        return double.IsNaN(x[order[0]]) ? x[order[0]]
            : weight == 0 ? x[lower]
            : ((1 - weight) * x[lower]) + (weight * x[order[below + 1]]);
    }

    /// <summary>The places of the elements in ascending order, by heap sort.</summary>
    private static void Rank(ReadOnlySpan<double> x, int[] order)
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

    private static bool Precedes(ReadOnlySpan<double> x, int i, int j) =>
        x[i] < x[j] || (double.IsNaN(x[i]) && !double.IsNaN(x[j]))
        || (i < j && !(x[j] < x[i]) && double.IsNaN(x[i]) == double.IsNaN(x[j]));
}
