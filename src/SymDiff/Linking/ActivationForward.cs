namespace SymDiff;

/// <summary>
/// The forward half of a marked layer without parameters, <c>F(input, output)</c>: the method <c>FForward</c> that
/// SymDiff emits.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="input">What the layer takes.</param>
/// <param name="output">Overwritten with what the layer gives.</param>
/// <param name="workspace">Gets the cached intermediates.</param>
public delegate void ActivationForward<T>(ReadOnlySpan<T> input, Span<T> output, Workspace workspace);
