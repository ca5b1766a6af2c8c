namespace SymDiff.Generator.Tests.Harness;

/// <summary>One C# file of a compilation under test.</summary>
/// <param name="Path">Its path, unique in the compilation; diagnostics and generated trees are told apart by it.</param>
/// <param name="Text">Its text.</param>
internal sealed record SourceFile(string Path, string Text);
