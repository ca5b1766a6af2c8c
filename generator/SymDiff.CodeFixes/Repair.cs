namespace SymDiff.CodeFixes;

/// <summary>What one fix does about one diagnostic.</summary>
/// <param name="Title">What the user is offered.</param>
/// <param name="Subject">What is repaired; where everything is fixed at once, the same subject is repaired once.</param>
/// <param name="Edits">Against the solution the diagnostic was found in.</param>
internal sealed record Repair(string Title, string Subject, IReadOnlyList<Edit> Edits);
