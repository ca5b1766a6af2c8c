using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Transforms;

/// <summary>
/// Recognises <c>1 / (1 + exp(a))</c> written as one expression. With <c>r</c> its value, <c>dr/da = -r (1 - r)</c>: no
/// exponential, and finite also where <c>exp(a)</c> overflows.
/// </summary>
internal static class Logistic
{
    /// <summary>The <c>exp(a)</c>, or null. Neither it nor the sum has a name or another use.</summary>
    public static Apply? Power(Apply quotient, OpWriter writer, IReadOnlyDictionary<Value, int> uses)
    {
        Apply? Inner(Value value) =>
            value.Name is null && uses.TryGetValue(value, out int count) && count == 1 ? writer.Definition(value) as Apply : null;

        if (quotient.Function != Intrinsics.Divide || writer.Number(quotient.Arguments[0]) != 1
            || Inner(quotient.Arguments[1]) is not { Function: Intrinsics.Add } sum)
        {
            return null;
        }

        Value? power = writer.Number(sum.Arguments[0]) == 1 ? sum.Arguments[1] : writer.Number(sum.Arguments[1]) == 1 ? sum.Arguments[0] : null;
        return power is not null && Inner(power) is { Function: "Exp" } exp ? exp : null;
    }

    /// <summary><c>g r (1 - r)</c>.</summary>
    public static Value Slope(OpWriter writer, Value g, Value r) => writer.Apply(
        Intrinsics.Multiply,
        writer.Apply(Intrinsics.Multiply, g, r),
        writer.Apply(Intrinsics.Subtract, writer.Constant(g.Type, 1), r));
}
