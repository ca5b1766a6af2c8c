namespace SymDiff;

/// <summary>The loss of one example and its gradient.</summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="parameters">Where the loss is taken.</param>
/// <param name="example">The number of the example.</param>
/// <param name="gradient">Overwritten with the gradient; as long as <paramref name="parameters"/>.</param>
/// <returns>The loss of the example.</returns>
public delegate T ExampleGradient<T>(ReadOnlySpan<T> parameters, int example, Span<T> gradient);
