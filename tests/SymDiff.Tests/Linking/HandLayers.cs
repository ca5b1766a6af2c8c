using System.Numerics;

namespace SymDiff.Tests;

/// <summary>Layers with the pairs that SymDiff would emit for them, written by hand for both number types.</summary>
internal static class HandLayers<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal static Layer<T> Linear(string name, int inputs, int outputs)
        => new(name, (inputs + 1) * outputs, inputs, outputs, LinearForward, LinearBackward);

    internal static Layer<T> Square(string name, int length)
        => new(name, length, length, SquareForward, SquareBackward);

    internal static LossHead<T> CrossEntropy() => new(CrossEntropyForward, CrossEntropyBackward);

    internal static void LinearForward(
        ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> output, Workspace workspace)
    {
        for (int row = 0; row < output.Length; row++)
        {
            // Adds to what is there, so that a chain that does not start from zero is found out.
            output[row] += parameters[(output.Length * input.Length) + row];
            for (int column = 0; column < input.Length; column++)
            {
                output[row] += parameters[(row * input.Length) + column] * input[column];
            }
        }
    }

    internal static void LinearBackward(
        ReadOnlySpan<T> parameters,
        ReadOnlySpan<T> input,
        Span<T> output,
        Workspace workspace,
        Span<T> parametersAdjoint,
        Span<T> inputAdjoint,
        Span<T> outputAdjoint)
    {
        // The output is put back to what it held before, as emitted code may do.
        output.Clear();
        for (int row = 0; row < output.Length; row++)
        {
            T d = outputAdjoint[row];
            parametersAdjoint[(output.Length * input.Length) + row] += d;
            for (int column = 0; column < input.Length; column++)
            {
                parametersAdjoint[(row * input.Length) + column] += d * input[column];
                inputAdjoint[column] += d * parameters[(row * input.Length) + column];
            }
        }
    }

    // Squares are cached in the workspace as well, to see that it is emptied last in, first out.
    internal static void SquareForward(ReadOnlySpan<T> input, Span<T> output, Workspace workspace)
    {
        for (int i = 0; i < input.Length; i++)
        {
            workspace.Push(input[i]);
            output[i] = input[i] * input[i];
        }
    }

    internal static void SquareBackward(
        ReadOnlySpan<T> input, Span<T> output, Workspace workspace, Span<T> inputAdjoint, Span<T> outputAdjoint)
    {
        for (int i = input.Length - 1; i >= 0; i--)
        {
            Assert.Equal(input[i], workspace.Pop<T>());
            Assert.Equal(input[i] * input[i], output[i]);
            inputAdjoint[i] += (input[i] + input[i]) * outputAdjoint[i];
            outputAdjoint[i] = T.Zero;
        }
    }

    internal static T CrossEntropyForward(ReadOnlySpan<T> logits, int label, Workspace workspace)
    {
        T sum = T.Zero;
        foreach (T logit in logits)
        {
            sum += T.Exp(logit);
        }

        workspace.Push(sum);
        return T.Log(sum) - logits[label];
    }

    internal static void CrossEntropyBackward(
        ReadOnlySpan<T> logits, int label, Workspace workspace, T resultAdjoint, Span<T> logitsAdjoint)
    {
        T sum = workspace.Pop<T>();
        for (int i = 0; i < logits.Length; i++)
        {
            logitsAdjoint[i] += resultAdjoint * ((T.Exp(logits[i]) / sum) - (i == label ? T.One : T.Zero));
        }
    }
}
