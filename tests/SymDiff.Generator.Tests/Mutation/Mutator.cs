using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>A kind of change.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Find">The changes of one node of the compiler's source; nodes that run only, no patterns and constants.</param>
internal sealed record Mutator(string Name, Func<SyntaxNode, SemanticModel, IEnumerable<Change>> Find)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutator> All { get; } =
    [
        new("negated condition", Conditions.Find),
        new("trip count", TripCounts.Find),
        new("assignment for accumulation", Accumulations.Find),
        new("cache slot", CacheSlots.Find),
        new("dropped statement", Statements.Find),
        new("swapped operands", Swaps.Find),
        new("other operator", Operators.Find),
    ];
}
