using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Something to tell the user, at its place, with what a code fix needs to know of it.</summary>
internal sealed record Report(string Id, string Message, Location Location)
{
    /// <summary>
    /// For a conditional refusal or a notice: the expressions that a derivative may come in by, one for each argument
    /// of the operation; null where an argument is no expression that could be wrapped. For others those to wrap.
    /// </summary>
    public IReadOnlyList<SyntaxNode?> Operands { get; init; } = [];

    /// <summary>Whether the cause is reported at its own place, and this only refuses the method.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>What becomes the properties of the diagnostic; keys are those of <c>FixFacts</c>.</summary>
    public ImmutableDictionary<string, string?> Facts { get; init; } = ImmutableDictionary<string, string?>.Empty;
}
