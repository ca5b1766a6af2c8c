using Microsoft.CodeAnalysis;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>A marked method as the rest of the compiler sees it, and what to tell the user about it.</summary>
/// <param name="Model">Depends on the method's meaning only: not on places, white space or comments.</param>
/// <param name="Errors">What keeps the method from being differentiated; the model's refusals with their places.</param>
/// <param name="Conditional">The body's conditional refusals with their places, in their order.</param>
/// <param name="Warnings">What the user should know although the method is differentiated.</param>
internal sealed record LoweringResult(
    MethodModel Model,
    IReadOnlyList<Report> Errors,
    IReadOnlyList<Report> Conditional,
    IReadOnlyList<Report> Warnings)
{
    /// <summary>Where the statements of the body stand, in their order.</summary>
    public IReadOnlyList<Location> StatementLocations { get; init; } = [];
}
