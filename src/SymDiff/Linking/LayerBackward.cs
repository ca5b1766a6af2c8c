namespace SymDiff;

/// <summary>
/// The backward half of a marked layer <c>F(parameters, input, output)</c>: the method <c>FBackward</c> that SymDiff
/// emits.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="parameters">The layer's parameters.</param>
/// <param name="input">What the layer took.</param>
/// <param name="output">What the layer gave.</param>
/// <param name="workspace">Gives the cached intermediates back.</param>
/// <param name="parametersAdjoint">The adjoint of the parameters, accumulated.</param>
/// <param name="inputAdjoint">The adjoint of the input, accumulated.</param>
/// <param name="outputAdjoint">
/// The adjoint of the output; on return that of what the output held before the layer wrote it.
/// </param>
public delegate void LayerBackward<T>(
    ReadOnlySpan<T> parameters,
    ReadOnlySpan<T> input,
    Span<T> output,
    Workspace workspace,
    Span<T> parametersAdjoint,
    Span<T> inputAdjoint,
    Span<T> outputAdjoint);
