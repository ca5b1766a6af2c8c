namespace SymDiff;

/// <summary>Makes a parameter a constant of differentiation: it gets no destination and no adjoint.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class NoGradientAttribute : Attribute;
