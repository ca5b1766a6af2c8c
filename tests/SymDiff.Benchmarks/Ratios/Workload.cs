namespace SymDiff.Benchmarks.Ratios;

/// <summary>What one row of the table measures.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Objective">The user's function.</param>
/// <param name="Generated">Its derivatives as they are emitted.</param>
/// <param name="HandWritten">The same by hand; null where nobody wrote them.</param>
/// <param name="Differences">Central differences along one coordinate.</param>
/// <param name="Coordinates">How many coordinates there are.</param>
internal sealed record Workload(string Name, Action Objective, Action Generated, Action? HandWritten, Action? Differences, int Coordinates)
{
    /// <summary>How many evaluations one call of each action makes: times are divided by it.</summary>
    public int Evaluations { get; init; } = 1;
}
