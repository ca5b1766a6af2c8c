namespace SymDiff.Generator.Ir;

/// <summary>The values that a region uses and does not define.</summary>
internal static class FreeUses
{
    public static HashSet<Value> Of(Region region)
    {
        var free = new HashSet<Value>();
        Collect(region, [], free);
        return free;
    }

    private static void Collect(Region region, HashSet<Value> defined, HashSet<Value> free)
    {
        // One set for all regions: what a region adds goes with it, so that no region copies those around it.
        var local = new List<Value>();
        void Define(IEnumerable<Value> values) => local.AddRange(values.Where(defined.Add));
        Define(region.Arguments);
        foreach (Op op in region.Ops)
        {
            free.UnionWith(op.Operands.Where(operand => !defined.Contains(operand)));
            foreach (Region inner in op.Regions)
            {
                Collect(inner, defined, free);
            }

            Define(op.Results);
        }

        free.UnionWith(region.Yields.Where(yielded => !defined.Contains(yielded)));
        defined.ExceptWith(local);
    }
}
