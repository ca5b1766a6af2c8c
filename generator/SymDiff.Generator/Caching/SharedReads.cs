using SymDiff.Generator.Analysis;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Caching;

/// <summary>An element that the forward sweep reads twice, with nothing between that could write it, is one value for the reverse sweep: it is kept once.</summary>
internal static class SharedReads
{
    /// <returns>The reverse sweep, reading the first of equal elements.</returns>
    public static Region Run(Region reverse, Region forward)
    {
        var numbers = ValueNumbers.Of(forward);
        var first = new Dictionary<Value, Value>();
        Find(forward);
        return first.Count == 0 ? reverse : Rewrite.Substitute(reverse, first);

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
