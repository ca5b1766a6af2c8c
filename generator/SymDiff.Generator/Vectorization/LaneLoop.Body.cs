using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Vectorization;

// The body once more, on lanes, and the two loops that the loop becomes.
internal sealed partial class LaneLoop
{
    private For? Copy(Carried[] sums)
    {
        EquatableArray<Value> outputs = loop.Outputs.Select(output => numbering.New(output.Type, output.Name)).ToEquatable();
        List<Op> beginning = [];
        Value index = loop.Index with { Id = numbering.New(loop.Index.Type).Id };
        if (!turns)
        {
            Begin(index, beginning);
        }

        if (Copy(loop.Body) is not { } body)
        {
            return null;
        }

        Value[] carried = [.. body.Arguments.Skip(1)];
        wide.UnionWith(carried.Where((_, i) => sums[i] == Carried.Free));
        if (!turns)
        {
            List<Op> ops = [.. beginning, .. body.Ops];
            End(ops);
            Value[] kept = [.. body.Yields.Select((yielded, i) => sums[i] == Carried.Free ? Here(yielded, carried[i], ops) : yielded)];
            body = new Region([index, .. carried], ops.ToEquatable(), EquatableArray.Of(kept));
        }

        Value[] before = [.. stencils.All.SelectMany(static stencil => stencil.Before.Values)], last = [.. stencils.All.SelectMany(static stencil => stencil.Terms.Where(static term => term.Key > 0).Select(static term => term.Value))];
        body = body with { Arguments = [.. body.Arguments, .. before], Yields = [.. body.Yields, .. last] };
        return loop with { Key = -1, Mirror = -1, Recurrences = default, Step = IrType.LaneCount, Body = body, Outputs = [.. outputs, .. before.Select(value => numbering.New(value.Type))] };
    }

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
                bool adds = sum.Function == Intrinsics.Add;
                Value terms = Here(Fresh(sum.Arguments[term]), ops, adds ? "-0" : "0");
                Cross(new Opaque(op.Statement, Renew(sum.Result), adds ? "global::SymDiff.Lanes.Add({0}, {1})" : "global::SymDiff.Lanes.Subtract({0}, {1})", [Fresh(sum.Arguments[1 - term]), terms], Effect.Pure, -1), 1, ops);
                return true;
            case Apply { Function: Intrinsics.Convert } convert when strides.Varies(convert.Arguments[0]):
                return strides.Of(convert.Arguments[0]) is { } step && Read(convert, "Steps({0}, {1})", ops, Fresh(convert.Arguments[0]), step);
            case Load or Store or Accumulate when keptInPlace.Contains(op.Operands.First()):
                return KeepInPlace(op, ops);
            case Load load when strides.Varies(load.Index):
                return Reach(load.Buffer, load.Index, null) is { } pace && Read(load, "Load({0}, {1}, {2})", ops, load.Buffer, Fresh(load.Index), pace);
            case Store store when strides.Varies(store.Index):
                if (Reach(store.Buffer, store.Index, null) is null)
                {
                    return false;
                }

                Cross(new Opaque(op.Statement, null, "global::SymDiff.LaneRounds.Store({0}, {1}, {2}" + (done is null ? ")" : ", {3})"), [store.Buffer, Fresh(store.Index), Fresh(store.Value), .. done is null ? (Value[])[] : [done]], Effect.Acts, -1), 2, ops);
                return true;
            case Accumulate add when stencils.Of(add) is { } stencil && !own.Has(facts.Roots[add.Buffer][0]):
                return Join(stencil, add, ops);
            case Accumulate add when strides.Varies(add.Index):
                if (Reach(add.Buffer, add.Index, null) is not { } stride)
                {
                    return false;
                }

