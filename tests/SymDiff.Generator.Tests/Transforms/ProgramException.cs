namespace SymDiff.Generator.Tests.Transforms;

/// <summary>What a program under test threw.</summary>
internal sealed class ProgramException(string message) : Exception(message);
