namespace SymDiff.Generator.Tests.Conformance;

/// <summary>One parameter of a case's entry method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its C# type.</param>
/// <param name="Differentiable">Whether the record gives derivatives with respect to it.</param>
internal sealed record ConformanceParameter(string Name, string Type, bool Differentiable)
{
    /// <summary>True for arrays and spans, whose derivatives go to a destination.</summary>
    public bool IsBuffer => Type is "double[]" or "Span<double>" or "ReadOnlySpan<double>";
}
