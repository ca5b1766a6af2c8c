namespace SymDiff;

/// <content>Sums of exponentials over spans of double. Plain loops: SymDiff differentiates them.</content>
public static partial class Functions
{
    /// <summary>
    /// The logarithm of the sum of exponentials, <c>log(exp(x[0]) + exp(x[1]) + …)</c>, with the maximum shifted out so
    /// that nothing overflows.
    /// </summary>
    /// <param name="x">The summands' logarithms.</param>
    /// <returns>
    /// The logarithm; negative infinity when <paramref name="x"/> is empty or all negative infinity (its gradient is then
    /// zero), infinity when an element is (the first such element takes the whole gradient).
    /// </returns>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double max = double.NegativeInfinity;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > max || double.IsNaN(x[i]))
            {
                max = x[i];
            }
        }

        if (double.IsInfinity(max))
        {
            return max;
        }

        // The result does not depend on the shift, so neither does its derivative.
        double shift = Diff.StopGradient(max);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Exp(x[i] - shift);
        }

        return shift + Math.Log(sum);
    }

    /// <summary>
    /// The softmax, <c>result[i] = exp(x[i]) / (exp(x[0]) + exp(x[1]) + …)</c>, which is the gradient of
    /// <see cref="LogSumExp(ReadOnlySpan{double})"/>.
    /// </summary>
    /// <param name="x">The logits.</param>
    /// <param name="result">
    /// Overwritten with the probabilities, which sum to one. All zero when <paramref name="x"/> is all negative infinity;
    /// one at the first element that is positive infinity and zero elsewhere when there is one. May be the memory of
    /// <paramref name="x"/>, but not in a derivative.
    /// </param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [Differentiable(Derivatives.Jvp)]
    public static void Softmax(ReadOnlySpan<double> x, Span<double> result)
    {
        if (result.Length != x.Length)
        {
            throw new ArgumentException($"The result has {result.Length} elements for {x.Length} logits.", nameof(result));
        }

        double max = double.NegativeInfinity;
        int largest = -1;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > max || double.IsNaN(x[i]))
            {
                max = x[i];
                largest = i;
            }
        }

        if (double.IsInfinity(max))
        {
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = i == largest ? 1 : 0;
            }

            return;
        }

        double shift = Diff.StopGradient(max);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double weight = Math.Exp(x[i] - shift);
            result[i] = weight;
            sum += weight;
        }

        for (int i = 0; i < result.Length; i++)
        {
            result[i] /= sum;
        }
    }

    /// <summary>
    /// The logarithm of the softmax, <c>result[i] = x[i] - LogSumExp(x)</c>, exact where the probability itself would
    /// underflow.
    /// </summary>
    /// <param name="x">The logits.</param>
    /// <param name="result">
    /// Overwritten with the logarithms of the probabilities of <see cref="Softmax(ReadOnlySpan{double}, Span{double})"/>,
    /// at infinite logits too. May be the memory of <paramref name="x"/>, but not in a derivative.
    /// </param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [Differentiable(Derivatives.Jvp)]
    public static void LogSoftmax(ReadOnlySpan<double> x, Span<double> result)
    {
        if (result.Length != x.Length)
        {
            throw new ArgumentException($"The result has {result.Length} elements for {x.Length} logits.", nameof(result));
        }

        double max = double.NegativeInfinity;
        int largest = -1;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > max || double.IsNaN(x[i]))
            {
                max = x[i];
                largest = i;
            }
        }

        if (double.IsInfinity(max))
        {
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = i == largest ? 0 : double.NegativeInfinity;
            }

            return;
        }

        double shift = Diff.StopGradient(max);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Exp(x[i] - shift);
        }

        double logSum = Math.Log(sum);
        for (int i = 0; i < x.Length; i++)
        {
            result[i] = x[i] - shift - logSum;
        }
    }

    /// <summary>
    /// The cross-entropy of the softmax of <paramref name="logits"/> against one true class,
    /// <c>LogSumExp(logits) - logits[label]</c>; its gradient is the softmax with one taken off at the label.
    /// </summary>
    /// <param name="logits">One unnormalised log-probability for each class.</param>
    /// <param name="label">The true class, an index into <paramref name="logits"/>.</param>
    /// <returns>
    /// The loss in nats, not negative: minus the element of
    /// <see cref="LogSoftmax(ReadOnlySpan{double}, Span{double})"/> at the label. Where that is decided by an infinite
    /// maximum (0 or positive infinity) the gradient is zero.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="label"/> is not a class.</exception>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double SoftmaxCrossEntropy(ReadOnlySpan<double> logits, int label)
    {
        if (label < 0 || label >= logits.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(label), label, $"There are {logits.Length} classes.");
        }

        double max = double.NegativeInfinity;
        int largest = -1;
        for (int i = 0; i < logits.Length; i++)
        {
            if (logits[i] > max || double.IsNaN(logits[i]))
            {
                max = logits[i];
                largest = i;
            }
        }

        if (double.IsInfinity(max))
        {
            return label == largest ? 0 : double.PositiveInfinity;
        }

        double shift = Diff.StopGradient(max);
        double sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            sum += Math.Exp(logits[i] - shift);
        }

        // Neither term is negative, so nothing cancels.
        return Math.Log(sum) + (shift - logits[label]);
    }
}
