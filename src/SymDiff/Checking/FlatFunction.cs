namespace SymDiff;

/// <summary>A function of a flat vector of numbers.</summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="point">The vector.</param>
/// <returns>The value.</returns>
public delegate T FlatFunction<T>(ReadOnlySpan<T> point);
