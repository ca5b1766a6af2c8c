using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>How a batch of programs is compiled and checked.</summary>
internal sealed record BatchSetup
{
    /// <summary>The generator: the one that a user's project would load when null.</summary>
    public IIncrementalGenerator? Generator { get; init; }

    /// <summary>Whether the analyzer runs, too, and has to report what the generator refuses.</summary>
    public bool Analyze { get; init; } = true;

    /// <summary>Optimisations to switch off: gradients may not change.</summary>
    public IReadOnlyList<CompilerOptions> Variants { get; init; } = [];
}
