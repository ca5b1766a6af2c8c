using SymDiff;

namespace Digits;

/// <summary>
/// The same network in separately marked pieces, which <see cref="Chain{T}"/> links through the forward and backward
/// methods that SymDiff emits for each of them.
/// </summary>
internal static partial class Layers
{
    /// <summary>The linked network; it takes the same parameter vector as <see cref="Network.Loss"/>.</summary>
    internal static Chain<double> Link() => new(
        new LossHead<double>(CrossEntropyForward, CrossEntropyBackward),
        new Layer<double>(
            "hidden", Network.HiddenParameters, Network.PixelCount, Network.HiddenCount, LinearForward, LinearBackward),
        new Layer<double>("rectifier", Network.HiddenCount, Network.HiddenCount, ReluForward, ReluBackward),
        new Layer<double>(
            "classes", Network.ClassParameters, Network.HiddenCount, Network.ClassCount, LinearForward, LinearBackward));

    /// <summary>Weights times input plus biases; the weights come first, one row for each output.</summary>
    [Differentiable]
    public static void Linear(ReadOnlySpan<double> parameters, ReadOnlySpan<double> input, Span<double> output)
    {
        for (int row = 0; row < output.Length; row++)
        {
            double sum = parameters[(output.Length * input.Length) + row];
            for (int column = 0; column < input.Length; column++)
            {
                sum += parameters[(row * input.Length) + column] * input[column];
            }

            output[row] = sum;
        }
    }

    /// <summary>The rectifier, element by element.</summary>
    [Differentiable]
    public static void Relu(ReadOnlySpan<double> input, Span<double> output)
    {
        for (int i = 0; i < input.Length; i++)
        {
            output[i] = Functions.Relu(input[i]);
        }
    }

    /// <summary>The loss of one image.</summary>
    [Differentiable]
    public static double CrossEntropy(ReadOnlySpan<double> logits, int label)
        => Functions.SoftmaxCrossEntropy(logits, label);
}
