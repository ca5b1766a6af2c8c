using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Transforms;

/// <summary>
/// Where a finite function could get a NaN by <c>0 * ∞</c>: an adjoint that is exactly zero, because its value was not
/// used on the path taken, meets a partial derivative that is not finite, because the value was not either.
/// </summary>
/// <remarks>
/// Adjoints count as possibly zero when they come from a branch, from a loop that may not run, or from an element.
/// Values count as possibly infinite after a division or a function that overflows or has a pole; what comes from
/// outside is taken to be finite.
/// </remarks>
internal sealed class Singularities
{
    private static readonly HashSet<string> Bounded = new(StringComparer.Ordinal)
    {
        "Sin", "Cos", "SinCos.Sin", "SinCos.Cos", "SinPi", "CosPi", "SinCosPi.SinPi", "SinCosPi.CosPi", "Tanh", "Asin", "Acos", "Atan", "Atan2",
        "AsinPi", "AcosPi", "AtanPi", "Atan2Pi", "Asinh", "Cbrt", "Hypot", "rem", "Functions.Sigmoid", "Functions.Softplus", "Functions.LogSigmoid", "Functions.Silu",
    };

    private readonly HashSet<Value> infinite = [];
    private readonly HashSet<Value> zero = [];

    /// <summary>Takes note of an operation of the primal; its operands' come first.</summary>
    public void Note(Op op, Func<Value, Op?> definition)
    {
        if (op is not Apply { Result.Type.IsFloat: true } apply)
        {
            return;
        }

        bool isInfinite = apply.Function switch
        {
            Intrinsics.Divide => !IsNonzero(apply.Arguments[1], definition) || infinite.Contains(apply.Arguments[0]),
            Intrinsics.StopGradient or Intrinsics.StraightThrough or UserRule.Function => false,
            _ => (RuleTable.Find(apply.Function) is { Cost: >= 20 } && !Bounded.Contains(apply.Function)) || apply.Arguments.Any(infinite.Contains),
        };
        if (isInfinite)
        {
            infinite.Add(apply.Result);
        }
    }

    /// <summary>Takes note that an adjoint is exactly zero on some paths.</summary>
    public void NoteZero(Value adjoint) => zero.Add(adjoint);

    public bool MayBeZero(Value adjoint) => zero.Contains(adjoint);

    /// <summary>Whether contributions of an operation have to be guarded against its adjoint being zero.</summary>
    public bool NeedsGuard(Apply apply, Value adjoint, Func<Value, Op?> definition) => zero.Contains(adjoint)
        && (apply.Arguments.Any(infinite.Contains) || (apply.Function == Intrinsics.Divide && !IsNonzero(apply.Arguments[1], definition)));

    private static bool IsNonzero(Value value, Func<Value, Op?> definition) => definition(value) switch
    {
        Constant constant => Literal.Value(constant.Text) is not 0 and not double.NaN,

        // A length or count that was converted is no pole worth a guard: dividing by it is dividing by a constant.
        Apply { Function: Intrinsics.Convert } convert => convert.Arguments[0].Type.Kind == Kind.Integer,
        _ => false,
    };
}
