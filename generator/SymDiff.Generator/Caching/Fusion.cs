using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Caching;

/// <summary>
/// Runs each round of a loop backwards right behind its forward round, where rounds meet only in sums: what a round
/// caches is then needed for that round alone.
/// </summary>
/// <remarks>
/// <para>
/// Assumes both sweeps of one method. Guarantees the same values, writes and exceptions of the primal, and the same
/// adjoints but for the order in which they are summed. A fused loop holds a <see cref="Turn"/> between its two halves.
/// </para>
/// <para>
/// A loop is fused when no round passes anything but sums to the next, in its variables and in memory
/// (<see cref="RoundMemory"/>), and when the adjoints that its rounds begin with follow from what is known before it.
/// </para>
/// <code>
/// for i: s += f(x[i])              for i:
/// turn                                 y = f(x[i]); s += y
/// for i backwards:                     turn
///     dx[i] += ds * f'(x[i])           dx[i] += ds * f'(x[i])
/// </code>
/// </remarks>
internal sealed class Fusion
{
    private readonly Activity activity;
    private readonly Roots roots;
    private readonly ValueNumbers numbers;
    private readonly Dictionary<Value, Op> definitions = [];

    // What belongs to the reverse sweep, wherever it stands by now.
    private readonly HashSet<Op> ofReverse = new(ReferenceComparer<Op>.Instance);

    // What the reverse sweep begins with: destinations are cleared.
    private readonly HashSet<Op> clears = new(ReferenceComparer<Op>.Instance);
    private readonly Sums sums = new();
    private List<Op> forward;
    private List<Op> reverse;

    private Fusion(Region forward, Region reverse, Activity activity, Roots roots)
    {
        this.activity = activity;
        this.roots = roots;
        numbers = ValueNumbers.Of(forward);
        this.forward = [.. forward.Ops];
        this.reverse = [.. reverse.Ops];
        ofReverse.UnionWith(reverse.Ops);
        clears.UnionWith(reverse.Ops.TakeWhile(static op => op is Clear or Opaque { Effect: Effect.Acts, Arguments.Count: 0 }));
        Define(forward);
        Define(reverse);
    }

    /// <returns>Both sweeps, and what of memory can be read again in the reverse one.</returns>
    public static (Region Forward, Region Reverse, Memory Memory) Run(Region forward, Region reverse, Memory memory, Activity activity, Roots roots, Numbering numbering)
    {
        var fusion = new Fusion(forward, reverse, activity, roots);
        foreach (For loop in forward.Ops.OfType<For>())
        {
            if (reverse.Ops.OfType<For>().FirstOrDefault(m => m.Mirror == loop.Key) is { } mirror && fusion.MeetsInSums(loop, forward))
            {
                fusion.Fuse(loop, mirror, numbering);
            }
        }

        IEnumerable<int> fused = fusion.forward.OfType<For>().Where(static loop => loop.Turns).Select(static loop => loop.Key);
        return (forward with { Ops = fusion.forward.ToEquatable() }, reverse with { Ops = fusion.reverse.ToEquatable() }, memory.WithFused(fused));
    }

    private bool MeetsInSums(For loop, Region primal) =>
        RoundMemory.MeetsInSums(loop.Body, primal.Ops.SkipWhile(op => !ReferenceEquals(op, loop)).Skip(1), activity, roots, numbers, definitions);

    private void Fuse(For loop, For mirror, Numbering numbering)
    {
        for (int i = 0; i < mirror.Inits.Count; i++)
        {
            if (sums.Follow(mirror.Body.Arguments[i + 1], mirror.Body) != i)
            {
                return;
            }
        }

        int place = forward.FindIndex(op => ReferenceEquals(op, loop)), turn = reverse.FindIndex(op => ReferenceEquals(op, mirror));
        Op[] between = [.. forward.Skip(place + 1), .. reverse.Take(turn)];
        var from = new Dictionary<Value, Op>();
        foreach (Op op in (IEnumerable<Op>)[loop with { Body = new Region(default, default, default) }, .. between])
        {
            foreach (Value result in op.Results.Concat(op.Regions.SelectMany(Inside)))
            {
                from[result] = op;
            }
        }

        HashSet<Op> early = new(ReferenceComparer<Op>.Instance);
        HashSet<Value> needed = FreeUses.Of(mirror.Body);

        // Destinations are cleared before anything is added to them. Adjoints that a later step clears stay where they are.
        foreach (Op op in between.Where(clears.Contains))
        {
            early.Add(op);
            needed.UnionWith(op.Operands);
        }

        if (!needed.All(value => Advance(value, from, early)))
        {
            return;
        }

        // A sum that has begun is added to what the loop sums up from zero.
        var head = between.Where(early.Contains).ToList();
        var inits = new List<Value>();
        var outputs = new List<Value>();
        var additions = new List<Op>();
        for (int i = 0; i < mirror.Inits.Count; i++)
        {
            Value init = mirror.Inits[i], output = mirror.Outputs[i];
            Value zero = numbering.New(output.Type);
            head.Add(new Constant(-1, zero, Intrinsics.DefaultText(output.Type)));
            inits.Add(zero);
            if (definitions.TryGetValue(init, out Op? known) && known is Constant { Text: "0" })
            {
                outputs.Add(output);
                continue;
            }

            outputs.Add(numbering.New(output.Type, output.Name));
            additions.Add(new Apply(mirror.Statement, output, Intrinsics.Add, [init, outputs[i]]));
        }

        var fused = loop with
        {
            Inits = [.. loop.Inits, .. inits],
            Outputs = [.. loop.Outputs, .. outputs],
            Body = new Region(
                [.. loop.Body.Arguments, .. mirror.Body.Arguments.Skip(1)],
                [.. loop.Body.Ops, new Turn(-1), .. mirror.Body.Ops],
                [.. loop.Body.Yields, .. mirror.Body.Yields]),
        };
        forward = [.. forward.Take(place), .. head, fused, .. forward.Skip(place + 1).Where(op => !early.Contains(op))];
        reverse = [.. reverse.Take(turn).Where(op => !early.Contains(op)), .. additions, .. reverse.Skip(turn + 1)];
        ofReverse.UnionWith(head);
        Define(new Region(default, head.ToEquatable(), default));
    }

    /// <summary>Whether a value can be had before the loop; adds what computes it to what has to be moved there.</summary>
    private bool Advance(Value value, Dictionary<Value, Op> from, HashSet<Op> early)
    {
        if (!from.TryGetValue(value, out Op? op) || early.Contains(op))
        {
            return true;
        }

        bool moves = op switch
        {
            Constant => true,
            Apply apply => apply.Function != Rules.UserRule.Function && !Effects.MayThrow(apply),
            Opaque opaque => opaque.Effect == Effect.Pure,

            // Of adjoints: the array that it belongs to has been made or cut out before.
            Allocate made => made.OfAdjoints,
            Slice => ofReverse.Contains(op),
            _ => false,
        };
        if (!moves || !op.Operands.All(operand => Advance(operand, from, early)))
        {
            return false;
        }

        early.Add(op);
        return true;
    }

    private static IEnumerable<Value> Inside(Region region) => region.Ops.SelectMany(static op => op.Results.Concat(op.Regions.SelectMany(Inside)));

    private void Define(Region region)
    {
        foreach (Op op in region.Ops)
        {
            foreach (Value result in op.Results)
            {
                definitions[result] = op;
            }

            foreach (Region inner in op.Regions)
            {
                Define(inner);
            }
        }
    }
}
