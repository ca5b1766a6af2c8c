namespace SymDiff;

/// <content>The functions over spans of float; the same text as for double.</content>
public static partial class Functions
{
    /// <inheritdoc cref="LogSumExp(ReadOnlySpan{double})"/>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static float LogSumExp(ReadOnlySpan<float> x)
    {
        float max = float.NegativeInfinity;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > max || float.IsNaN(x[i]))
            {
                max = x[i];
            }
        }

        if (float.IsInfinity(max))
        {
            return max;
        }

        // The result does not depend on the shift, so neither does its derivative.
        float shift = Diff.StopGradient(max);
        float sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += MathF.Exp(x[i] - shift);
        }

        return shift + MathF.Log(sum);
    }

    /// <inheritdoc cref="Softmax(ReadOnlySpan{double}, Span{double})"/>
    [Differentiable(Derivatives.Jvp)]
    public static void Softmax(ReadOnlySpan<float> x, Span<float> result)
    {
        if (result.Length != x.Length)
        {
            throw new ArgumentException($"The result has {result.Length} elements for {x.Length} logits.", nameof(result));
        }

        float max = float.NegativeInfinity;
        int largest = -1;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > max || float.IsNaN(x[i]))
            {
                max = x[i];
                largest = i;
            }
        }

        if (float.IsInfinity(max))
        {
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = i == largest ? 1 : 0;
            }

            return;
        }

        float shift = Diff.StopGradient(max);
        float sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            float weight = MathF.Exp(x[i] - shift);
            result[i] = weight;
            sum += weight;
        }

        for (int i = 0; i < result.Length; i++)
        {
            result[i] /= sum;
        }
    }

    /// <inheritdoc cref="LogSoftmax(ReadOnlySpan{double}, Span{double})"/>
    [Differentiable(Derivatives.Jvp)]
    public static void LogSoftmax(ReadOnlySpan<float> x, Span<float> result)
    {
        if (result.Length != x.Length)
        {
            throw new ArgumentException($"The result has {result.Length} elements for {x.Length} logits.", nameof(result));
        }

        float max = float.NegativeInfinity;
        int largest = -1;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > max || float.IsNaN(x[i]))
            {
                max = x[i];
                largest = i;
            }
        }

        if (float.IsInfinity(max))
        {
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = i == largest ? 0 : float.NegativeInfinity;
            }

            return;
        }

        float shift = Diff.StopGradient(max);
        float sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += MathF.Exp(x[i] - shift);
        }

        float logSum = MathF.Log(sum);
        for (int i = 0; i < x.Length; i++)
        {
            result[i] = x[i] - shift - logSum;
        }
    }

    /// <inheritdoc cref="SoftmaxCrossEntropy(ReadOnlySpan{double}, int)"/>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static float SoftmaxCrossEntropy(ReadOnlySpan<float> logits, int label)
    {
        if (label < 0 || label >= logits.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(label), label, $"There are {logits.Length} classes.");
        }

        float max = float.NegativeInfinity;
        int largest = -1;
        for (int i = 0; i < logits.Length; i++)
        {
            if (logits[i] > max || float.IsNaN(logits[i]))
            {
                max = logits[i];
                largest = i;
            }
        }

        if (float.IsInfinity(max))
        {
            return label == largest ? 0 : float.PositiveInfinity;
        }

        float shift = Diff.StopGradient(max);
        float sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            sum += MathF.Exp(logits[i] - shift);
        }

        // Neither term is negative, so nothing cancels.
        return MathF.Log(sum) + (shift - logits[label]);
    }
}
