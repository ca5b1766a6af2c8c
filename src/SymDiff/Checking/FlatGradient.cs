namespace SymDiff;

/// <summary>A function of a flat vector of numbers and its gradient, such as an emitted <c>FGradient</c>.</summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="point">The vector.</param>
/// <param name="gradient">Overwritten with the gradient: as long as the vector.</param>
/// <returns>The value.</returns>
public delegate T FlatGradient<T>(ReadOnlySpan<T> point, Span<T> gradient);