                Cross(new Opaque(op.Statement, null, "global::SymDiff.LaneRounds.Add({0}, {1}, {2}, {3})", [add.Buffer, Fresh(add.Index), stride, Here(Fresh(add.Value), ops)], Effect.Acts, -1), 3, ops);
                return true;
            case Accumulate add when !turns || (Moves(add.Buffer) && !windows.Contains(Fresh(add.Buffer))):
                Cross(new Opaque(op.Statement, null, "{0}[{1}] += global::SymDiff.Lanes.Sum({2})", [Fresh(add.Buffer), Fresh(add.Index), Here(Fresh(add.Value), ops)], Effect.Acts, -1), 2, ops);
                return true;
            case Slice slice when strides.Varies(slice.Start):
                return Window(slice, ops, end);
            case Slice slice when windows.Contains(Fresh(slice.Buffer)):
                ops.Add(Rewrite.Map(slice, Fresh, Renew, static r => r));
                windows.Add(Fresh(slice.Result));
                return true;
            case Structured:
                bool copies = true;
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

    /// <summary>Adds to what the round adds at the place; with the last of the places all of it goes to memory.</summary>
    private bool Join(Stencils.Stencil stencil, Accumulate add, List<Op> ops)
    {
        if (Reach(add.Buffer, add.Index, null) is null)
        {
            return false;
        }

        int offset = stencil.Places.First(place => ReferenceEquals(place.Op, add)).Offset;
        stencil.Terms[offset] = stencil.Terms.TryGetValue(offset, out Value? sofar) ? Sum(sofar, add, ops) : Fresh(add.Value);
        if (!stencil.IsLast(add))
        {
            return true;
        }

        Value total = stencil.Terms[0];
        foreach (int place in stencil.Offsets.Where(static place => place > 0))
        {
            Value before = stencil.Before[place] = numbering.New(IrType.Double, "before"), moved = numbering.New(IrType.Double, "moved");
            wide.Add(before);
            wide.Add(moved);
            Cross(new Opaque(add.Statement, moved, "global::SymDiff.LaneRounds.Behind({0}, {1}, " + place.ToString(System.Globalization.CultureInfo.InvariantCulture) + ")", [before, stencil.Terms[place]], Effect.Pure, -1), 1, ops);
            Value sum = numbering.New(IrType.Double);
            ops.Add(new Apply(add.Statement, sum, Intrinsics.Add, [total, moved]));
            total = sum;
        }

        Cross(new Opaque(add.Statement, null, "global::SymDiff.LaneRounds.Add({0}, {1}, 1, {2})", [add.Buffer, Fresh(stencil.First), total], Effect.Acts, -1), 2, ops);
        return true;
    }

    /// <summary>A number and what is added to it.</summary>
    private Value Sum(Value sofar, Accumulate add, List<Op> ops)
    {
        Value? negated = facts.Definitions.TryGetValue(add.Value, out Op? op) && op is Apply { Function: Intrinsics.Negate } negate ? negate.Arguments[0] : null;
        Value sum = numbering.New(IrType.Double);
        ops.Add(new Apply(add.Statement, sum, negated is null ? Intrinsics.Add : Intrinsics.Subtract, [sofar, Fresh(negated ?? add.Value)]));
        return sum;
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
        if (IsInside(buffer) || buffer.Type.IsHolder || buffer.Type.Element != IrType.Double || strides.First(index) is not { } first || strides.Of(index) is not { } stride
            || !(turns || strides.IsOne(stride)))
        {
            return null;
        }

        if (!turns && index == loop.Index && IsAsLong(buffer))
        {
            return stride;
        }

        if (reaches.Any(reach => reach.Buffer == buffer && reach.Width == width && facts.Numbers.AreSame(reach.Index, index)))
        {
            return stride;
        }

        reaches.Add((buffer, index, width));
        Value length = writer.Apply(Intrinsics.Length, IrType.Int32, buffer);
        Narrow(width is null ? "Within({0}, {1}, {2}, {3})" : "Within({0}, {1}, {2}, {3}, {4})", [rounds, length, first, stride, .. width is null ? (Value[])[] : [width]]);
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
        if (own.Has(facts.Roots[slice.Buffer][0]))
        {
            if (!own.IsOverwritten(slice))
            {
                Gather();
            }

            Cross(new Opaque(slice.Statement, null, "global::SymDiff.LaneRounds.Return({0}, {1}, {2})", [rows, slice.Buffer, Fresh(slice.Start)], Effect.Acts, -1), -1, end);
        }
        else if (uses[facts.Roots[slice.Buffer][0]].HasFlag(Use.Accumulate))
        {
            ops.Add(new Clear(slice.Statement, rows));
            Cross(new Opaque(slice.Statement, null, "global::SymDiff.LaneRounds.Scatter({0}, {1}, {2}, {3})", [rows, slice.Buffer, Fresh(slice.Start), stride], Effect.Acts, -1), -1, end);
        }
        else
        {
            Gather();
        }

        return true;

        void Gather() => Cross(new Opaque(slice.Statement, null, "global::SymDiff.LaneRounds.Gather({0}, {1}, {2}, {3})", [slice.Buffer, Fresh(slice.Start), stride, rows], Effect.Acts, -1), -1, ops);
    }

