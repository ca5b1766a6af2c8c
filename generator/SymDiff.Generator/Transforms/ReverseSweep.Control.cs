using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Transforms;

// Branches, loops and calls. Adjoints of values from outside a region leave it as results of the reversed operation.
internal sealed partial class ReverseSweep
{
    private void Reverse(If branch)
    {
        Value?[] incoming = [.. branch.Outputs.Select(Take)];
        Dictionary<Value, Value> before = adjoints;
        (EquatableArray<Op> Ops, Dictionary<Value, Value> Adjoints) Side(Region region)
        {
            adjoints = new(before);
            int statement = writer.Statement;
            EquatableArray<Op> ops = writer.Collect(() =>
            {
                for (int i = 0; i < incoming.Length; i++)
                {
                    if (incoming[i] is { } adjoint)
                    {
                        Contribute(region.Yields[i], adjoint);
                    }
                }

                Run(region);
            });
            writer.Statement = statement;
            return (ops, adjoints);
        }

        var yes = Side(branch.Then);
        var no = Side(branch.Else);
        adjoints = before;
        var outputs = new List<Value>();
        var yesYields = new List<Value>();
        var noYields = new List<Value>();
        foreach (Value outer in yes.Adjoints.Keys.Union(no.Adjoints.Keys).OrderBy(static v => v.Id))
        {
            yes.Adjoints.TryGetValue(outer, out Value? left);
            no.Adjoints.TryGetValue(outer, out Value? right);
            before.TryGetValue(outer, out Value? old);
            if (left == old && right == old)
            {
                continue;
            }

            // Both sides pass on what came in.
            if (left is not null && left == right)
            {
                adjoints[outer] = left;
                continue;
            }

            Value output = writer.Numbering.New(outer.Type, AdjointName(outer));
            outputs.Add(output);
            yesYields.Add(left ?? writer.Zero(outer.Type));
            noYields.Add(right ?? writer.Zero(outer.Type));
            adjoints[outer] = output;
            if (MayBeZero(left) || MayBeZero(right))
            {
                singularities.NoteZero(output);
            }
        }

        // Without an adjoint there is none: zero.
        bool MayBeZero(Value? adjoint) => adjoint is null || writer.Number(adjoint) == 0 || singularities.MayBeZero(adjoint);

        if (yes.Ops.Count + no.Ops.Count + outputs.Count > 0)
        {
            writer.Add(new If(
                writer.Statement,
                branch.Condition,
                new Region(default, yes.Ops, yesYields.ToEquatable()),
                new Region(default, no.Ops, noYields.ToEquatable()),
                outputs.ToEquatable()) { Mirror = branch.Key });
        }
    }

    private void ReverseLoop(Structured loop, EquatableArray<Value> inits, Region body, int firstCarried, EquatableArray<Value> outputs)
    {
        int[] carried = [.. Enumerable.Range(0, outputs.Count).Where(i => activity.IsActive(outputs[i]) || activity.IsActive(body.Arguments[i + firstCarried]))];
        Value[] outer = [.. FreeUses.Of(body).Where(v => v.Type.IsFloat && activity.IsActive(v)).OrderBy(static v => v.Id)];
        List<Value> starts = [.. carried.Select(i => TakeOrZero(outputs[i]))];
        starts.AddRange(outer.Select(v => Adjoint(v) ?? writer.Zero(v.Type)));
        Value[] arguments =
        [
            .. carried.Select(i => writer.Numbering.New(outputs[i].Type, AdjointName(body.Arguments[i + firstCarried]))),
            .. outer.Select(v => writer.Numbering.New(v.Type, AdjointName(v))),
        ];

        // A loop that does not run leaves its adjoints as they were, an accumulator that starts at zero among them; a round
        // that replaces a value leaves nothing to the one before.
        bool StartsAtZero(int i) => writer.Number(starts[i]) == 0 || singularities.MayBeZero(starts[i]);
        HashSet<int> vanishing = SurelyUsed.Vanishing(body, firstCarried, i => Array.IndexOf(carried, i) is not (>= 0 and var at) || StartsAtZero(at));
        bool MayVanish(int i) => i < carried.Length ? vanishing.Contains(carried[i]) : StartsAtZero(i);
        foreach (int i in Enumerable.Range(0, carried.Length).Where(MayVanish))
        {
            singularities.NoteZero(arguments[i]);
        }

        Dictionary<Value, Value> before = adjoints;
        adjoints = [];
        for (int i = 0; i < outer.Length; i++)
        {
            adjoints[outer[i]] = arguments[carried.Length + i];
        }

        int statement = writer.Statement;
        var yields = new List<Value>();
        Rounds rounds = CountRounds(loop, inits, body);
        EquatableArray<Op> ops = writer.Collect(() =>
        {
            for (int i = 0; i < carried.Length; i++)
            {
                Contribute(body.Yields[carried[i]], arguments[i]);
            }

            Run(body);
            yields.AddRange(carried.Select(i => TakeOrZero(body.Arguments[i + firstCarried])));
            yields.AddRange(outer.Select(v => adjoints[v]));
        });
        writer.Statement = statement;
        adjoints = before;

        // An adjoint that every round hands on as it came needs no carrying: additive accumulators end here.
        Dictionary<Value, Value> map = [];
        var kept = new List<int>();
        for (int i = 0; i < arguments.Length; i++)
        {
            if (yields[i] == arguments[i])
            {
                map[arguments[i]] = starts[i];
            }
            else
            {
                kept.Add(i);
            }
        }

        Value[] results = [.. kept.Select(i => writer.Numbering.New(arguments[i].Type, arguments[i].Name))];
        foreach (int i in Enumerable.Range(0, kept.Count).Where(i => MayVanish(kept[i])))
        {
            singularities.NoteZero(results[i]);
        }

        if (ops.Count > 0 || kept.Count > 0)
        {
            Region region = Rewrite.Substitute(
                new Region([rounds.Index, .. kept.Select(i => arguments[i])], ops, kept.Select(i => yields[i]).ToEquatable()),
                map);
            writer.Add(new For(statement, rounds.Start, rounds.Comparison, rounds.End, rounds.Step, kept.Select(i => starts[i]).ToEquatable(), region, EquatableArray.Of(results)) { Mirror = loop.Key, StepsFirst = rounds.StepsFirst, Recurrences = rounds.Recurrences });
        }

        Value Final(int i) => kept.IndexOf(i) is >= 0 and int at ? results[at] : starts[i];
        for (int i = 0; i < outer.Length; i++)
        {
            if (kept.Contains(carried.Length + i))
            {
                adjoints[outer[i]] = Final(carried.Length + i);
            }
        }

        for (int i = 0; i < carried.Length; i++)
        {
            if (writer.Number(Final(i)) != 0)
            {
                Contribute(inits[carried[i]], Final(i));
            }
        }
    }

