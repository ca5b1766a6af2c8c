namespace SymDiff;

/// <summary>
/// In a batch (<see cref="Derivatives.Batch"/>) the parameter is the same for all points: it is taken as the method takes it,
/// and its derivative is the sum over the points. A module needs the mark, but for the one that the method is called on.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class SharedAttribute : Attribute;
