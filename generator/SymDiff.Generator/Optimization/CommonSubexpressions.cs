using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Optimization;

/// <summary>
/// Computes equal pure expressions once where one is in scope of the other.
/// </summary>
/// <remarks>Literals and the user's own names stay: a reader looks for them. Loads are left alone.</remarks>
internal sealed class CommonSubexpressions
{
    private readonly Dictionary<Value, Value> replaced = [];

    public static Region Share(Region region) => new CommonSubexpressions().Visit(region, []);

    private Region Visit(Region region, Dictionary<Key, Value> known)
    {
        // What a region adds is out of scope behind it.
        var added = new List<Key>();
        var ops = new List<Op>();
        foreach (Op op in region.Ops)
        {
            Op mapped = Rewrite.Map(op, Use, static v => v, inner => Visit(inner, known));
            if (mapped is Apply { Result.Name: null } apply && apply.Function is not (Intrinsics.Copy or UserRule.Function or Intrinsics.StopGradient))
            {
                var key = new Key(apply.Function, apply.Attribute, apply.Result.Type, apply.Arguments);
                if (known.TryGetValue(key, out Value? same))
                {
                    replaced[apply.Result] = same;
                    continue;
                }

                known.Add(key, apply.Result);
                added.Add(key);
            }
            else if (mapped is Constant constant)
            {
                var key = new Key("", constant.Text, constant.Result.Type, default);
                if (known.TryGetValue(key, out Value? same))
                {
                    replaced[constant.Result] = same;
                    continue;
                }

                known.Add(key, constant.Result);
                added.Add(key);
            }

            ops.Add(mapped);
        }

        foreach (Key key in added)
        {
            known.Remove(key);
        }

        return new Region(region.Arguments, ops.ToEquatable(), Rewrite.All(region.Yields, Use));
    }

    private Value Use(Value value) => replaced.TryGetValue(value, out Value? same) ? same : value;

    private sealed record Key(string Function, string Attribute, IrType Type, EquatableArray<Value> Arguments);
}
