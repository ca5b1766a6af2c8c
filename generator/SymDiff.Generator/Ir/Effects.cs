using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Ir;

/// <summary>What operations do besides giving a value.</summary>
internal static class Effects
{
    /// <summary>Whether an operation by itself may end in an exception.</summary>
    public static bool MayThrow(Op op) => op switch
    {
        Load { IsInside: true } => false,
        Load or Slice or Allocate or Snapshot => true,
        Opaque o => o.Effect != Effect.Pure,
        Apply { Function: Intrinsics.Divide or Intrinsics.Remainder } o => !o.Result.Type.IsFloat,
        Apply { Function: Intrinsics.Convert, Attribute: Intrinsics.CreateChecked } o => !o.Result.Type.IsFloat,
        Apply o => o.Attribute == "checked" || o.Function == UserRule.Function || RuleTable.Find(o.Function) is { CanThrow: true },
        _ => false,
    };

    /// <summary>Whether an operation does more than give a value.</summary>
    public static bool HasEffect(Op op) => op switch
    {
        Call o => !o.IsRepeated,
        Store or Publish or Accumulate or Clear or Push or Pop or PushSpan or PopSpan or Outlined or BackwardCall or TangentCall or Throw or Release or Turn => true,
        Opaque o => o.Effect == Effect.Acts,
        Apply o => o.Function == UserRule.Function,
        _ => false,
    };
}
