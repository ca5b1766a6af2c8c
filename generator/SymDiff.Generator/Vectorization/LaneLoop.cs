using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Vectorization;

/// <summary>One loop that <see cref="LaneLoops"/> runs eight rounds at a time.</summary>
/// <remarks>
/// Memory from outside the loop is read as it is; what rounds add to it goes into lanes of its own, which are summed behind
/// the loop. Memory that each round fills anew becomes lanes, too. What a round reads or adds to at a place that moves with
/// the round is put into lanes and taken out of them.
/// </remarks>
internal sealed class LaneLoop
{
    /// <summary>A body with more operations stays alone: twice as long it is more than the runtime's compiler optimises.</summary>
    private const int Largest = 400;

    private readonly For loop;
    private readonly LaneLoops.Facts facts;
    private readonly Numbering numbering;
    private readonly Func<Region, Region> clean;
    private readonly OpWriter writer;
    private readonly Strides strides;
    private readonly HashSet<Value> wide = [];
    private readonly Dictionary<Op, int> crossings = new(ReferenceComparer<Op>.Instance);
    private readonly Dictionary<Value, Use> uses = [];
    private readonly Dictionary<Value, Value> fresh = [];
    private Value rounds;

    private LaneLoop(For loop, LaneLoops.Facts facts, Numbering numbering, Func<Region, Region> clean)
    {
        this.clean = clean;
        this.loop = loop;
        this.facts = facts;
        this.numbering = numbering;
        writer = new OpWriter(numbering, new Dictionary<Value, Op>(facts.Definitions));
        strides = new Strides(loop, facts.Definitions, writer);
        rounds = loop.Start;
    }

    /// <summary>The loop in two; null where its rounds cannot go side by side.</summary>
    public static IReadOnlyList<Op>? Of(For loop, LaneLoops.Facts facts, Numbering numbering, Func<Region, Region> clean) => new LaneLoop(loop, facts, numbering, clean).Split();

    /// <summary>What the body does with memory from outside.</summary>
    [Flags]
    private enum Use
    {
        None = 0,
        Load = 1,
        Store = 2,
        Accumulate = 4,

        // At a place that moves with the round.
        Moving = 8,
        Other = 16,
    }

    private IReadOnlyList<Op>? Split()
    {
        Op[] forward = [.. loop.Body.Ops.TakeWhile(static op => op is not Turn)];
        if (loop is not { Step: 1, Comparison: "<", StepsFirst: false } || loop.Index.Type != IrType.Int32
            || !(facts.Definitions.TryGetValue(loop.Start, out Op? start) && start is Constant { Text: var text } && text[0] != '-')
            || Size(loop.Body) > Largest || !Scan(loop.Body) || !MeetsInSums(forward) || Sums(forward) is not { } sums)
        {
            return null;
        }

        rounds = Compute(IrType.Int32, "global::SymDiff.LaneRounds.ByEight({0}, {1})", loop.Start, loop.End);
        return uses.OrderBy(static use => use.Key.Id).All(use => Place(use.Key, use.Value)) && Copy(sums) is { } copy ? Finish(copy, sums) : null;
    }

    private static int Size(Region region) => region.Ops.Sum(static op => 1 + op.Regions.Sum(Size));

    // What the body does

    private bool Scan(Region region) => region.Ops.All(Scan);

    private bool Scan(Op op)
    {
        bool known = op switch
        {
            Constant or Load or Store or Accumulate or Slice or Clear or Snapshot or If or For or While or Push or Pop or PushSpan or PopSpan or Mark or Release or Turn or Throw => true,
            Apply apply => !Effects.HasEffect(apply),
            Opaque opaque => (opaque.Effect == Effect.Pure || opaque.IsCheck) && !opaque.Template.Contains("this."),
            Allocate made => !made.Escapes,
            _ => false,
        };
        if (!known || op.Results.Any(static v => (v.Type.Element ?? v.Type) is { IsFloat: true } type && type != IrType.Double) || !strides.Visit(op))
        {
            return false;
        }

        switch (op)
        {
            case Load o:
                Note(o.Buffer, Use.Load | (strides.Varies(o.Index) ? Use.Moving : Use.None));
                break;
            case Store o:
                Note(o.Buffer, Use.Store);
                break;
            case Accumulate o:
                Note(o.Buffer, Use.Accumulate | (strides.Varies(o.Index) ? Use.Moving : Use.None));
                break;
            case Slice o when strides.Varies(o.Start):
                Note(o.Buffer, Use.Moving);
                break;
            case Clear o:
                Note(o.Buffer, Use.Other);
                break;
            case Snapshot o:
                Note(o.Buffer, Use.Load);
                break;
            case Opaque or Push or Apply { Function: Intrinsics.Select }:
                foreach (Value buffer in op.Operands.Where(static v => v.Type.IsBuffer))
                {
                    Note(buffer, Use.Other);
                }

                break;
        }

        return op.Regions.All(Scan) && !op.Regions.Any(region => region.Yields.Any(strides.Varies));
    }