    /// <summary>How the rounds are gone through backwards, and what that makes known of the primal's round.</summary>
    private sealed record Rounds(Value Index, Value Start, string Comparison, Value End, long Step, bool StepsFirst, EquatableArray<Recurrence> Recurrences);

    private Rounds CountRounds(Structured loop, EquatableArray<Value> inits, Region body)
    {
        // An integer that grows by the same step every round is computed instead of stored.
        int first = loop is For ? 1 : 0;
        IEnumerable<Recurrence> Growing(long sign, Value? origin) => Enumerable.Range(0, inits.Count)
            .Where(i => ConstantStep(body, i, first) is not null)
            .Select(i => new Recurrence(body.Arguments[i + first], inits[i], sign * ConstantStep(body, i, first)!.Value, origin));
        if (loop is For { Step: 1 or -1 } counted)
        {
            Value index = writer.Numbering.New(counted.Index.Type, counted.Index.Name);
            Recurrence[] same = [new Recurrence(counted.Index, null, 1), .. Growing(counted.Step, writer.Definition(counted.Start) is Constant { Text: "0" } ? null : counted.Start)];
            bool up = counted.Step > 0, inclusive = counted.Comparison.Length > 1;
            if (IsInside(counted.Start, up) && (inclusive || IsInside(counted.End, up)))
            {
                Value last = inclusive ? counted.End : AddInteger(counted.End, up ? -1 : 1);
                return new Rounds(index, last, up ? ">=" : "<=", counted.Start, -counted.Step, false, EquatableArray.Of(same));
            }

            // The bound that the index stops at: a loop that ends does not include the last integer there is.
            Value bound = inclusive ? AddInteger(counted.End, up ? 1 : -1) : counted.End;
            return new Rounds(index, bound, up ? ">" : "<", counted.Start, -counted.Step, true, EquatableArray.Of(same));
        }

        Recurrence[] recurrences = loop is For strided ? [new Recurrence(strided.Index, strided.Start, strided.Step), .. Growing(1, null)] : [.. Growing(1, null)];
        return new Rounds(
            writer.Numbering.New(IrType.Int64, "round"),
            AddInteger(loop.Trips!, -1),
            ">=",
            writer.Zero(IrType.Int64),
            -1,
            false,
            EquatableArray.Of(recurrences));
    }

