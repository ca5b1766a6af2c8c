namespace SymDiff;

/// <summary>A function of a flat vector, its gradient and its Hessian, such as an emitted <c>FHessian</c>.</summary>
/// <param name="point">The vector, of n numbers.</param>
/// <param name="gradient">Overwritten with the gradient: n numbers.</param>
/// <param name="hessian">Overwritten with the second derivatives: n × n numbers, symmetric.</param>
/// <returns>The value.</returns>
public delegate double FlatHessian(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian);
