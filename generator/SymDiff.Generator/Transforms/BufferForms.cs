using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Transforms;

/// <summary>
/// Decides which local arrays have to be real arrays, because they are returned or passed as arrays, and which are
/// windows on memory that the workspace lends; gives every buffer the type that follows.
/// </summary>
internal static class BufferForms
{
    public static Function Settle(Function function)
    {
        Roots roots = Roots.Of(function.Body);
        var real = new HashSet<Value>(function.Body.Yields.Where(static y => y.Type.IsBuffer).SelectMany(y => roots[y]));
        Collect(function.Body, roots, real);
        var types = new Dictionary<Value, Value>();
        return function with { Body = Visit(function.Body, real, types) };
    }

    private static void Collect(Region region, Roots roots, HashSet<Value> real)
    {
        foreach (Op op in region.Ops)
        {
            if (op is Call call)
            {
                foreach ((Value argument, Parameter _, Leaf leaf) in CallFacts.Arguments(call.Callee, call.Arguments))
                {
                    if (leaf.Type.IsArray)
                    {
                        real.UnionWith(roots[argument]);
                    }
                }
            }
            else if (op is Opaque opaque)
            {
                foreach (Value argument in opaque.Arguments.Where(static a => a.Type.IsBuffer))
                {
                    real.UnionWith(roots[argument]);
                }
            }

            foreach (Region inner in op.Regions)
            {
                Collect(inner, roots, real);
            }
        }
    }

    private static Region Visit(Region region, HashSet<Value> real, Dictionary<Value, Value> types)
    {
        Value Use(Value value) => types.TryGetValue(value, out Value? typed) ? typed : value;
        Value As(Value value, IrType type) => value.Type == type ? value : types[value] = value with { Type = type };
        var ops = new List<Op>();
        foreach (Op op in region.Ops)
        {
            Op mapped = Rewrite.Map(op, Use, static v => v, inner => Visit(inner, real, types));
            ops.Add(mapped switch
            {
                Allocate o => o with
                {
                    Escapes = real.Contains(o.Result),
                    Result = As(o.Result, !real.Contains(o.Result) ? o.Result.Type.Lent : o.Result.Type.IsMatrix ? IrType.Matrix(o.Result.Type.Element!) : IrType.Array(o.Result.Type.Element!)),
                },
                Slice o => o with { Result = As(o.Result, o.Buffer.Type.Part) },
                Apply { Function: Intrinsics.Copy, Result.Type.IsBuffer: true } o => o with { Result = As(o.Result, o.Arguments[0].Type) },
                Apply { Function: Intrinsics.Select, Result.Type.IsBuffer: true } o => o with { Result = As(o.Result, Common(o.Arguments[1], o.Arguments[2])) },
                _ => mapped,
            });
        }

        return new Region(region.Arguments, ops.ToEquatable(), Rewrite.All(region.Yields, Use));
    }

    private static IrType Common(Value left, Value right) =>
        left.Type == right.Type ? left.Type
        : left.Type.IsMatrix ? left.Type.Lent
        : left.Type.IsReadOnly || right.Type.IsReadOnly ? IrType.ReadOnlySpan(left.Type.Element!)
        : IrType.Span(left.Type.Element!);
}
