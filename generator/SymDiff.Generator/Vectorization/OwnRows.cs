using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Vectorization;

/// <summary>
/// The memory of which each round of a loop has a row or an element of its own: all that the loop does with it, it does
/// through one window that moves by its own width from round to round, or at one place that moves by one.
/// </summary>
/// <remarks>What a round writes there, no other round sees.</remarks>
internal sealed class OwnRows(For loop, LaneLoops.Facts facts, Strides strides)
{
    private readonly Dictionary<Value, bool> known = [];

    /// <summary>Whether some memory from outside the loop is such, and is written.</summary>
    public bool Has(Value root)
    {
        if (!known.TryGetValue(root, out bool has))
        {
            known[root] = has = Find(root);
        }

        return has;
    }

    /// <summary>Whether a round clears such a row before it does anything else with it.</summary>
    public bool IsOverwritten(Slice window) =>
        loop.Body.Ops.SkipWhile(op => !ReferenceEquals(op, window)).Skip(1).FirstOrDefault(op => Touches(op, facts.Roots[window.Buffer][0])) is Clear clear && clear.Buffer == window.Result;

    private bool Find(Value root)
    {
        Op[] all = [.. loop.Body.All().Where(op => Buffers(op).Any(buffer => facts.Roots[buffer].Contains(root)))];
        if (!all.Any(static op => op is Store or Clear) || all.Any(op => Buffers(op).Any(buffer => facts.Roots[buffer].Count > 1)))
        {
            return false;
        }

        Slice[] moving = [.. all.OfType<Slice>().Where(slice => strides.Varies(slice.Start))];
        if (moving.Length == 0)
        {
            return AtOnePlace(all);
        }

        var within = new HashSet<Value>(moving.Select(static slice => slice.Result));
        return moving.Length == 1 && moving[0].Length is { } width && loop.Body.Ops.Contains(moving[0], ReferenceComparer<Op>.Instance)
            && strides.Of(moving[0].Start) is { } stride && strides.First(width) is { } first && facts.Numbers.AreSame(stride, first)
            && all.All(op => ReferenceEquals(op, moving[0]) || IsWithin(op, within));
    }

    /// <summary>Whether an operation stays within the window; a part of the window is one, too.</summary>
    private static bool IsWithin(Op op, HashSet<Value> within)
    {
        if (!Buffers(op).All(within.Contains) || op is not (Load or Store or Accumulate or Clear or Slice or Apply { Function: Intrinsics.Length }))
        {
            return false;
        }

        if (op is Slice part)
        {
            within.Add(part.Result);
        }

        return true;
    }

    /// <summary>
    /// Whether all of it is at one place, or one of each of some windows that lie apart, which every round writes if any does:
    /// what some lanes leave alone is not read first.
    /// </summary>
    private bool AtOnePlace(Op[] all)
    {
        Value[] places = [.. all.Select(Place).OfType<Value>()], buffers = [.. all.SelectMany(Buffers).Distinct()];
        return places.Length == all.Length && all.OfType<Store>().All(store => loop.Body.Ops.Contains(store, ReferenceComparer<Op>.Instance)) && strides.Varies(places[0]) && places.All(place => facts.Numbers.AreSame(place, places[0]))
            && strides.Of(places[0]) is { } stride && strides.IsOne(stride)
            && buffers.All(buffer => buffers.All(other => buffer == other || AreApart(buffer, other) || AreApart(other, buffer)));
    }

    /// <summary>Whether a window begins where another ends, on the same memory.</summary>
    private bool AreApart(Value first, Value second) =>
        facts.Definitions.TryGetValue(first, out Op? one) && facts.Definitions.TryGetValue(second, out Op? other)
        && one is Slice { LaysOut: false, Length: { } length } window && other is Slice { LaysOut: false } next && window.Buffer == next.Buffer
        && facts.Definitions.TryGetValue(next.Start, out Op? start) && start is Apply { Function: Intrinsics.Add, Attribute: "" } sum
        && ((facts.Numbers.AreSame(sum.Arguments[0], window.Start) && facts.Numbers.AreSame(sum.Arguments[1], length))
            || (facts.Numbers.AreSame(sum.Arguments[1], window.Start) && facts.Numbers.AreSame(sum.Arguments[0], length)));

    private static Value? Place(Op op) => op switch
    {
        Load load => load.Index,
        Store store => store.Index,
        Accumulate add => add.Index,
        _ => null,
    };

    private bool Touches(Op op, Value root) => Buffers(op).Any(buffer => facts.Roots[buffer].Contains(root)) || op.Regions.Any(region => region.All().Any(inner => Touches(inner, root)));

    private static IEnumerable<Value> Buffers(Op op) => op.Operands.Where(static value => value.Type.IsBuffer);
}
