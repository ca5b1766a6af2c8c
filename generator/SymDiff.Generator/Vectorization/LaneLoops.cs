using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Vectorization;

/// <summary>
/// Runs eight rounds of a loop side by side, where rounds are run backwards one by one because they meet only in sums:
/// each number of a round becomes <c>Lanes</c>. The rounds that are left are run as before.
/// </summary>
/// <remarks>
/// Guarantees the bits of the primal: its sums are formed in their order. Sums of adjoints are formed lane by lane.
/// <code>
/// for i: s += f(x[i]); dx[i] += …     rounds = eight by eight
///                                     for i to rounds, by 8: all of it on Lanes
///                                     for i from rounds:     as before
/// </code>
/// </remarks>
internal static class LaneLoops
{
    /// <param name="region">Both sweeps.</param>
    /// <param name="numbering">Where new values get their numbers.</param>
    /// <param name="fastMath">Whether functions may differ in their last places.</param>
    /// <param name="clean">Takes what is not needed out of the rounds that go side by side.</param>
    public static Region Run(Region region, Numbering numbering, bool fastMath, Func<Region, Region> clean)
    {
        var ops = new List<Op>();
        Facts? facts = null;
        foreach (Op op in region.Ops)
        {
            // The remainder of a loop that has been split is a loop of its own to what comes behind.
            if (op is For loop && loop.Body.Ops.Any(static inner => inner is Turn) && LaneLoop.Of(loop, facts ??= Facts.Of(region), numbering, fastMath, clean) is { } split)
            {
                ops.AddRange(split);
            }
            else
            {
                ops.Add(op);
            }
        }

        return region with { Ops = ops.ToEquatable() };
    }

    /// <summary>What is known of the method.</summary>
    internal sealed record Facts(Region Region, Roots Roots, ValueNumbers Numbers, Dictionary<Value, Op> Definitions)
    {
        public static Facts Of(Region region)
        {
            var definitions = new Dictionary<Value, Op>();
            Define(region, definitions);
            return new Facts(region, Roots.Of(region), ValueNumbers.Of(region), definitions);
        }

        private static void Define(Region region, Dictionary<Value, Op> definitions)
        {
            foreach (Op op in region.Ops)
            {
                foreach (Value result in op.Results)
                {
                    definitions[result] = op;
                }

                foreach (Region inner in op.Regions)
                {
                    Define(inner, definitions);
                }
            }
        }
    }
}