    private long? ConstantStep(Region body, int carried, int first)
    {
        Value argument = body.Arguments[carried + first], next = body.Yields[carried];
        if (argument.Type.Name is not ("int" or "long"))
        {
            return null;
        }

        while (writer.Definition(next) is Apply { Function: Intrinsics.Copy } copy)
        {
            next = copy.Arguments[0];
        }

        return writer.Definition(next) is Apply { Function: Intrinsics.Add, Attribute: "" } add && body.Ops.Contains(add)
            && add.Arguments[0] == argument && writer.Definition(add.Arguments[1]) is Constant step
            ? long.Parse(step.Text, System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>
    /// Whether a bound of a loop surely has a neighbour on the side that the mirrored loop leaves it to: below it for
    /// a loop that counts up, above it for one that counts down. A length is never negative, and no array is so long.
    /// </summary>
    private bool IsInside(Value bound, bool below) => writer.Definition(bound) switch
    {
        Constant constant => Literal(constant) != (below ? Least(bound.Type) : Greatest(bound.Type)),
        Apply { Function: Intrinsics.Length or Intrinsics.Rows or Intrinsics.Columns } => true,
        Apply { Function: Intrinsics.Copy } copy => IsInside(copy.Arguments[0], below),
        Apply { Function: Intrinsics.Subtract, Attribute: "" } less => IsLength(less.Arguments[0]) && writer.Definition(less.Arguments[1]) is Constant few && Literal(few) >= 0,
        Apply { Function: Intrinsics.Divide } half => IsLength(half.Arguments[0]) && IsLength(half.Arguments[1]),
        _ => false,
    };

    private bool IsLength(Value value) => writer.Definition(value) switch
    {
        Constant constant => Literal(constant) >= 0,
        Apply { Function: Intrinsics.Length or Intrinsics.Rows or Intrinsics.Columns } => true,
        Apply { Function: Intrinsics.Copy } copy => IsLength(copy.Arguments[0]),
        _ => false,
    };

    private static long Literal(Constant constant) => long.Parse(constant.Text, System.Globalization.CultureInfo.InvariantCulture);

    private static long Least(IrType type) => type == IrType.Int64 ? long.MinValue : int.MinValue;

    private static long Greatest(IrType type) => type == IrType.Int64 ? long.MaxValue : int.MaxValue;

    /// <summary>Adds one or subtracts it; at the end of its type an integer wraps around.</summary>
    private Value AddInteger(Value value, int amount)
    {
        if (writer.Definition(value) is Constant constant)
        {
            long sum = unchecked(Literal(constant) + amount);
            return writer.Constant(value.Type, Invariant(value.Type == IrType.Int64 ? sum : unchecked((int)sum)));
        }

        Value one = writer.Constant(value.Type, "1");
        return writer.Define(value.Type, null, r => new Apply(writer.Statement, r, amount < 0 ? Intrinsics.Subtract : Intrinsics.Add, [value, one]));
    }

    private static string Invariant(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // Calls

    private void Reverse(Call call)
    {
        int output = call.Callee.Returns.Count;
        var resultAdjoints = new List<Value>();
        for (int i = 0; i < output; i++)
        {
            Value result = call.Outputs[i];
            if (result.Type.IsFloat)
            {
                resultAdjoints.Add(TakeOrZero(result));
            }
            else if (result.Type.IsFloatBuffer)
            {
                resultAdjoints.Add(shadows.TryGetValue(result, out Value? shadow) ? shadow : NewShadow(result, writer.Extent(result)));
            }
        }

        var passed = new List<Value>();
        var given = new List<Value>();
        var outputs = new List<Value>();
        var after = new List<Action>();
        int argument = 0;
        foreach (Parameter parameter in call.Callee.Parameters)
        {
            foreach (Leaf leaf in parameter.Leaves)
            {
                Value? value = parameter.Passing == Passing.Out ? null : call.Arguments[argument];
                Value? result = parameter.Passing is Passing.Ref or Passing.Out ? call.Outputs[output++] : null;
                bool ruled = call.Callee.Rule is not null;
                if (parameter.Passing is Passing.Value or Passing.In || (parameter.Passing == Passing.Ref && ruled))
                {
                    Value held = call.BackwardArguments[argument];

                    // The rule may write what its target writes, and what is held here may be needed for another row.
                    passed.Add(ruled && leaf.Type.IsBuffer && parameter.Written
                        ? writer.Define(held.Type, null, copy => new Snapshot(writer.Statement, copy, held) { OfAdjoints = true })
                        : held);
                }

                if (value is not null)
                {
                    argument++;
                }

                if (!parameter.Differentiated || (!leaf.Type.IsFloat && !leaf.Type.IsFloatBuffer))
                {
                    continue;
                }

                if (leaf.Type.IsBuffer)
                {
                    given.Add(shadows.TryGetValue(value!, out Value? shadow) ? shadow : NewShadow(value!, writer.Extent(value!)));
                    continue;
                }

                if (parameter.Passing == Passing.Out)
                {
                    given.Add(TakeOrZero(result!));
                    continue;
                }

                bool alone = result is null && call.Arguments.Count(a => a == value) == 1;
                Value start = result is not null ? TakeOrZero(result) : alone ? Take(value!) ?? writer.Zero(leaf.Type) : writer.Zero(leaf.Type);
                Value end = writer.Numbering.New(leaf.Type, activity.IsActive(value!) ? AdjointName(value!) : null);
                given.Add(start);
                outputs.Add(end);
                after.Add(() => Contribute(value!, end));
            }
        }

        if (call.Keeping == Keeping.Recomputed)
        {
            writer.Add(call.Again(writer.Numbering) with { Statement = writer.Statement, IsForwardHalf = true });
        }

        writer.Add(new BackwardCall(writer.Statement, call.Callee, passed.ToEquatable(), resultAdjoints.ToEquatable(), given.ToEquatable(), outputs.ToEquatable()));
        after.ForEach(static action => action());
    }
}
