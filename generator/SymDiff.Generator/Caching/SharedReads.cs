using SymDiff.Generator.Analysis;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Caching;

/// <summary>An element that is read twice, with nothing between that could write it, is one value.</summary>
internal static class SharedReads
{
    /// <returns>The reverse sweep, reading the first of elements that are equal in the forward sweep: it is kept once.</returns>
    public static Region Run(Region reverse, Region forward) => Rewrite.Substitute(reverse, Find(forward));

    /// <returns>The region, reading such elements once.</returns>
    public static Region Run(Region region)
    {
        Dictionary<Value, Value> first = Find(region);
        return first.Count == 0 ? region : Drop(Rewrite.Substitute(region, first));

        Region Drop(Region inner) => inner with
        {
            Ops = [.. inner.Ops.Where(op => op is not Load load || !first.ContainsKey(load.Result)).Select(op => Rewrite.Map(op, static v => v, static v => v, Drop))],
        };
    }

    private static Dictionary<Value, Value> Find(Region body)
    {
        var numbers = ValueNumbers.Of(body);
        var first = new Dictionary<Value, Value>();
        Find(body);
        return first;

        void Find(Region region)
        {
            foreach (Op op in region.Ops)
            {
                if (op is Load load && numbers.Of(load.Result) is var same && same != load.Result)
                {
                    first[load.Result] = same;
                }

                foreach (Region inner in op.Regions)
                {
                    Find(inner);
                }
            }
        }
    }
}
