using SymDiff;

namespace Digits;

/// <summary>
/// A network of 64 pixels, 32 rectified units and 10 classes. Its parameters are one flat vector: the weights of the
/// hidden units, row by row, and their biases, then the same of the classes.
/// </summary>
internal static partial class Network
{
    internal const int PixelCount = 64;
    internal const int HiddenCount = 32;
    internal const int ClassCount = 10;
    internal const int HiddenParameters = (PixelCount + 1) * HiddenCount;
    internal const int ClassParameters = (HiddenCount + 1) * ClassCount;
    internal const int ParameterCount = HiddenParameters + ClassParameters;

    /// <summary>
    /// The cross-entropy of one image: minus the logarithm of the probability that the network gives to its digit.
    /// </summary>
    [Differentiable]
    public static double Loss(ReadOnlySpan<double> parameters, [NoGradient] ReadOnlySpan<double> pixels, int label)
    {
        ReadOnlySpan<double> hiddenWeights = parameters.Slice(0, HiddenCount * PixelCount);
        ReadOnlySpan<double> hiddenBiases = parameters.Slice(HiddenCount * PixelCount, HiddenCount);
        ReadOnlySpan<double> classWeights = parameters.Slice(HiddenParameters, ClassCount * HiddenCount);
        ReadOnlySpan<double> classBiases = parameters.Slice(HiddenParameters + (ClassCount * HiddenCount), ClassCount);

        Span<double> hidden = stackalloc double[HiddenCount];
        for (int unit = 0; unit < HiddenCount; unit++)
        {
            double sum = hiddenBiases[unit];
            for (int pixel = 0; pixel < PixelCount; pixel++)
            {
                sum += hiddenWeights[(unit * PixelCount) + pixel] * pixels[pixel];
            }

            hidden[unit] = Functions.Relu(sum);
        }

        Span<double> logits = stackalloc double[ClassCount];
        for (int digit = 0; digit < ClassCount; digit++)
        {
            double sum = classBiases[digit];
            for (int unit = 0; unit < HiddenCount; unit++)
            {
                sum += classWeights[(digit * HiddenCount) + unit] * hidden[unit];
            }

            logits[digit] = sum;
        }

        return Functions.SoftmaxCrossEntropy(logits, label);
    }

    /// <summary>
    /// The digit that the network sees in an image. The loss is minus the logarithm of a digit's probability, so the
    /// most probable digit is the one that would cost least.
    /// </summary>
    internal static int Predict(ReadOnlySpan<double> parameters, ReadOnlySpan<double> pixels)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int digit = 0; digit < ClassCount; digit++)
        {
            double loss = Loss(parameters, pixels, digit);
            if (loss < least)
            {
                least = loss;
                best = digit;
            }
        }

        return best;
    }

    /// <summary>
    /// Random weights of variance 2 / inputs, which keeps the size of rectified activations from layer to layer
    /// (K. He et al., "Delving Deep into Rectifiers", 2015); biases of zero.
    /// </summary>
    internal static double[] InitialParameters(SeededRandom random)
    {
        double[] parameters = new double[ParameterCount];
        Fill(parameters.AsSpan(0, HiddenCount * PixelCount), PixelCount, random);
        Fill(parameters.AsSpan(HiddenParameters, ClassCount * HiddenCount), HiddenCount, random);
        return parameters;
    }

    private static void Fill(Span<double> weights, int inputs, SeededRandom random)
    {
        double deviation = Math.Sqrt(2.0 / inputs);
        foreach (ref double weight in weights)
        {
            weight = deviation * random.NextNormal();
        }
    }
}