    private void Note(Value buffer, Use use)
    {
        foreach (Value root in facts.Roots[buffer])
        {
            uses[root] = (uses.TryGetValue(root, out Use known) ? known : Use.None) | use;
        }
    }

    private bool MeetsInSums(Op[] forward)
    {
        IEnumerable<Op> behind = facts.Region.Ops.SkipWhile(op => !ReferenceEquals(op, loop)).Skip(1);
        return RoundMemory.MeetsInSums(new Region(default, EquatableArray.Of(forward), default), behind, null, facts.Roots, facts.Numbers, facts.Definitions);
    }

    /// <summary>How a number is carried from round to round.</summary>
    private enum Carried
    {
        /// <summary>As it is: no round changes it.</summary>
        Same,

        /// <summary>A sum of the primal's, formed in the order of the rounds.</summary>
        Ordered,

        /// <summary>A sum of adjoints.</summary>
        Free,
    }

    /// <summary>How each carried number is; null where one is carried otherwise.</summary>
    private Carried[]? Sums(Op[] forward)
    {
        var sums = new Sums();
        var carried = new Carried[loop.Outputs.Count];
        var there = new HashSet<Value>(forward.SelectMany(static op => op.Results));
        for (int i = 0; i < carried.Length; i++)
        {
            Value argument = loop.Body.Arguments[i + 1], yielded = loop.Body.Yields[i];
            if (yielded == argument)
            {
                carried[i] = Carried.Same;
                continue;
            }

            if (argument.Type != IrType.Double || sums.Follow(argument, loop.Body) != i)
            {
                return null;
            }

            carried[i] = there.Contains(yielded) ? Carried.Ordered : Carried.Free;
            if (carried[i] == Carried.Ordered && Terms(forward, argument, yielded) != 1)
            {
                return null;
            }
        }

        return carried;
    }

    /// <summary>How many terms a round adds to a sum, one after the other; more than one where it is not as simple as that.</summary>
    private int Terms(Op[] forward, Value argument, Value yielded)
    {
        int terms = 0;
        for (Value value = yielded; value != argument;)
        {
            if (facts.Definitions[value] is not Apply { Function: Intrinsics.Add or Intrinsics.Subtract or Intrinsics.Copy } apply || !forward.Contains(apply, ReferenceComparer<Op>.Instance))
            {
                return 2;
            }

            if (apply.Function == Intrinsics.Copy)
            {
                value = apply.Arguments[0];
                continue;
            }

            terms++;
            bool first = apply.Arguments[0] == argument || Leads(apply.Arguments[0], argument);
            ordered[apply] = first ? 1 : 0;
            value = apply.Arguments[first ? 0 : 1];
        }

        return terms;
    }

    private bool Leads(Value value, Value argument) =>
        value == argument || (facts.Definitions.TryGetValue(value, out Op? op) && op is Apply { Function: Intrinsics.Add or Intrinsics.Subtract or Intrinsics.Copy } apply && apply.Arguments.Any(a => Leads(a, argument)));

    /// <summary>The additions that form a sum of the primal's, and which operand is the term.</summary>
    private readonly Dictionary<Op, int> ordered = new(ReferenceComparer<Op>.Instance);

    // Memory

    /// <summary>Decides where what a round does with memory from outside happens; false where it cannot be side by side.</summary>
    private bool Place(Value root, Use use)
    {
        bool isOutside = !IsInside(root);
        if (!isOutside || (use & ~(Use.Load | Use.Moving)) == 0)
        {
            return isOutside || (use & Use.Moving) == 0;
        }

        bool isPlain = root.Type is { IsMatrix: false, IsHolder: false };
        if (!isPlain || use.HasFlag(Use.Other))
        {
            return false;
        }

        if ((use & Use.Moving) != 0)
        {
            return (use & (Use.Load | Use.Store)) == 0;
        }

        if (use == Use.Accumulate)
        {
            if (root.Type.Element != IrType.Double)
            {
                return false;
            }

            accumulators.Add(root);
            Lend(root);
            return true;
        }

        // What each round fills anew: by lanes where it differs between them.
        if (!facts.Definitions.TryGetValue(root, out Op? made) || made is not Allocate { Escapes: false })
        {
            return false;
        }

        if (root.Type.Element == IrType.Double || root.Type.Element == IrType.Boolean)
        {
            Lend(root);
        }

        return true;
    }

