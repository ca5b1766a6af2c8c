using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Vectorization;

/// <summary>
/// Runs eight rounds of a loop side by side: of one whose rounds are run backwards one by one because they meet only in
/// sums, and of an innermost one of either sweep that goes along rows. Each number of a round becomes <c>Lanes</c>.
/// </summary>
/// <remarks>
/// Guarantees the bits of the primal: its sums are formed in their order, except where it may differ in its last places.
/// Sums of adjoints are formed lane by lane.
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
        if (!region.Ops.Any(IsOrHoldsLoop))
        {
            return region;
        }

        var facts = Facts.Of(region);
        return Inside(region, isMethod: true);

        Region Inside(Region part, bool isMethod)
        {
            var ops = new List<Op>();
            foreach (Op op in part.Ops)
            {
                // What is left of a loop that has been split stays as it is.
                if (op is For loop && (isMethod && loop.Turns || !loop.Body.Ops.Any(IsOrHoldsLoop)) && LaneLoop.Of(loop, facts, numbering, fastMath, clean) is { } split)
                {
                    ops.AddRange(split);
                }
                else
                {
                    ops.Add(IsOrHoldsLoop(op) ? Rewrite.Map(op, static v => v, static v => v, inner => Inside(inner, isMethod: false)) : op);
                }
            }

            return part with { Ops = ops.ToEquatable() };
        }
    }

    private static bool IsOrHoldsLoop(Op op) => op is For or While || op.Regions.Any(static region => region.Ops.Any(IsOrHoldsLoop));

    /// <summary>What is known of the method.</summary>
    internal sealed record Facts(Region Region, Roots Roots, ValueNumbers Numbers, Dictionary<Value, Op> Definitions)
    {
        public static Facts Of(Region region) => new(region, Roots.Of(region), ValueNumbers.Of(region), region.Definitions());
    }
}
