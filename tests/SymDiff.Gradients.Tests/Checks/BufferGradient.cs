namespace SymDiff.Gradients.Tests.Checks;

/// <summary>The emitted gradient of a function of one array.</summary>
/// <param name="x">The array.</param>
/// <param name="xGradient">Overwritten with the partial derivatives.</param>
internal delegate double BufferGradient(double[] x, Span<double> xGradient);
