namespace SymDiff;

/// <summary>
/// The mean loss over a batch of examples and its gradient. A method <c>F(ReadOnlySpan&lt;T&gt; parameters,
/// ReadOnlySpan&lt;int&gt; batch)</c> marked <see cref="DifferentiableAttribute"/> gets an <c>FGradient</c> of this form.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="parameters">Where the loss is taken.</param>
/// <param name="batch">The numbers of the examples.</param>
/// <param name="gradient">Overwritten with the gradient; as long as <paramref name="parameters"/>.</param>
/// <returns>The mean loss of the batch.</returns>
public delegate T ValueAndGradient<T>(ReadOnlySpan<T> parameters, ReadOnlySpan<int> batch, Span<T> gradient);
