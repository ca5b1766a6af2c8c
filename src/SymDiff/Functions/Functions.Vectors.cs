namespace SymDiff;

/// <content>Norms, products and running sums over spans of double. Plain loops: SymDiff differentiates them.</content>
public static partial class Functions
{
    private const double SmallestScale = 1e-290;

    /// <summary>The inner product <c>a[0] b[0] + a[1] b[1] + …</c>.</summary>
    /// <param name="a">A vector.</param>
    /// <param name="b">A vector of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (b.Length != a.Length)
        {
            throw new ArgumentException($"There are {b.Length} elements for {a.Length}.", nameof(b));
        }

        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>
    /// The Euclidean norm, scaled by the greatest magnitude so that no square overflows or underflows; its gradient is
    /// <c>x / Norm(x)</c>, and 0 at 0.
    /// </summary>
    /// <param name="x">The vector. At an infinite element the norm is infinite, and that element takes the gradient.</param>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Norm(ReadOnlySpan<double> x)
    {
        double max = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double magnitude = Math.Abs(x[i]);
            if (magnitude > max || double.IsNaN(magnitude))
            {
                max = magnitude;
            }
        }

        if (max == 0 || double.IsInfinity(max))
        {
            return max;
        }

        // The result does not depend on the scale, so neither does its derivative. Its reciprocal does not overflow.
        double scale = Math.Max(Diff.StopGradient(max), SmallestScale);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double ratio = x[i] / scale;
            sum += ratio * ratio;
        }

        return scale * Math.Sqrt(sum);
    }

    /// <summary>
    /// The Euclidean norm, but at least <paramref name="minimum"/>, to divide by: where it is not above that, the gradient
    /// is 0.
    /// </summary>
    /// <param name="x">The vector.</param>
    /// <param name="minimum">Not negative; 0 gives <see cref="Norm(ReadOnlySpan{double})"/>.</param>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double SafeNorm(ReadOnlySpan<double> x, [NoGradient] double minimum)
    {
        double norm = Norm(x);
        return norm <= minimum ? minimum : norm;
    }

    /// <summary>
    /// The vector over its Euclidean norm, <c>result[i] = x[i] / max(Norm(x), epsilon)</c>; finite at 0, where its Jacobian
    /// is the unit matrix over <paramref name="epsilon"/>.
    /// </summary>
    /// <param name="x">The vector.</param>
    /// <param name="epsilon">A positive number, such as 1e-12.</param>
    /// <param name="result">Overwritten with the direction.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [Differentiable(Derivatives.Jvp)]
    public static void Normalize(ReadOnlySpan<double> x, [NoGradient] double epsilon, Span<double> result)
    {
        if (result.Length != x.Length)
        {
            throw new ArgumentException($"The result has {result.Length} elements for {x.Length}.", nameof(result));
        }

        double max = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double magnitude = Math.Abs(x[i]);
            if (magnitude > max || double.IsNaN(magnitude))
            {
                max = magnitude;
            }
        }

        double scale = Math.Max(Diff.StopGradient(max), SmallestScale);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double ratio = x[i] / scale;
            sum += ratio * ratio;
        }

        if (scale * Math.Sqrt(Diff.StopGradient(sum)) <= epsilon)
        {
            for (int i = 0; i < x.Length; i++)
            {
                result[i] = x[i] / epsilon;
            }

            return;
        }

        double root = Math.Sqrt(sum);
        for (int i = 0; i < x.Length; i++)
        {
            result[i] = x[i] / scale / root;
        }
    }

    /// <summary>The running sums, <c>result[i] = x[0] + … + x[i]</c>.</summary>
    /// <param name="x">The summands.</param>
    /// <param name="result">Overwritten with the sums.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [Differentiable(Derivatives.Jvp)]
    public static void CumSum(ReadOnlySpan<double> x, Span<double> result)
    {
        if (result.Length != x.Length)
        {
            throw new ArgumentException($"The result has {result.Length} elements for {x.Length}.", nameof(result));
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i];
            result[i] = sum;
        }
    }

    /// <summary>
    /// The running products, <c>result[i] = x[0] ⋯ x[i]</c>. The derivatives are products of the other factors, not
    /// quotients, and right at zeros too.
    /// </summary>
    /// <param name="x">The factors.</param>
    /// <param name="result">Overwritten with the products.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [Differentiable(Derivatives.Jvp)]
    public static void CumProd(ReadOnlySpan<double> x, Span<double> result)
    {
        if (result.Length != x.Length)
        {
            throw new ArgumentException($"The result has {result.Length} elements for {x.Length}.", nameof(result));
        }

        double product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            product *= x[i];
            result[i] = product;
        }
    }

    /// <summary>
    /// The cross-correlation that networks call a convolution, without padding:
    /// <c>result[i] = input[i] kernel[0] + input[i + 1] kernel[1] + …</c>.
    /// </summary>
    /// <param name="input">The signal.</param>
    /// <param name="kernel">The weights, at least one and no more than the signal has elements.</param>
    /// <param name="result">Overwritten; one element for each place of the kernel within the signal.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    [Differentiable(Derivatives.Jvp)]
    public static void Conv1D(ReadOnlySpan<double> input, ReadOnlySpan<double> kernel, Span<double> result)
    {
        if (kernel.Length == 0 || kernel.Length > input.Length)
        {
            throw new ArgumentException($"There are {kernel.Length} weights for {input.Length} elements.", nameof(kernel));
        }

        if (result.Length != input.Length - kernel.Length + 1)
        {
            throw new ArgumentException($"The result has {result.Length} elements, not {input.Length - kernel.Length + 1}.", nameof(result));
        }

        for (int i = 0; i < result.Length; i++)
        {
            double sum = 0;
            for (int k = 0; k < kernel.Length; k++)
            {
                sum += input[i + k] * kernel[k];
            }

            result[i] = sum;
        }
    }

    /// <summary>
    /// The polygon through the points (<paramref name="xs"/>, <paramref name="ys"/>) at <paramref name="x"/>, constant beyond
    /// its ends. At a corner the slope is that of the piece on the right, at and beyond both ends 0.
    /// </summary>
    /// <param name="x">Where.</param>
    /// <param name="xs">The abscissas, at least one, ascending.</param>
    /// <param name="ys">The ordinates.</param>
    /// <exception cref="ArgumentException">There is no point, or the lengths differ.</exception>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double Interp(double x, ReadOnlySpan<double> xs, ReadOnlySpan<double> ys)
    {
        if (xs.Length == 0)
        {
            throw new ArgumentException("There is no point.", nameof(xs));
        }

        if (ys.Length != xs.Length)
        {
            throw new ArgumentException($"There are {ys.Length} ordinates for {xs.Length} abscissas.", nameof(ys));
        }

        if (x <= xs[0])
        {
            return ys[0];
        }

        int right = xs.Length - 1;
        if (x >= xs[right])
        {
            return ys[right];
        }

        // xs[left] <= x < xs[right]
        int left = 0;
        while (right - left > 1)
        {
            int middle = (left + right) / 2;
            if (x >= xs[middle])
            {
                left = middle;
            }
            else
            {
                right = middle;
            }
        }

        double weight = (x - xs[left]) / (xs[right] - xs[left]);
        return ((1 - weight) * ys[left]) + (weight * ys[right]);
    }
}
