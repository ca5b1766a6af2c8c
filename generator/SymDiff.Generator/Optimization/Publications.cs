using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Optimization;

/// <summary>Drops writes to <c>ref</c> and <c>out</c> arguments that no exception can leave behind.</summary>
/// <remarks>
/// Assumes that the emitted method writes its final values at its end. Guarantees that wherever an operation may throw
/// the arguments hold what the marked method would have written by then.
/// <code>
/// x := a                  x := a
/// y[i] = b                y[i] = b
/// x := c
/// </code>
/// </remarks>
internal sealed class Publications
{
    private readonly HashSet<string> targets;

    private Publications(HashSet<string> targets) => this.targets = targets;

    public static Region Prune(Region region)
    {
        HashSet<string> targets = new(Targets(region), StringComparer.Ordinal);
        return targets.Count == 0 ? region : new Publications(targets).Prune(region, [], out _);
    }

    private static IEnumerable<string> Targets(Region region) => region.Ops.SelectMany(static op =>
        (op is Publish publish ? [publish.Target] : Enumerable.Empty<string>()).Concat(op.Regions.SelectMany(Targets)));

    /// <param name="region">What is pruned.</param>
    /// <param name="exposed">The targets whose value at the region's end an exception may leave behind.</param>
    /// <param name="before">Those whose value at its beginning it may.</param>
    private Region Prune(Region region, HashSet<string> exposed, out HashSet<string> before)
    {
        exposed = [.. exposed];
        var ops = new List<Op>();
        foreach (Op op in region.Ops.Reverse())
        {
            switch (op)
            {
                case Publish publish:
                    if (exposed.Remove(publish.Target))
                    {
                        ops.Add(publish);
                    }

                    break;
                case If branch:
                    Region yes = Prune(branch.Then, exposed, out HashSet<string> left);
                    Region no = Prune(branch.Else, exposed, out HashSet<string> right);
                    ops.Add(branch with { Then = yes, Else = no });
                    exposed = [.. left, .. right];
                    break;
                default:
                    // The end of a round comes before the next round.
                    exposed = MayThrow(op) ? [.. targets] : exposed;
                    ops.Add(Rewrite.Map(op, static v => v, static v => v, inner => Prune(inner, exposed, out _)));
                    break;
            }
        }

        before = exposed;
        ops.Reverse();
        return region with { Ops = ops.ToEquatable() };
    }

    private static bool MayThrow(Op op) =>
        op is Store or Throw or Call || Effects.MayThrow(op) || op.Regions.Any(static region => region.Ops.Any(MayThrow));
}
