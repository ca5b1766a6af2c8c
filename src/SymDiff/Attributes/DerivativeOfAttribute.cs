namespace SymDiff;

/// <summary>
/// Makes the marked static method the derivative of another static method, one that SymDiff cannot or should not
/// differentiate itself. A rule given this way overrides a built-in one.
/// </summary>
/// <remarks>
/// <para>
/// A local derivative is for a method of numbers that returns a number. It takes what the target takes and returns the
/// partial derivative with respect to the target's only floating-point parameter, or a tuple of partial derivatives, one
/// for each floating-point parameter in declaration order.
/// </para>
/// <para>
/// A backward is for arrays, spans and several results, too. It has the contract of <c>FBackward</c>: what the target
/// takes; the adjoint of what it returns, by value, or as <see cref="ReadOnlySpan{T}"/> of that of an array; then for
/// each floating-point parameter its adjoint: <c>ref</c> for a number, to which is added; a <see cref="Span{T}"/> for an
/// array or span, to which is added where the target does not write it, and which is transformed from the adjoint of the
/// contents after the target to that of the contents before it where it does; by value for an <c>out</c> parameter. It
/// returns nothing, or what the target returns, which is not looked at.
/// </para>
/// <para>
/// A call of the target in a differentiated method runs the target once, then, in the reverse sweep, the rule, with all
/// arguments as they were on entry of the target: those that the target may write are copies, which the rule may write.
/// A parameter that the target or the rule marks <see cref="NoGradientAttribute"/> has no adjoint. Forward mode needs a
/// local derivative; a method that asks for it uses that where a method has both. No rule gives second derivatives.
/// </para>
/// </remarks>
/// <param name="type">The type that declares the target.</param>
/// <param name="method">The target's name; the overload with the same parameters that the marked method begins with is meant.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DerivativeOfAttribute(Type type, string method) : Attribute
{
    /// <summary>The type that declares the target.</summary>
    public Type Type { get; } = type;

    /// <summary>The target's name.</summary>
    public string Method { get; } = method;
}
