using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Analysis;

/// <summary>
/// Which values every way through a region uses for certain ones at its end. The adjoints of others are exactly zero on
/// some way, also where those at the end are not.
/// </summary>
/// <remarks>
/// A choice or a maximum uses neither of its sides, a branch what both use, and a loop may not run.
/// <code>
/// t = x * y; if (c) { s = x } else { s = t }; r = s + x        s and x, but neither t nor y
/// </code>
/// </remarks>
internal static class SurelyUsed
{
    /// <summary>In loops that lie deeper in each other nothing counts as used: each level doubles the work.</summary>
    private const int Deepest = 3;

    /// <summary>The values used, the ones at the end among them.</summary>
    /// <param name="region">The region.</param>
    /// <param name="ends">Yields of the region.</param>
    public static HashSet<Value> Of(Region region, IEnumerable<Value> ends) => Of(region, ends, 0);

    private static HashSet<Value> Of(Region region, IEnumerable<Value> ends, int depth)
    {
        var used = new HashSet<Value>(ends);
        foreach (Op op in region.Ops.Reverse())
        {
            switch (op)
            {
                case Apply apply when used.Contains(apply.Result) && !Chooses(apply):
                    used.UnionWith(apply.Arguments.Where((_, i) => Activity.Passes(apply, i)));
                    break;
                case Call call when call.Outputs.Any(used.Contains):
                    used.UnionWith(CallFacts.Differentiated(call));
                    break;
                case If branch:
                    HashSet<Value> both = Of(branch.Then, Ends(branch.Then, branch.Outputs, used), depth);
                    both.IntersectWith(Of(branch.Else, Ends(branch.Else, branch.Outputs, used), depth));
                    used.UnionWith(both);
                    break;
                case For loop:
                    UseLoop(loop.Inits, loop.Body, 1, loop.Outputs, used, depth);
                    break;
                case While loop:
                    UseLoop(loop.Inits, loop.Body, 0, loop.Outputs, used, depth);
                    break;
            }
        }

        return used;
    }

    /// <summary>The carried values of a loop whose adjoints may be zero in some round, by their place.</summary>
    /// <param name="body">The body.</param>
    /// <param name="firstCarried">How many arguments come before the carried ones.</param>
    /// <param name="startsAtZero">Whether the adjoint may be zero behind the last round.</param>
    public static HashSet<int> Vanishing(Region body, int firstCarried, Func<int, bool> startsAtZero) => Vanishing(body, firstCarried, startsAtZero, 0);

    private static HashSet<int> Vanishing(Region body, int firstCarried, Func<int, bool> startsAtZero, int depth)
    {
        var vanishing = new HashSet<int>(Enumerable.Range(0, body.Yields.Count).Where(startsAtZero));
        for (int before = -1; before < vanishing.Count;)
        {
            before = vanishing.Count;
            HashSet<Value> used = Of(body, body.Yields.Where((_, i) => !vanishing.Contains(i)), depth);
            vanishing.UnionWith(Enumerable.Range(0, body.Yields.Count).Where(i => !used.Contains(body.Arguments[i + firstCarried])));
        }

        return vanishing;
    }

    private static bool Chooses(Apply apply) => apply.Function == Intrinsics.Select || (RuleTable.Find(apply.Function)?.Partials.Any(static partial => partial is Formula.Conditional) ?? false);

    private static IEnumerable<Value> Ends(Region region, EquatableArray<Value> outputs, HashSet<Value> used) => region.Yields.Where((_, i) => used.Contains(outputs[i]));

    private static void UseLoop(EquatableArray<Value> inits, Region body, int firstCarried, EquatableArray<Value> outputs, HashSet<Value> used, int depth)
    {
        if (depth == Deepest)
        {
            return;
        }

        HashSet<int> vanishing = Vanishing(body, firstCarried, i => !used.Contains(outputs[i]), depth + 1);
        used.UnionWith(inits.Where((_, i) => !vanishing.Contains(i)));
    }
}
