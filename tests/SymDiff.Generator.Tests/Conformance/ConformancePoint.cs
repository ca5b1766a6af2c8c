namespace SymDiff.Generator.Tests.Conformance;

/// <summary>One point of a case.</summary>
/// <param name="Inputs">A boxed <c>double</c>, <c>int</c>, <c>bool</c> or a <c>double[]</c> for each parameter.</param>
/// <param name="Value">The expected value.</param>
/// <param name="Gradient">
/// The expected partial derivatives: of each differentiable parameter in declaration order, arrays laid out in place.
/// </param>
internal sealed record ConformancePoint(object[] Inputs, double Value, double[] Gradient)
{
    /// <summary>The expected second partial derivatives, in the order of the gradient; null where the record has none.</summary>
    public double[][]? Hessian { get; init; }

    /// <summary>The expected outputs of a function that returns an array.</summary>
    public double[] Values { get; init; } = [];

    /// <summary>The expected derivatives of each output, in the order of the gradient.</summary>
    public double[][] Jacobian { get; init; } = [];

    /// <summary>The inputs with arrays of their own, for a call that may overwrite them.</summary>
    public object[] Fresh() => [.. Inputs.Select(input => input is double[] array ? array.Clone() : input)];
}
