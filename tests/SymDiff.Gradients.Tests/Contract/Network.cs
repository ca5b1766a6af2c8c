namespace SymDiff.Gradients.Tests.Contract;

/// <summary>One small network twice: as layers that are marked separately, and as one marked loss.</summary>
internal static partial class Network
{
    public const int Inputs = 3;
    public const int Hidden = 5;
    public const int Classes = 4;
    public const int HiddenParameters = (Inputs + 1) * Hidden;
    public const int ClassParameters = (Hidden + 1) * Classes;

    [Differentiable]
    public static void Linear(ReadOnlySpan<double> parameters, ReadOnlySpan<double> input, Span<double> output)
    {
        for (int row = 0; row < output.Length; row++)
        {
            double sum = parameters[output.Length * input.Length + row];
            for (int column = 0; column < input.Length; column++)
            {
                sum += parameters[row * input.Length + column] * input[column];
            }

            output[row] = sum;
        }
    }

    [Differentiable]
    public static void Relu(ReadOnlySpan<double> input, Span<double> output)
    {
        for (int i = 0; i < input.Length; i++)
        {
            output[i] = Functions.Relu(input[i]);
        }
    }

    [Differentiable]
    public static double CrossEntropy(ReadOnlySpan<double> logits, int label)
        => Functions.SoftmaxCrossEntropy(logits, label);

    /// <summary>All of it, by calls of the layers.</summary>
    [Differentiable]
    public static double Loss(ReadOnlySpan<double> parameters, ReadOnlySpan<double> input, int label)
    {
        Span<double> sums = stackalloc double[Hidden];
        Span<double> hidden = stackalloc double[Hidden];
        Span<double> logits = stackalloc double[Classes];
        Linear(parameters[..HiddenParameters], input, sums);
        Relu(sums, hidden);
        Linear(parameters[HiddenParameters..], hidden, logits);
        return CrossEntropy(logits, label);
    }
}
