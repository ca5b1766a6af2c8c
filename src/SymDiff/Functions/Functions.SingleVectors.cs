namespace SymDiff;

/// <content>Norms, products and running sums over spans of float; the same text as for double.</content>
public static partial class Functions
{
    private const float SmallestSingleScale = 1e-30f;

    /// <inheritdoc cref="Dot(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (b.Length != a.Length)
        {
            throw new ArgumentException($"There are {b.Length} elements for {a.Length}.", nameof(b));
        }

        float sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <inheritdoc cref="Norm(ReadOnlySpan{double})"/>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static float Norm(ReadOnlySpan<float> x)
    {
        float max = 0;
        for (int i = 0; i < x.Length; i++)
        {
            float magnitude = MathF.Abs(x[i]);
            if (magnitude > max || float.IsNaN(magnitude))
            {
                max = magnitude;
            }
        }

        if (max == 0 || float.IsInfinity(max))
        {
            return max;
        }

        // The result does not depend on the scale, so neither does its derivative. Its reciprocal does not overflow.
        float scale = MathF.Max(Diff.StopGradient(max), SmallestSingleScale);
        float sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            float ratio = x[i] / scale;
            sum += ratio * ratio;
        }

        return scale * MathF.Sqrt(sum);
    }

    /// <inheritdoc cref="SafeNorm(ReadOnlySpan{double}, double)"/>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static float SafeNorm(ReadOnlySpan<float> x, [NoGradient] float minimum)
    {
        float norm = Norm(x);
        return norm <= minimum ? minimum : norm;
    }

    /// <inheritdoc cref="Normalize(ReadOnlySpan{double}, double, Span{double})"/>
    [Differentiable(Derivatives.Jvp)]
    public static void Normalize(ReadOnlySpan<float> x, [NoGradient] float epsilon, Span<float> result)
    {
        if (result.Length != x.Length)
        {
            throw new ArgumentException($"The result has {result.Length} elements for {x.Length}.", nameof(result));
        }

        float max = 0;
        for (int i = 0; i < x.Length; i++)
        {
            float magnitude = MathF.Abs(x[i]);
            if (magnitude > max || float.IsNaN(magnitude))
            {
                max = magnitude;
            }
        }

        float scale = MathF.Max(Diff.StopGradient(max), SmallestSingleScale);
        float sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            float ratio = x[i] / scale;
            sum += ratio * ratio;
        }

        if (scale * MathF.Sqrt(Diff.StopGradient(sum)) <= epsilon)
        {
            for (int i = 0; i < x.Length; i++)
            {
                result[i] = x[i] / epsilon;
            }

            return;
        }

        float root = MathF.Sqrt(sum);
        for (int i = 0; i < x.Length; i++)
        {
            result[i] = x[i] / scale / root;
        }
    }

    /// <inheritdoc cref="CumSum(ReadOnlySpan{double}, Span{double})"/>
    [Differentiable(Derivatives.Jvp)]
    public static void CumSum(ReadOnlySpan<float> x, Span<float> result)
    {
        if (result.Length != x.Length)
        {
            throw new ArgumentException($"The result has {result.Length} elements for {x.Length}.", nameof(result));
        }

        float sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i];
            result[i] = sum;
        }
    }

    /// <inheritdoc cref="CumProd(ReadOnlySpan{double}, Span{double})"/>
    [Differentiable(Derivatives.Jvp)]
    public static void CumProd(ReadOnlySpan<float> x, Span<float> result)
    {
        if (result.Length != x.Length)
        {
            throw new ArgumentException($"The result has {result.Length} elements for {x.Length}.", nameof(result));
        }

        float product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            product *= x[i];
            result[i] = product;
        }
    }

    /// <inheritdoc cref="Conv1D(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"/>
    [Differentiable(Derivatives.Jvp)]
    public static void Conv1D(ReadOnlySpan<float> input, ReadOnlySpan<float> kernel, Span<float> result)
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
            float sum = 0;
            for (int k = 0; k < kernel.Length; k++)
            {
                sum += input[i + k] * kernel[k];
            }

            result[i] = sum;
        }
    }

    /// <inheritdoc cref="Interp(double, ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static float Interp(float x, ReadOnlySpan<float> xs, ReadOnlySpan<float> ys)
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

        float weight = (x - xs[left]) / (xs[right] - xs[left]);
        return ((1 - weight) * ys[left]) + (weight * ys[right]);
    }
}
