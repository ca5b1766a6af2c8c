namespace SymDiff.Generator.Tests.Conformance;

/// <summary>What running one case showed.</summary>
/// <param name="Id">The record's name.</param>
internal sealed record ConformanceOutcome(string Id)
{
    /// <summary>Why SymDiff refused it; empty when it did not.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    /// <summary>What makes it wrong: emitted code that does not compile, throws, hangs, or gives other numbers.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>Values along the way that are not bit for bit what F returns.</summary>
    public List<string> Values { get; } = [];

    /// <summary>Overwritten arguments that do not end as F leaves them.</summary>
    public List<string> Arguments { get; } = [];

    /// <summary>Second calls, or calls with other destinations before, that gave other bits.</summary>
    public List<string> Repetitions { get; } = [];

    /// <summary>Directional derivatives that differ from what the gradient gives.</summary>
    public List<string> Tangents { get; } = [];

    /// <summary>True when the case ran and every partial derivative is the expected one.</summary>
    public bool IsRight => Refusals.Count == 0 && Wrong.Count == 0;
}
