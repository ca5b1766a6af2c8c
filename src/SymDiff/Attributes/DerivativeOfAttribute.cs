namespace SymDiff;

/// <summary>
/// Makes the marked static method the local derivative of another method, one that SymDiff cannot or should not
/// differentiate itself. It takes what the target takes and returns the partial derivative with respect to the
/// target's only differentiable parameter, or a tuple of partial derivatives, one for each differentiable parameter
/// in declaration order. A rule given this way overrides a built-in one.
/// </summary>
/// <param name="type">The type that declares the target.</param>
/// <param name="method">The target's name; the overload with the same parameters as the marked method is meant.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DerivativeOfAttribute(Type type, string method) : Attribute
{
    /// <summary>The type that declares the target.</summary>
    public Type Type { get; } = type;

    /// <summary>The target's name.</summary>
    public string Method { get; } = method;
}
