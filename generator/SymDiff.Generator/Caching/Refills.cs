using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Caching;

/// <summary>
/// Fills an array of the method again where a round is run backwards, if each round fills it anew and by little work: what
/// the round reads of it is then read there again, and none of it is kept.
/// </summary>
/// <remarks>
/// <para>
/// Assumes both sweeps of one method. Guarantees the same values: what fills the array reads what is still there, and
/// nothing uses the array but the rest of the round, which reads its elements.
/// </para>
/// <code>
/// for k: for i: c[i] = x[i] - m[k, i]          for k backwards: for i: c[i] = x[i] - m[k, i]
///        for i: s += c[i] * c[i]                                for i: dc[i] += ds * 2 * c[i]
/// </code>
/// </remarks>
internal sealed class Refills
{
    private readonly Filling filling;
    private readonly Roots roots;
    private readonly Numbering numbering;
    private readonly HashSet<Value> available = [];
    private readonly ILookup<Value, Op?> users;
    private Memory memory;

    private Refills(Region forward, Memory memory, Roots roots, Numbering numbering)
    {
        this.memory = memory;
        this.roots = roots;
        this.numbering = numbering;
        users = Users(forward).SelectMany(use => roots[use.Buffer].Select(root => (root, use.Op))).ToLookup(static pair => pair.root, static pair => pair.Op);
        filling = new Filling(ValueNumbers.Of(forward), forward.Definitions());
    }

    /// <returns>Both sweeps, and what of memory can be read again in the reverse one.</returns>
    public static (Region Forward, Region Reverse, Memory Memory) Run(Region forward, Region reverse, Memory memory, Roots roots, Numbering numbering)
    {
        var refills = new Refills(forward, memory, roots, numbering);
        (IReadOnlyList<Op> ops, IReadOnlyList<Op> mirrors) = refills.Outermost(forward.Ops, reverse.Ops);
        return (forward with { Ops = ops.ToEquatable() }, reverse with { Ops = mirrors.ToEquatable() }, refills.memory);
    }

    /// <summary>What stands in the method itself, or in a round that is run backwards at once: its arrays are there in both sweeps.</summary>
    private (IReadOnlyList<Op> Forward, IReadOnlyList<Op> Reverse) Outermost(IReadOnlyList<Op> forward, IReadOnlyList<Op> reverse)
    {
        available.UnionWith(forward.OfType<Allocate>().Where(static made => !made.Escapes).Select(static made => made.Result));
        return ([.. forward.Select(Fused)], Mirrors(forward, reverse));
    }

    private Op Fused(Op op)
    {
        if (op is not For { Turns: true } loop)
        {
            return op;
        }

        (IReadOnlyList<Op> forward, IReadOnlyList<Op> reverse) = Outermost([.. loop.There], [.. loop.Back]);
        return loop with { Body = loop.Body with { Ops = [.. forward, new Turn(-1), .. reverse] } };
    }

    private IReadOnlyList<Op> Mirrors(IReadOnlyList<Op> forward, IReadOnlyList<Op> reverse) =>
        [.. reverse.Select(op => op is Structured { Mirror: >= 0 } mirror && forward.OfType<Structured>().FirstOrDefault(s => s.Key == mirror.Mirror) is { } mirrored ? Mirror(mirrored, op) : op)];

    private Op Mirror(Op forward, Op reverse)
    {
        switch (forward, reverse)
        {
            case (If branch, If mirror):
                return mirror with { Then = Mirror(branch.Then, mirror.Then), Else = Mirror(branch.Else, mirror.Else) };
            case (For or While, For mirror):
                return mirror with { Body = Mirror(forward.Regions.Last(), mirror.Body) };
            default:
                return reverse;
        }
    }

    private Region Mirror(Region forward, Region reverse)
    {
        Op[] again = [.. Again(forward, FreeUses.Of(reverse))];
        return reverse with { Ops = [.. again, .. Mirrors(forward.Ops, reverse.Ops)] };
    }

    /// <summary>The loops of a round, or of a branch in one, that fill arrays again for the values that the reverse sweep reads.</summary>
    private IEnumerable<Op> Again(Region round, HashSet<Value> needed)
    {
        for (int i = 0; i < round.Ops.Count; i++)
        {
            if (round.Ops[i] is not For { Inits.Count: 0, Trips: null } loop || Filled(loop) is not { } array)
            {
                continue;
            }

            Op[] behind = [.. round.Ops.Skip(i + 1)];
            HashSet<Op> here = new(behind.SelectMany(static op => op.All()).OfType<Load>(), ReferenceComparer<Op>.Instance) { loop.Body.Ops[loop.Body.Ops.Count - 1] };
            Load[] reads = [.. here.OfType<Load>().Where(load => IsOnly(load.Buffer, array))];
            if (users[array].All(op => op is not null && here.Contains(op)) && !reads.All(memory.IsKept) && behind.Any(inner => inner is For or While && Reads(inner, array, needed)))
            {
                memory = memory.WithRestored(reads.Select(static load => load.Result));
                yield return Copy(loop);
            }
        }
    }

    /// <summary>The array that a loop does nothing but fill, from what can be read again; null where it is not worth it.</summary>
    private Value? Filled(For loop)
    {
        int last = loop.Body.Ops.Count - 1;
        if (last < 0 || loop.Body.Ops[last] is not Store store || roots[store.Buffer].Count != 1)
        {
            return null;
        }

        Value array = roots[store.Buffer][0];
        if (!available.Contains(array) || !filling.Fills(loop, store, array))
        {
            return null;
        }

        int?[] work = [.. loop.Body.Ops.Take(last).Select(op => Cache.OwnCost(op, memory))];
        return work.All(static cost => cost is not null) && work.Sum() <= Cache.Budget ? array : null;
    }

    /// <summary>What uses the elements of buffers; null where a buffer goes on under another name.</summary>
    private static IEnumerable<(Value Buffer, Op? Op)> Users(Region region) =>
    [
        .. region.Yields.Where(static value => value.Type.IsBuffer).Select(static value => (value, (Op?)null)),
        .. region.Ops.Where(static op => op is not (Slice or Apply)).SelectMany(static op => op.Operands.Where(static value => value.Type.IsBuffer).Select(value => (value, (Op?)op))),
        .. region.Ops.SelectMany(static op => op.Regions.SelectMany(Users)),
    ];

    private bool IsOnly(Value buffer, Value array) => roots[buffer].Count == 1 && roots[buffer][0] == array;

    /// <summary>Whether the reverse sweep needs what rounds of a loop read of an array, or follows from it by little work.</summary>
    private bool Reads(Op loop, Value array, HashSet<Value> needed)
    {
        var from = new HashSet<Value>();
        foreach (Op op in loop.All())
        {
            if (op is Load load ? IsOnly(load.Buffer, array) : op is Apply apply && apply.Arguments.Any(from.Contains) && Cache.OwnCost(apply, memory) < Cache.Budget)
            {
                from.UnionWith(op.Results);
            }
        }

        return from.Overlaps(needed);
    }

    private Op Copy(For loop)
    {
        var copies = new Dictionary<Value, Value>();
        Value Define(Value value) => copies[value] = numbering.New(value.Type, value.Name);
        Value Use(Value value) => copies.TryGetValue(value, out Value? copy) ? copy : value;
        Region Body(Region body) => new(Rewrite.All(body.Arguments, Define), [.. body.Ops.Select(op => Rewrite.Map(op, Use, Define, Body) with { Statement = -1 })], default);
        return Rewrite.Map(loop with { Key = -1, Statement = -1 }, Use, Define, Body);
    }
}
