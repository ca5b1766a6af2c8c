using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Caching;

/// <summary>How long the arrays that the workspace lends have to live.</summary>
internal static class Arrays
{
    /// <summary>Whether a region takes arrays from the workspace; what a callee takes, its backward half gives back.</summary>
    public static bool Lends(Region region, bool adjoints = false) => region.Ops.Any(op =>
        (op is Allocate { Escapes: false } array && array.OfAdjoints == adjoints)
        || (op is Snapshot { Result.Type.IsArray: false } copy && copy.OfAdjoints == adjoints)
        || op.Regions.Any(inner => Lends(inner, adjoints)));

    /// <summary>Whether a region leaves something on the stack, itself or through a callee.</summary>
    public static bool Pushes(Region region) => region.Ops.Any(static op => op is Push or PushSpan or Call { IsForwardHalf: true } || op.Regions.Any(Pushes));

    /// <summary>Whether arrays that a region takes are for its mirror as well.</summary>
    public static bool LendsBeyond(Region region) => region.Ops.Any(static op =>
        op is Call { IsForwardHalf: true } || (op is Push push && push.Values.Any(static v => v.Type.IsBuffer)) || op.Regions.Any(LendsBeyond));

    /// <summary>Whether a value can go over the stack: a window on a buffer cannot, it is taken again.</summary>
    public static bool CanStore(Op op) => op is not (Slice or Opaque { Result.Type.IsBuffer: true } or Apply { Result.Type.IsBuffer: true });

    /// <summary>The type that a stored value comes back with.</summary>
    public static IrType AsStored(IrType type) => type.IsBuffer && !type.IsArray ? type.Lent : type;
}