    /// <summary>Makes lanes that stand for memory from outside.</summary>
    private void Lend(Value root)
    {
        Value lent = numbering.New(IrType.Span(root.Type.Element!), (root.Name ?? "buffer") + "Lanes");
        wide.Add(lent);
        fresh[root] = lent;
        lengths.Add((lent, root, null));
    }

    // The body anew

    private For? Copy(Carried[] sums)
    {
        EquatableArray<Value> outputs = loop.Outputs.Select(output => numbering.New(output.Type, output.Name)).ToEquatable();
        if (Copy(loop.Body) is not { } body)
        {
            return null;
        }

        wide.UnionWith(body.Arguments.Skip(1).Where((_, i) => sums[i] == Carried.Free));
        return loop with { Key = -1, Mirror = -1, Step = Lanes, Body = body, Outputs = outputs };
    }

    private const int Lanes = 8;

    private Value Fresh(Value value) => fresh.TryGetValue(value, out Value? copy) ? copy : value;

    private Value Renew(Value value) => fresh[value] = numbering.New(value.Type, value.Name);

    private Region? Copy(Region region)
    {
        // Test and body of a loop share their arguments.
        EquatableArray<Value> arguments = Rewrite.All(region.Arguments, argument => fresh.TryGetValue(argument, out Value? known) ? known : Renew(argument));
        List<Op> ops = [], end = [];
        foreach (Op op in region.Ops)
        {
            if (!Copy(op, ops, end))
            {
                return null;
            }
        }

        return new Region(arguments, [.. ops, .. end], Rewrite.All(region.Yields, Fresh));
    }

    private bool Copy(Op op, List<Op> ops, List<Op> end)
    {
        switch (op)
        {
            case Apply when ordered.TryGetValue(op, out int term):
                var sum = (Apply)op;
                Cross(new Opaque(op.Statement, Renew(sum.Result), sum.Function == Intrinsics.Add ? "global::SymDiff.Lanes.Add({0}, {1})" : "global::SymDiff.Lanes.Subtract({0}, {1})", [Fresh(sum.Arguments[1 - term]), Fresh(sum.Arguments[term])], Effect.Pure, -1), 1, ops);
                return true;
            case Apply { Function: Intrinsics.Convert } convert when strides.Varies(convert.Arguments[0]):
                return strides.Of(convert.Arguments[0]) is { } step && Read(convert, "Steps({0}, {1})", ops, Fresh(convert.Arguments[0]), step);
            case Load load when strides.Varies(load.Index):
                return Reach(load.Buffer, load.Index, null) is { } pace && Read(load, "Load({0}, {1}, {2})", ops, load.Buffer, Fresh(load.Index), pace);
            case Accumulate add when strides.Varies(add.Index):
                if (Reach(add.Buffer, add.Index, null) is not { } stride)
                {
                    return false;
                }

                Cross(new Opaque(op.Statement, null, "global::SymDiff.LaneRounds.Add({0}, {1}, {2}, {3})", [add.Buffer, Fresh(add.Index), stride, Fresh(add.Value)], Effect.Acts, -1), 3, ops);
                return true;
            case Accumulate add when Moves(add.Buffer) && !windows.Contains(Fresh(add.Buffer)):
                Cross(new Opaque(op.Statement, null, "{0}[{1}] += global::SymDiff.Lanes.Sum({2})", [Fresh(add.Buffer), Fresh(add.Index), Fresh(add.Value)], Effect.Acts, -1), 2, ops);
                return true;
            case Slice slice when strides.Varies(slice.Start):
                return Window(slice, ops, end);
            case Structured:
                bool copies = true;
                var copied = new List<Region>();
                Op structured = Rewrite.Map(op, Fresh, static v => v, inner =>
                {
                    Region? copy = Copy(inner);
                    copies &= copy is not null;
                    return copy ?? inner;
                });
                ops.Add(Rewrite.Map(structured, static v => v, Renew, static r => r));
                return copies;
            case Push push:
                ops.Add(push with { Values = Rewrite.All(push.Values, Fresh), Popped = Rewrite.All(push.Popped, Renew) });
                return true;
            case PushSpan push:
                ops.Add(push with { Result = Renew(push.Result), Count = Fresh(push.Count), Popped = Renew(push.Popped) });
                return true;
            case Pop or PopSpan:
                // Named where they are pushed.
                ops.Add(Rewrite.Map(op, Fresh, Fresh, static r => r));
                return true;
            default:
                ops.Add(Rewrite.Map(op, Fresh, Renew, static r => r));
                return true;
        }
    }

