using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Optimization;

/// <summary>
/// Writes every operation again, now that constants have come to where they are used: <c>1 * x</c> becomes <c>x</c>.
/// </summary>
/// <remarks>Only exact identities, those of <see cref="OpWriter"/>: nothing that could be infinite or NaN is dropped.</remarks>
internal sealed class Simplify
{
    private readonly Dictionary<Value, Value> replaced = [];
    private readonly OpWriter writer;

    private Simplify(Numbering numbering) => writer = new OpWriter(numbering, []);

    public static Region Run(Region region, Numbering numbering) => new Simplify(numbering).Visit(region);

    private Region Visit(Region region)
    {
        EquatableArray<Op> ops = writer.Collect(() =>
        {
            foreach (Op op in region.Ops)
            {
                writer.Statement = op.Statement;
                Op mapped = Rewrite.Map(op, Use, static v => v, Visit);
                if (mapped is Apply { Attribute: "", Result: { Type.IsFloat: true } result } apply && apply.Function is not (Intrinsics.Convert or Intrinsics.Copy)
                    && apply.Arguments.Any(a => writer.Definition(a) is Constant or Apply { Function: Intrinsics.Negate }))
                {
                    Value simpler = writer.Apply(apply.Function, result.Type, [.. apply.Arguments]);
                    if (result.Name is null)
                    {
                        replaced[result] = simpler;
                    }
                    else
                    {
                        writer.Add(new Apply(op.Statement, result, Intrinsics.Copy, [simpler]));
                    }
                }
                else
                {
                    writer.Add(mapped);
                }
            }
        });
        return new Region(region.Arguments, ops, Rewrite.All(region.Yields, Use));
    }

    private Value Use(Value value) => replaced.TryGetValue(value, out Value? simpler) ? simpler : value;
}
