using SymDiff.Generator.Ir;

namespace SymDiff.Generator;

/// <summary>The order of the stages.</summary>
internal static class Compiler
{
    /// <summary>The entries of the body's refusals that an active value reaches.</summary>
    public static IEnumerable<int> ActiveRefusals(MethodModel model)
    {
        if (model.Body is not { } body)
        {
            return [];
        }

        var active = new HashSet<Value>(body.Body.Arguments.Where(static a => a.Type.IsFloat || a.Type.IsFloatBuffer));
        var reached = new SortedSet<int>();
        int before;
        do
        {
            before = active.Count;
            Visit(body.Body, active, reached);
        }
        while (active.Count != before);

        return reached;
    }

    private static void Visit(Region region, HashSet<Value> active, SortedSet<int> reached)
    {
        foreach (Op op in region.Ops)
        {
            foreach (Region inner in op.Regions)
            {
                Visit(inner, active, reached);
            }

            bool varied = op.Operands.Concat(op.Regions.SelectMany(static r => r.Yields)).Any(active.Contains);
            switch (op)
            {
                case Opaque opaque when varied && opaque.Refusal >= 0:
                    reached.Add(opaque.Refusal);
                    break;
                case Opaque or Apply { Function: Intrinsics.StopGradient or Intrinsics.Length }:
                    break;
                case Store store when active.Contains(store.Value):
                    active.Add(store.Buffer);
                    break;
                default:
                    if (varied)
                    {
                        active.UnionWith(op.Results.Where(static r => r.Type.IsFloat || r.Type.IsFloatBuffer));
                        active.UnionWith(op.Regions.SelectMany(static r => r.Arguments).Where(static r => r.Type.IsFloat));
                    }

                    break;
            }
        }
    }
}
