using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Optimization;

/// <summary>
/// Gives a value the name that a copy of it has, and drops the copy.
/// </summary>
/// <remarks>
/// Assumes and guarantees that a value has one name at most: the first copy in the region that computes it. Literals and
/// lengths keep none: they are printed wherever they are used.
/// <code>
/// t = x + y; xpy = copy t        xpy = x + y
/// </code>
/// </remarks>
internal static class Names
{
    public static Region Settle(Region region) => Visit(region, []);

    private static Region Visit(Region region, Dictionary<Value, Value> names)
    {
        // What a region names is out of scope behind it.
        var added = new List<Value>();
        var here = new HashSet<Value>();
        foreach (Op op in region.Ops)
        {
            if (op is Apply { Function: Intrinsics.Copy } copy && copy.Arguments[0] is { Name: null } unnamed
                && here.Contains(unnamed) && !names.ContainsKey(unnamed) && copy.Result.Type == unnamed.Type)
            {
                names.Add(unnamed, copy.Result);
                added.Add(unnamed);
            }
            else if (op is not (Constant or Structured or Apply { Function: Intrinsics.Length or Intrinsics.Rows or Intrinsics.Columns }))
            {
                here.UnionWith(op.Results);
            }
        }

        Value Use(Value value) => names.TryGetValue(value, out Value? named) ? named : value;
        var ops = new List<Op>();
        foreach (Op op in region.Ops)
        {
            if (op is Apply { Function: Intrinsics.Copy } copy && names.TryGetValue(copy.Arguments[0], out Value? same) && same == copy.Result)
            {
                continue;
            }

            ops.Add(Rewrite.Map(op, Use, Use, inner => Visit(inner, names)));
        }

        var named = new Region(region.Arguments, ops.ToEquatable(), Rewrite.All(region.Yields, Use));
        foreach (Value value in added)
        {
            names.Remove(value);
        }

        return named;
    }
}
