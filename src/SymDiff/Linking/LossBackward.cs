namespace SymDiff;

/// <summary>
/// The backward half of a marked loss <c>F(output, label)</c>: the method <c>FBackward</c> that SymDiff emits.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="output">What the last layer gave.</param>
/// <param name="label">What it should have said.</param>
/// <param name="workspace">Gives the cached intermediates back.</param>
/// <param name="resultAdjoint">The adjoint of the loss.</param>
/// <param name="outputAdjoint">The adjoint of the output, accumulated.</param>
public delegate void LossBackward<T>(
    ReadOnlySpan<T> output, int label, Workspace workspace, T resultAdjoint, Span<T> outputAdjoint);
