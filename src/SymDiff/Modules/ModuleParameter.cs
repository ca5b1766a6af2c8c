namespace SymDiff;

/// <summary>Where a parameter of a module stands in the flat vector of all of them.</summary>
/// <param name="Name">The path to it, such as <c>First.Weights</c>.</param>
/// <param name="Offset">The place of its first number.</param>
/// <param name="Length">How many numbers it holds; one for a number.</param>
public readonly record struct ModuleParameter(string Name, int Offset, int Length);
