namespace SymDiff;

/// <summary>
/// Makes a parameter a constant of differentiation: it gets no destination and no adjoint. On a field or property it says
/// that what is read there is meant to be a constant.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
public sealed class NoGradientAttribute : Attribute;
