using SymDiff;

namespace Digits;

/// <content>The derivative of <see cref="Loss"/>, by hand.</content>
internal static partial class Network
{
    public static double LossGradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> pixels, int label, Span<double> parametersGradient)
    {
        int classStart = HiddenParameters;
        Span<double> hidden = stackalloc double[HiddenCount];
        Span<double> logits = stackalloc double[ClassCount];
        Layers.Linear(parameters[..classStart], pixels, hidden);
        for (int unit = 0; unit < HiddenCount; unit++)
        {
            hidden[unit] = Functions.Relu(hidden[unit]);
        }

        Layers.Linear(parameters[classStart..], hidden, logits);
        double value = Functions.SoftmaxCrossEntropy(logits, label);

        parametersGradient.Clear();
        Span<double> dLogits = stackalloc double[ClassCount];
        Span<double> dHidden = stackalloc double[HiddenCount];
        dHidden.Clear();
        Functions.Softmax(logits, dLogits);
        dLogits[label] -= 1;
        Layers.LinearAdjoint(
            parameters[classStart..], hidden, parametersGradient[classStart..], dHidden, dLogits);
        for (int unit = 0; unit < HiddenCount; unit++)
        {
            double d = hidden[unit] > 0 ? dHidden[unit] : 0;
            parametersGradient[(HiddenCount * PixelCount) + unit] = d;
            for (int pixel = 0; pixel < PixelCount; pixel++)
            {
                parametersGradient[(unit * PixelCount) + pixel] = d * pixels[pixel];
            }
        }

        return value;
    }
}

/// <content>The split pairs of the layers, by hand.</content>
internal static partial class Layers
{
    public static void LinearForward(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> input, Span<double> output, Workspace workspace)
        => Linear(parameters, input, output);

    public static void LinearBackward(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> input,
        Span<double> output,
        Workspace workspace,
        Span<double> parametersAdjoint,
        Span<double> inputAdjoint,
        Span<double> outputAdjoint)
        => LinearAdjoint(parameters, input, parametersAdjoint, inputAdjoint, outputAdjoint);

    public static void ReluForward(ReadOnlySpan<double> input, Span<double> output, Workspace workspace)
        => Relu(input, output);

    public static void ReluBackward(
        ReadOnlySpan<double> input,
        Span<double> output,
        Workspace workspace,
        Span<double> inputAdjoint,
        Span<double> outputAdjoint)
    {
        for (int i = 0; i < input.Length; i++)
        {
            inputAdjoint[i] += input[i] > 0 ? outputAdjoint[i] : 0;
            outputAdjoint[i] = 0;
        }
    }

    public static double CrossEntropyForward(ReadOnlySpan<double> logits, int label, Workspace workspace)
        => CrossEntropy(logits, label);

    public static void CrossEntropyBackward(
        ReadOnlySpan<double> logits, int label, Workspace workspace, double resultAdjoint, Span<double> logitsAdjoint)
    {
        double logSum = Functions.LogSumExp(logits);
        for (int i = 0; i < logits.Length; i++)
        {
            logitsAdjoint[i] += resultAdjoint * (Math.Exp(logits[i] - logSum) - (i == label ? 1 : 0));
        }
    }

    internal static void LinearAdjoint(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> input,
        Span<double> parametersAdjoint,
        Span<double> inputAdjoint,
        Span<double> outputAdjoint)
    {
        int inputs = input.Length;
        for (int row = 0; row < outputAdjoint.Length; row++)
        {
            double d = outputAdjoint[row];
            outputAdjoint[row] = 0;
            parametersAdjoint[(outputAdjoint.Length * inputs) + row] += d;
            for (int column = 0; column < inputs; column++)
            {
                parametersAdjoint[(row * inputs) + column] += d * input[column];
                inputAdjoint[column] += d * parameters[(row * inputs) + column];
            }
        }
    }
}
