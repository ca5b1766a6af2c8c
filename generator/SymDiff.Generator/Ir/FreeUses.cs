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
        var local = new HashSet<Value>(defined);
        local.UnionWith(region.Arguments);
        foreach (Op op in region.Ops)
        {
            free.UnionWith(op.Operands.Where(operand => !local.Contains(operand)));
            foreach (Region inner in op.Regions)
            {
                Collect(inner, local, free);
            }

            local.UnionWith(op.Results);
        }

        free.UnionWith(region.Yields.Where(yielded => !local.Contains(yielded)));
    }
}
