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
        return Drop(Rewrite.Substitute(region, first));

        Region Drop(Region inner) => inner with
        {
            Ops = [.. inner.Ops.Where(op => op is not Load load || !first.ContainsKey(load.Result)).Select(op => Rewrite.Map(op, static v => v, static v => v, Drop))],
        };
    }

    private static Dictionary<Value, Value> Find(Region body)
    {
        var numbers = ValueNumbers.Of(body);
        return body.All().OfType<Load>().Select(static load => load.Result).Where(result => numbers.Of(result) != result).ToDictionary(static result => result, numbers.Of);
    }
}
