namespace SymDiff.Generator.Ir;

/// <summary>How deeply branches and loops lie in each other.</summary>
internal static class Nesting
{
    /// <summary>The passes recurse once a level; with this many they stay far from the end of a small stack.</summary>
    public const int Deepest = 200;

    /// <summary>Whether a region is nested deeper than the passes can go. Itself it uses no recursion.</summary>
    public static bool IsTooDeep(Region body)
    {
        List<Region> level = [body];
        for (int depth = 0; depth <= Deepest; depth++)
        {
            level = [.. level.SelectMany(static region => region.Ops).SelectMany(static op => op is Call { Primal: { } primal } ? [primal.Function.Body] : op.Regions)];
            if (level.Count == 0)
            {
                return false;
            }
        }

        return true;
    }
}