    private bool Moves(Value buffer) => facts.Roots[buffer].Any(root => uses.TryGetValue(root, out Use use) && use.HasFlag(Use.Moving));

    private void Cross(Opaque op, int lanes, List<Op> ops)
    {
        crossings.Add(op, lanes);
        ops.Add(op);
    }

    private bool Read(Op op, string template, List<Op> ops, params Value[] arguments)
    {
        Value result = Renew(op.Results.First());
        wide.Add(result);
        Cross(new Opaque(op.Statement, result, "global::SymDiff.LaneRounds." + template, EquatableArray.Of(arguments), Effect.Pure, -1), -1, ops);
        return true;
    }

    /// <summary>
    /// How far the places of two rounds lie apart, once it is certain that all rounds find theirs; null where that is not known
    /// before the loop.
    /// </summary>
    private Value? Reach(Value buffer, Value index, Value? width)
    {
        if (IsInside(buffer) || buffer.Type.IsHolder || buffer.Type.Element != IrType.Double || strides.First(index) is not { } first || strides.Of(index) is not { } stride)
        {
            return null;
        }

        if (reaches.Any(reach => reach.Buffer == buffer && reach.Width == width && facts.Numbers.AreSame(reach.Index, index)))
        {
            return stride;
        }

        reaches.Add((buffer, index, width));
        Value length = writer.Apply(Intrinsics.Length, IrType.Int32, buffer);
        rounds = width is null
            ? Compute(IrType.Int32, "global::SymDiff.LaneRounds.Within({0}, {1}, {2}, {3})", rounds, length, first, stride)
            : Compute(IrType.Int32, "global::SymDiff.LaneRounds.Within({0}, {1}, {2}, {3}, {4})", rounds, length, first, stride, width);
        return stride;
    }

    /// <summary>A window that moves with the round becomes lanes, a row of each; what rounds add there goes back at the end.</summary>
    private bool Window(Slice slice, List<Op> ops, List<Op> end)
    {
        if (slice.Length is null || strides.First(slice.Length) is not { } width || Reach(slice.Buffer, slice.Start, width) is not { } stride)
        {
            return false;
        }

        Value rows = numbering.New(IrType.Span(slice.Buffer.Type.Element!), slice.Result.Name ?? "rows");
        wide.Add(rows);
        windows.Add(rows);
        lengths.Add((rows, null, width));
        fresh[slice.Result] = rows;
        if (uses[facts.Roots[slice.Buffer][0]].HasFlag(Use.Accumulate))
        {
            ops.Add(new Clear(slice.Statement, rows));
            Cross(new Opaque(slice.Statement, null, "global::SymDiff.LaneRounds.Scatter({0}, {1}, {2}, {3})", [rows, slice.Buffer, Fresh(slice.Start), stride], Effect.Acts, -1), -1, end);
        }
        else
        {
            Cross(new Opaque(slice.Statement, null, "global::SymDiff.LaneRounds.Gather({0}, {1}, {2}, {3})", [slice.Buffer, Fresh(slice.Start), stride, rows], Effect.Acts, -1), -1, ops);
        }

        return true;
    }

    // The two loops

    private IReadOnlyList<Op>? Finish(For copy, Carried[] sums)
    {
        if (lengths.Count > 0)
        {
            string sizes = string.Join(" + ", lengths.Select(static (it, i) => "{" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) + "}" + (it.Root is null ? "" : ".Length")));
            rounds = Compute(IrType.Int32, "global::SymDiff.LaneRounds.Affordable({0}, " + (lengths.Count > 1 ? "(long)" : "") + sizes + ")", [rounds, .. lengths.Select(static it => it.Width ?? it.Root!)]);
        }

