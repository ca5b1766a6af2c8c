using System.Numerics;

namespace SymDiff;

/// <summary>
/// Links separately marked layers and a loss into one function of a flat vector of parameters, whose gradient is made
/// by calling the layers' generated forward methods in order and their backward methods in reverse.
/// </summary>
/// <typeparam name="T">The number type, <see cref="double"/> or <see cref="float"/>.</typeparam>
/// <remarks>
/// The parameters are those of the layers laid end to end. A chain keeps the activations, their adjoints and the
/// workspace, so a call allocates nothing once the workspace has grown to its size; it serves one thread at a time.
/// </remarks>
public sealed class Chain<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LossHead<T> loss;
    private readonly Layer<T>[] layers;
    private readonly int[] offsets;
    private readonly Workspace workspace = new();

    // The output of every layer and its adjoint. A layer's input is the output before it, which no layer writes, so at
    // every backward call the arrays still hold what the forward call left in them.
    private readonly T[][] activations;
    private readonly T[][] adjoints;
    private readonly T[] inputAdjoint;

    /// <summary>Links layers.</summary>
    /// <param name="loss">The loss on the last layer's output.</param>
    /// <param name="layers">The layers, first to last; at least one.</param>
    /// <exception cref="ArgumentException">
    /// There is no layer, or one takes another number of numbers than the one before it gives.
    /// </exception>
    public Chain(LossHead<T> loss, params Layer<T>[] layers)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Length == 0)
        {
            throw new ArgumentException("A chain needs at least one layer.", nameof(layers));
        }

        this.loss = loss;
        this.layers = [.. layers];
        offsets = new int[layers.Length];
        activations = new T[layers.Length][];
        adjoints = new T[layers.Length][];
        int parameterCount = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            Layer<T> layer = layers[i] ?? throw new ArgumentException($"Layer {i} is null.", nameof(layers));
            if (i > 0 && layer.InputLength != layers[i - 1].OutputLength)
            {
                throw new ArgumentException(
                    $"Layer '{layer.Name}' takes {layer.InputLength} numbers, but '{layers[i - 1].Name}' before it " +
                    $"gives {layers[i - 1].OutputLength}.",
                    nameof(layers));
            }

            offsets[i] = parameterCount;
            parameterCount = checked(parameterCount + layer.ParameterCount);
            activations[i] = new T[layer.OutputLength];
            adjoints[i] = new T[layer.OutputLength];
        }

        inputAdjoint = new T[layers[0].InputLength];
        ParameterCount = parameterCount;
        Layers = System.Array.AsReadOnly(this.layers);
    }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<Layer<T>> Layers { get; }

    /// <summary>The number of parameters of all layers together.</summary>
    public int ParameterCount { get; }

    /// <summary>How many numbers the first layer takes.</summary>
    public int InputLength => inputAdjoint.Length;

    /// <summary>How many numbers the last layer gives.</summary>
    public int OutputLength => activations[^1].Length;

    /// <summary>The part of a parameter vector that belongs to one layer.</summary>
    /// <param name="layer">An index into <see cref="Layers"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public Range ParametersOf(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, layers.Length);
        return offsets[layer]..(offsets[layer] + layers[layer].ParameterCount);
    }

    /// <summary>Runs the layers without the loss.</summary>
    /// <param name="parameters">The parameters of all layers.</param>
    /// <param name="input">What the first layer takes.</param>
    /// <param name="output">Overwritten with what the last layer gives.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing is written then.</exception>
    public void Predict(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, Span<T> output)
    {
        CheckInputs(parameters, input);
        Check(output.Length, OutputLength, nameof(output));
        Forward(parameters, input);
        workspace.Clear();
        activations[^1].CopyTo(output);
    }

    /// <summary>The loss of one example.</summary>
    /// <param name="parameters">The parameters of all layers.</param>
    /// <param name="input">What the first layer takes.</param>
    /// <param name="label">What the chain should say of it.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public T Value(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, int label)
    {
        CheckInputs(parameters, input);
        Forward(parameters, input);
        T value = loss.Forward(activations[^1], label, workspace);
        workspace.Clear();
        return value;
    }

    /// <summary>The loss of one example and its gradient.</summary>
    /// <param name="parameters">The parameters of all layers.</param>
    /// <param name="input">What the first layer takes; a constant of differentiation.</param>
    /// <param name="label">What the chain should say of it.</param>
    /// <param name="gradient">
    /// Overwritten with the gradient of the loss with respect to the parameters; memory of its own.
    /// </param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not fit, or <paramref name="gradient"/> overlaps an input; nothing is written then.
    /// </exception>
    public T ValueAndGradient(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input, int label, Span<T> gradient)
    {
        CheckInputs(parameters, input);
        Check(gradient.Length, ParameterCount, nameof(gradient));
        if (parameters.Overlaps(gradient) || input.Overlaps(gradient))
        {
            throw new ArgumentException("The gradient overlaps the parameters or the input.", nameof(gradient));
        }

        Forward(parameters, input);
        T value = loss.Forward(activations[^1], label, workspace);

        gradient.Clear();
        inputAdjoint.AsSpan().Clear();
        foreach (T[] adjoint in adjoints)
        {
            adjoint.AsSpan().Clear();
        }

        loss.Backward(activations[^1], label, workspace, T.One, adjoints[^1]);
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            int offset = offsets[i];
            int count = layers[i].ParameterCount;
            layers[i].Backward(
                parameters.Slice(offset, count),
                i == 0 ? input : activations[i - 1],
                activations[i],
                workspace,
                gradient.Slice(offset, count),
                i == 0 ? inputAdjoint : adjoints[i - 1],
                adjoints[i]);
        }

        return value;
    }

    private void Forward(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input)
    {
        // A call that an exception ended may have left something behind.
        workspace.Clear();
        for (int i = 0; i < layers.Length; i++)
        {
            // A layer that adds to its output adds to zero, whatever the last call left there.
            Span<T> output = activations[i];
            output.Clear();
            layers[i].Forward(
                parameters.Slice(offsets[i], layers[i].ParameterCount),
                i == 0 ? input : activations[i - 1],
                output,
                workspace);
        }
    }

    private void CheckInputs(ReadOnlySpan<T> parameters, ReadOnlySpan<T> input)
    {
        Check(parameters.Length, ParameterCount, nameof(parameters));
        Check(input.Length, InputLength, nameof(input));
    }

    private static void Check(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"Expected {expected} numbers, got {length}.", name);
        }
    }
}
