namespace SymDiff.Gradients.Tests.Checks;

/// <summary>The emitted directional derivative of a function of one array.</summary>
/// <param name="x">The array.</param>
/// <param name="xTangent">The direction.</param>
internal delegate (double Value, double Tangent) BufferTangent(double[] x, Span<double> xTangent);