    // The two loops

    private IReadOnlyList<Op>? Finish(For copy, Carried[] sums)
    {
        if (lengths.Count > 0)
        {
            string sizes = string.Join(" + ", lengths.Select(static (it, i) => "{" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) + "}" + (it.Root is null ? "" : ".Length")));
            Narrow("Affordable({0}, " + (lengths.Count > 1 ? "(long)" : "") + sizes + ")", [rounds, .. lengths.Select(static it => it.Width ?? it.Root!)]);
        }

        Value end = strides.Sum(loop.Start, rounds), zero = numbering.New(IrType.Double), none = writer.Constant(IrType.Int32, "0");
        copy = copy with { End = turns ? end : loop.End, Inits = [.. loop.Inits.Select((init, i) => sums[i] == Carried.Free ? zero : init), .. copy.Outputs.Skip(sums.Length).Select(_ => zero)] };
        if (Widening.Of(new Region(default, [new Constant(-1, zero, "0"), copy], copy.Outputs), wide, numbering, crossings, fastMath) is not { } widened)
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

            int carried = sums.Length;
            foreach (Stencils.Stencil stencil in stencils.All)
            {
                foreach (int place in stencil.Before.Keys)
                {
                    // The round behind the last would be the first whose place this is.
                    Value behind = strides.Sum(strides.First(stencil.First)!, rounds);
                    writer.Add(new Opaque(-1, null, "global::SymDiff.LaneRounds.AddLast({0}, {1}, " + place.ToString(System.Globalization.CultureInfo.InvariantCulture) + ", {2})", [stencil.Places[0].Op.Buffer, behind, widened.Yields[carried++]], Effect.Acts, -1));
                }
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

        return [.. writer.Ops, ReferenceEquals(loop, original) ? loop with { Start = end, Inits = EquatableArray.Of(inits) } : original with { End = end, Inits = EquatableArray.Of(inits) }];
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

    /// <summary>How many rounds go side by side, where that is not as many as before.</summary>
    private void Narrow(string template, params Value[] arguments) =>
        rounds = writer.Define(IrType.Int32, "rounds", result => new Opaque(-1, result, "global::SymDiff.LaneRounds." + template, EquatableArray.Of(arguments), Effect.Pure, -1));

    private Value Compute(IrType type, string template, params Value[] arguments) =>
        writer.Define(type, null, result => new Opaque(-1, result, template, EquatableArray.Of(arguments), Effect.Pure, -1));

    private bool IsInside(Value value) => (inside ??= [.. Inside(loop.Body)]).Contains(value);

    private static IEnumerable<Value> Inside(Region region) => region.Arguments.Concat(region.Ops.SelectMany(static op => op.Results.Concat(op.Regions.SelectMany(Inside))));
}
