using System.Numerics;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods in a generic type, which has a constant of differentiation.</summary>
/// <param name="strength">What the field is multiplied with.</param>
internal sealed partial class Field<T>(T strength)
    where T : IFloatingPointIeee754<T>
{
    private readonly T strength = strength;

    [Differentiable(Both)]
    public T Potential(T x, T y) => strength / Distance(x, y) + Scaled(x);

    [Differentiable(Both)]
    public static T Distance(T x, T y) => T.Sqrt(x * x + y * y + T.One);

    // Not marked: repeated in place.
    private static T Scaled(T x) => x * T.E;
}
