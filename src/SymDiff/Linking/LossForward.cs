namespace SymDiff;

/// <summary>
/// The forward half of a marked loss <c>F(output, label)</c>: the method <c>FForward</c> that SymDiff emits.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="output">What the last layer gave.</param>
/// <param name="label">What it should have said.</param>
/// <param name="workspace">Gets the cached intermediates.</param>
/// <returns>The loss.</returns>
public delegate T LossForward<T>(ReadOnlySpan<T> output, int label, Workspace workspace);
