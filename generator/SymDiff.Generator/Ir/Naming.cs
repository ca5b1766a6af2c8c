namespace SymDiff.Generator.Ir;

/// <summary>Names for what the user left unnamed.</summary>
internal static class Naming
{
    /// <summary>A name after the operation that computes a value, or null.</summary>
    public static string? Suggest(Op? definition) => definition switch
    {
        Apply { Function: Intrinsics.Length or Intrinsics.Rows or Intrinsics.Columns or Intrinsics.Parts } => "length",
        Apply { Result.Type.Kind: Kind.Integer } => "index",
        Apply { Function: Intrinsics.Add } => "sum",
        Apply { Function: Intrinsics.Subtract } => "difference",
        Apply { Function: Intrinsics.Multiply or "StrongMul" } => "product",
        Apply { Function: Intrinsics.Divide or "StrongDiv" } => "quotient",
        Apply { Function: Intrinsics.Remainder } => "remainder",
        Apply { Function: Intrinsics.Negate } => "negated",
        Apply { Function: Intrinsics.Select } => "chosen",
        Apply { Function: Intrinsics.Convert } => "converted",
        Apply { Function: "user" } => "called",
        Apply { Function: Intrinsics.StraightThrough } => null,
        Opaque { Hint: { } hint } => Lower(hint),
        Apply { Function: Intrinsics.Not or Intrinsics.And or Intrinsics.Or or Intrinsics.Xor or Intrinsics.Copy } => null,
        Apply { Result.Type.Kind: Kind.Boolean or Kind.Mask } => "test",
        Apply o => Lower(o.Function.Substring(o.Function.LastIndexOf('.') + 1)),
        Load or Opaque { Result.Type.Kind: Kind.Float or Kind.Lanes, Template: "global::SymDiff.LaneRounds.Load({0}, {1}, {2})" } => "element",
        Allocate or Snapshot or Slice => "buffer",
        Call call => Lower(call.Callee.Name),
        _ => null,
    };

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
