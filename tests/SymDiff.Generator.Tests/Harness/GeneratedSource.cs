namespace SymDiff.Generator.Tests.Harness;

/// <summary>One file that the generator added.</summary>
/// <param name="HintName">The name it was added under.</param>
/// <param name="Text">Its text.</param>
internal sealed record GeneratedSource(string HintName, string Text);
