using System.Numerics;

namespace SymDiff;

/// <summary>One link of a <see cref="Chain{T}"/>: a marked method, given by the two halves that SymDiff emits for it.</summary>
/// <typeparam name="T">The number type, <see cref="double"/> or <see cref="float"/>.</typeparam>
/// <remarks>A layer holds no numbers, so one layer can be used in several chains and several times in one.</remarks>
public sealed class Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Describes a layer with parameters.</summary>
    /// <param name="name">What messages call the layer.</param>
    /// <param name="parameterCount">The number of its parameters.</param>
    /// <param name="inputLength">How many numbers it takes.</param>
    /// <param name="outputLength">How many numbers it gives.</param>
    /// <param name="forward">Its <c>FForward</c>.</param>
    /// <param name="backward">Its <c>FBackward</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A length is not positive, or <paramref name="parameterCount"/> is negative.
    /// </exception>
    public Layer(
        string name,
        int parameterCount,
        int inputLength,
        int outputLength,
        LayerForward<T> forward,
        LayerBackward<T> backward)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegative(parameterCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputLength);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        Name = name;
        ParameterCount = parameterCount;
        InputLength = inputLength;
        OutputLength = outputLength;
        Forward = forward;
        Backward = backward;
    }

    /// <summary>Describes a layer without parameters.</summary>
    /// <param name="name">What messages call the layer.</param>
    /// <param name="inputLength">How many numbers it takes.</param>
    /// <param name="outputLength">How many numbers it gives.</param>
    /// <param name="forward">Its <c>FForward</c>.</param>
    /// <param name="backward">Its <c>FBackward</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is not positive.</exception>
    public Layer(
        string name,
        int inputLength,
        int outputLength,
        ActivationForward<T> forward,
        ActivationBackward<T> backward)
        : this(name, 0, inputLength, outputLength, WithoutParameters(forward), WithoutParameters(backward))
    {
    }

    /// <summary>What messages call the layer.</summary>
    public string Name { get; }

    /// <summary>The number of its parameters.</summary>
    public int ParameterCount { get; }

    /// <summary>How many numbers it takes.</summary>
    public int InputLength { get; }

    /// <summary>How many numbers it gives.</summary>
    public int OutputLength { get; }

    internal LayerForward<T> Forward { get; }

    internal LayerBackward<T> Backward { get; }

    private static LayerForward<T> WithoutParameters(ActivationForward<T> forward)
    {
        ArgumentNullException.ThrowIfNull(forward);
        return (_, input, output, workspace) => forward(input, output, workspace);
    }

    private static LayerBackward<T> WithoutParameters(ActivationBackward<T> backward)
    {
        ArgumentNullException.ThrowIfNull(backward);
        return (_, input, output, workspace, _, inputAdjoint, outputAdjoint)
            => backward(input, output, workspace, inputAdjoint, outputAdjoint);
    }
}
