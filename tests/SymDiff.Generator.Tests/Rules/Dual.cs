namespace SymDiff.Generator.Tests.Rules;

/// <summary>A value and its derivative in one direction.</summary>
internal readonly record struct Dual<T>(T Value, T Tangent);