        rounds = writer.Copy(rounds, "rounds");
        Value end = strides.Sum(loop.Start, rounds), zero = numbering.New(IrType.Double), none = writer.Constant(IrType.Int32, "0");
        copy = copy with { End = end, Inits = loop.Inits.Select((init, i) => sums[i] == Carried.Free ? zero : init).ToEquatable() };
        if (Widening.Of(new Region(default, [new Constant(-1, zero, "0"), copy], copy.Outputs), wide, numbering, crossings) is not { } widened)
        {
            return null;
        }

        HashSet<Value> lanes = [.. lengths.Select(static it => it.Lanes with { Type = it.Lanes.Type.Widened })];
        if (FreeUses.Of(widened).Any(value => (value.Type.Element ?? value.Type).Kind is Kind.Lanes or Kind.Mask && !lanes.Contains(value)))
        {
            return null;
        }

        // Where there are such rounds, they have a method of their own.
        int[] changed = [.. Enumerable.Range(0, sums.Length).Where(i => sums[i] != Carried.Same)];
        Value[] results = [];
        EquatableArray<Op> part = writer.Collect(() =>
        {
            foreach ((Value lent, Value? root, Value? width) in lengths)
            {
                writer.Add(new Allocate(-1, lent with { Type = lent.Type.Widened }, width ?? writer.Apply(Intrinsics.Length, IrType.Int32, root!), Escapes: false) { OfAdjoints = true });
            }

            foreach (Op op in widened.Ops)
            {
                writer.Add(op);
            }

            foreach (Value root in accumulators)
            {
                writer.Add(new Opaque(-1, null, "global::SymDiff.LaneRounds.Sum({0}, {1})", [fresh[root] with { Type = fresh[root].Type.Widened }, root], Effect.Acts, -1));
            }

            results = [.. changed.Select(i => sums[i] == Carried.Free ? Compute(IrType.Double, "global::SymDiff.Lanes.Sum({0})", widened.Yields[i]) : widened.Yields[i])];
        });
        Region body = Closed(clean(new Region(default, part, EquatableArray.Of(results))));
        Value[] outputs = [.. results.Select(result => numbering.New(result.Type))];
        Value[] taken = [];
        EquatableArray<Op> call = writer.Collect(() =>
        {
            writer.Add(new Outlined(loop.Statement, "SideBySide", body.Arguments, body, EquatableArray.Of(outputs)));
            taken = [.. changed.Select((i, at) => sums[i] == Carried.Free && !(writer.Definition(loop.Inits[i]) is Constant { Text: "0" }) ? writer.Apply(Intrinsics.Add, loop.Inits[i], outputs[at]) : outputs[at])];
        });
        Value any = writer.Apply(Intrinsics.Greater, IrType.Boolean, rounds, none);
        Value[] inits = [.. loop.Inits];
        Value[] chosen = [.. changed.Select(i => numbering.New(loop.Inits[i].Type, loop.Inits[i].Name))];
        writer.Add(new If(loop.Statement, any, new Region(default, call, EquatableArray.Of(taken)), new Region(default, default, changed.Select(i => loop.Inits[i]).ToEquatable()), EquatableArray.Of(chosen)));
        for (int at = 0; at < changed.Length; at++)
        {
            inits[changed[at]] = chosen[at];
        }

        return [.. writer.Ops, loop with { Start = end, Inits = EquatableArray.Of(inits) }];
    }

    /// <summary>A region that reads nothing but its arguments: literals are written again.</summary>
    private Region Closed(Region region)
    {
        Value[] free = [.. FreeUses.Of(region).OrderBy(static value => value.Id)];
        Op? Literal(Value value) => writer.Definition(value) is Constant constant ? constant with { Statement = -1 } : null;
        return new Region(
            free.Where(value => Literal(value) is null).ToEquatable(),
            [.. free.Select(Literal).OfType<Op>(), .. region.Ops],
            region.Yields);
    }

    private Value Compute(IrType type, string template, params Value[] arguments) =>
        writer.Define(type, null, result => new Opaque(-1, result, template, EquatableArray.Of(arguments), Effect.Pure, -1));

    private readonly List<(Value Lanes, Value? Root, Value? Width)> lengths = [];
    private readonly List<(Value Buffer, Value Index, Value? Width)> reaches = [];
    private readonly HashSet<Value> windows = [];
    private readonly List<Value> accumulators = [];
    private HashSet<Value>? inside;

    private bool IsInside(Value value) => (inside ??= [.. Inside(loop.Body)]).Contains(value);

    private static IEnumerable<Value> Inside(Region region) => region.Arguments.Concat(region.Ops.SelectMany(static op => op.Results.Concat(op.Regions.SelectMany(Inside))));
}
