namespace SymDiff.Generator.Tests.Documentation;

/// <summary>A fenced block of C# in a guide.</summary>
/// <param name="Line">The line of its opening fence, from one.</param>
/// <param name="Text">What is between the fences.</param>
/// <param name="Mark">
/// The comment on the line above: <c>emitted Type.Member</c> for what SymDiff emits, <c>refused</c> for what it does not
/// differentiate; null for ordinary code, which is compiled and run.
/// </param>
/// <param name="Output">The block of text right below, which is what the code prints; null when there is none.</param>
internal sealed record ReadmeBlock(int Line, string Text, string? Mark, string? Output);
