using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Caching;

/// <summary>
/// Makes available to the reverse sweep the values of the forward sweep that it reads: kept, recomputed or stored.
/// </summary>
/// <remarks>
/// <para>
/// A region of the reverse sweep may read values of the region it mirrors and of those around that. Where both sweeps
/// stand in one method, straight-line values are simply still there, and those of a branch become results of the
/// branch. Across rounds of a loop, and between two methods, a value goes over the workspace's stack: pushed at the end
/// of the region, popped at the start of its mirror; innermost, where the index of a loop counts its rounds, the values
/// of all rounds lie in a span there. What costs no more than <see cref="Budget"/> to compute again from
/// values that are available is recomputed instead.
/// </para>
/// <para>Every region's pushes and pops mirror each other, so the stack needs no positions.</para>
/// </remarks>
internal sealed class Cache
{
    /// <summary>In units of one addition: a push, a pop and the memory between cost about this.</summary>
    internal const int Budget = 4;

    private readonly Memory memory;
    private readonly Numbering numbering;

    private readonly bool recompute;

    // A loop that starts at zero or one: its index is a place in a row, of which one at most is left empty.
    private readonly HashSet<Value> starts = [];

    private Cache(Memory memory, Numbering numbering, bool recompute)
    {
        this.recompute = recompute;
        this.memory = memory;
        this.numbering = numbering;
    }

    /// <summary>Both sweeps in one method.</summary>
    public static (Region Forward, Region Reverse) Joint(Region forward, Region reverse, Memory memory, Numbering numbering, bool recompute)
    {
        var cache = new Cache(memory, numbering, recompute);
        cache.FindStarts(forward);
        return cache.Inner(forward, reverse, keepsLocals: true);
    }

    /// <summary>Two methods that meet at the workspace.</summary>
    public static (Region Forward, Region Reverse) Split(
        Region forward,
        Region reverse,
        Memory memory,
        Numbering numbering,
        bool recompute,
        IReadOnlyCollection<Value> shared)
    {
        var cache = new Cache(memory, numbering, recompute);
        cache.FindStarts(forward);
        (forward, reverse) = cache.Inner(forward, reverse, keepsLocals: false);
        return cache.OverStack(forward, reverse, shared, ownsArrays: true);
    }

    private void FindStarts(Region region)
    {
        foreach (Op op in region.Ops)
        {
            if (op is Constant { Text: "0" or "1" } constant)
            {
                starts.Add(constant.Result);
            }

            foreach (Region inner in op.Regions)
            {
                FindStarts(inner);
            }
        }
    }

    /// <summary>Provides for every region inside, innermost first.</summary>
    private (Region Forward, Region Reverse) Inner(Region forward, Region reverse, bool keepsLocals)
    {
        var ops = forward.Ops.Select(Fused).ToList();
        var places = new Dictionary<int, int>();
        for (int i = 0; i < ops.Count; i++)
        {
            if (ops[i] is Structured structured && !places.ContainsKey(structured.Key))
            {
                places.Add(structured.Key, i);
            }
        }

        var mirrors = new List<Op>();
        var inFront = new Dictionary<int, Op[]>();
        foreach (Op op in reverse.Ops)
        {
            if (op is not Structured { Mirror: >= 0 } mirror || !places.TryGetValue(mirror.Mirror, out int at))
            {
                mirrors.Add(op);
                continue;
            }

            switch (ops[at], op)
            {
                case (If branch, If reversed):
                    (ops[at], Op result) = Branch(branch, reversed, keepsLocals);
                    mirrors.Add(result);
                    break;
                case (For loop, For reversed):
                    (Region body, Region back) = Body(loop.Body, reversed, HasRow(loop) ? loop.End : null, out IReadOnlyList<(Op Push, Op Pop)> rows);
                    ops[at] = loop with { Body = body };
                    inFront.Add(at, [.. rows.Select(static row => row.Push)]);
                    mirrors.AddRange(rows.Reverse().Select(static row => row.Pop));
                    mirrors.Add(reversed with { Body = back });
                    break;
                case (While loop, For reversed):
                    (Region rounds, Region backwards) = Body(loop.Body, reversed, null, out _);
                    ops[at] = loop with { Body = rounds };
                    mirrors.Add(reversed with { Body = backwards });
                    break;
                default:
                    throw new InvalidOperationException("A region is mirrored by an operation of another kind.");
            }
        }

        IEnumerable<Op> all = ops.SelectMany((op, i) => inFront.TryGetValue(i, out Op[]? before) ? [.. before, op] : (Op[])[op]);
        return (forward with { Ops = all.ToEquatable() }, reverse with { Ops = mirrors.ToEquatable() });
    }

    /// <summary>A loop whose rounds are run backwards at once: within a round, straight-line values are still there.</summary>
    private Op Fused(Op op)
    {
        if (op is not For { Turns: true, Body: var body } loop)
        {
            return op;
        }

        (Region forward, Region reverse) = Inner(
            new Region(body.Arguments, [.. loop.There], default),
            new Region(default, [.. loop.Back], body.Yields),
            keepsLocals: true);
        Op[] round = [.. forward.Ops, new Turn(-1), .. reverse.Ops];
        foreach (bool adjoints in (bool[])[false, true])
        {
            if (Arrays.Lends(body, adjoints))
            {
                Value level = numbering.New(IrType.Int64, adjoints ? "adjointLevel" : "level");
                round = [new Mark(-1, level) { OfAdjoints = adjoints }, .. round, new Release(-1, level) { OfAdjoints = adjoints }];
            }
        }

        return loop with { Body = body with { Ops = EquatableArray.Of(round) } };
    }

    /// <param name="count">How many rounds there are at most, where the index of the loop counts them; null for a loop of another kind.</param>
    /// <param name="rows">What to put in front of the loop and of its mirror: room for a value of each round.</param>
    private (Region Forward, Region Reverse) Body(Region forward, For mirror, Value? count, out IReadOnlyList<(Op Push, Op Pop)> rows)
    {
        (forward, Region reverse) = Inner(forward, mirror.Body, keepsLocals: false);
        var made = new List<(Op Push, Op Pop)>();
        rows = made;
        return OverStack(forward, reverse, [], ownsArrays: true, mirror, count is null ? null : new Rows(forward.Arguments[0], count, made));
    }

    /// <summary>Where the values of all rounds of a loop go, and which round it is.</summary>
    private sealed record Rows(Value Index, Value Count, List<(Op Push, Op Pop)> Made);

    /// <summary>Whether the index of a loop is the place of a round's value in a row.</summary>
    private bool HasRow(For loop) => loop is { Step: 1, Comparison: "<", StepsFirst: false } && loop.Index.Type == IrType.Int32
        && starts.Contains(loop.Start);

    /// <summary>Whether a value can lie in a row: a plain number, whose size is known.</summary>
    private static bool IsPlain(Value value) => value.Type.Kind == Kind.Boolean || value.Type == IrType.Int32 || value.Type == IrType.Int64 || value.Type == IrType.Double || value.Type == IrType.Single;

    /// <summary>Whether a reverse sweep finds what it reads on the workspace's stack, where it can be read once.</summary>
    public static bool TakesFromWorkspace(Region reverse) => !IsOffStack(reverse);

    /// <summary>Whether a region leaves the stack alone.</summary>
    private static bool IsOffStack(Region region) => region.Ops.All(static op =>
        op is not (Push or Pop or PushSpan or PopSpan or Call or BackwardCall) && op.Regions.All(IsOffStack));

    /// <summary>Writes what follows from the number of the round, as far as it is read.</summary>
    private void Recur(For mirror, Plan plan, List<Op> head, Dictionary<Value, Value> map)
    {
        foreach (Recurrence recurrence in mirror.Recurrences.Where(r => plan.Recurring.Contains(r.Value)))
        {
            if (recurrence.Start is null)
            {
                map[recurrence.Value] = mirror.Index;
                continue;
            }

            IrType type = recurrence.Value.Type;
            Value Define(string? name, Func<Value, Op> op)
            {
                Value result = numbering.New(type, name);
                head.Add(op(result));
                return result;
            }

            Value Typed(Value value) => value.Type == type ? value : Define(null, r => new Apply(-1, r, Intrinsics.Convert, [value]));
            Value index = Typed(mirror.Index);
            Value round = recurrence.Origin is { } origin ? Define(null, r => new Apply(-1, r, Intrinsics.Subtract, [index, Typed(origin)])) : index;
            Value step = Define(null, r => new Constant(-1, r, recurrence.Step.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            Value offset = recurrence.Step == 1 ? round : Define(null, r => new Apply(-1, r, Intrinsics.Multiply, [step, round]));
            map[recurrence.Value] = Define(recurrence.Value.Name, r => new Apply(-1, r, Intrinsics.Add, [recurrence.Start, offset]));
        }
    }

    private (If Forward, If Reverse) Branch(If forward, If reverse, bool keepsLocals)
    {
        (Region yes, Region yesBack) = Inner(forward.Then, reverse.Then, keepsLocals);
        (Region no, Region noBack) = Inner(forward.Else, reverse.Else, keepsLocals);
        if (!keepsLocals)
        {
            (yes, yesBack) = OverStack(yes, yesBack, [], ownsArrays: false);
            (no, noBack) = OverStack(no, noBack, [], ownsArrays: false);
            return (forward with { Then = yes, Else = no }, reverse with { Then = yesBack, Else = noBack });
        }

        var outputs = forward.Outputs.ToList();
        Hoist(ref yes, ref yesBack, ref no, outputs);
        Hoist(ref no, ref noBack, ref yes, outputs);
        return (forward with { Then = yes, Else = no, Outputs = outputs.ToEquatable() }, reverse with { Then = yesBack, Else = noBack });
    }

    /// <summary>Lets values of a branch live on as results of the branch.</summary>
    private void Hoist(ref Region forward, ref Region reverse, ref Region other, List<Value> outputs)
    {
        Plan plan = MakePlan(forward, reverse, [], null);
        var map = new Dictionary<Value, Value>();
        var yields = forward.Yields.ToList();
        var otherOps = other.Ops.ToList();
        var otherYields = other.Yields.ToList();
        var pushed = new List<Value>();
        foreach (Value value in plan.Stored)
        {
            if (value.Type.IsBuffer)
            {
                pushed.Add(value);
                continue;
            }

            Value output = numbering.New(value.Type, value.Name ?? Naming.Suggest(plan.Definition(value))), nothing = numbering.New(value.Type);
            map[value] = output;
            outputs.Add(output);
            yields.Add(value);
            otherOps.Add(new Constant(-1, nothing, Intrinsics.DefaultText(value.Type)));
            otherYields.Add(nothing);
        }

        forward = forward with { Yields = yields.ToEquatable() };
        other = other with { Ops = otherOps.ToEquatable(), Yields = otherYields.ToEquatable() };
        (forward, reverse) = Transfer(forward, reverse, pushed, plan, map, null);
    }

    /// <summary>Sends values over the stack, and lets go of lent arrays when the mirror is through.</summary>
    private (Region Forward, Region Reverse) OverStack(Region forward, Region reverse, IReadOnlyCollection<Value> shared, bool ownsArrays, For? mirror = null, Rows? rows = null)
    {
        Plan plan = MakePlan(forward, reverse, shared, mirror);
        var stored = plan.Stored.ToList();
        if (ownsArrays && Arrays.Lends(reverse, adjoints: true))
        {
            Value level = numbering.New(IrType.Int64, "adjointLevel");
            reverse = reverse with
            {
                Ops = [new Mark(-1, level) { OfAdjoints = true }, .. reverse.Ops, new Release(-1, level) { OfAdjoints = true }],
            };
        }

        if (ownsArrays && Arrays.Lends(forward))
        {
            Value level = numbering.New(IrType.Int64, "level");
            bool outlives = stored.Any(static v => v.Type.IsBuffer) || Arrays.LendsBeyond(forward);
            forward = forward with { Ops = outlives ? [new Mark(-1, level), .. forward.Ops] : [new Mark(-1, level), .. forward.Ops, new Release(-1, level)] };
            if (outlives)
            {
                reverse = reverse with { Ops = [.. reverse.Ops, new Release(-1, level)] };
                stored.Add(level);
            }
        }

        var map = new Dictionary<Value, Value>();
        var head = new List<Op>();
        if (rows is not null && stored.All(IsPlain) && IsOffStack(forward) && IsOffStack(reverse))
        {
            // What the region was given comes first, before it is overwritten.
            List<Op> first = [], last = [];
            foreach (Value value in stored)
            {
                string name = value.Name ?? Naming.Suggest(plan.Definition(value)) ?? "value";
                Value written = numbering.New(IrType.Span(value.Type), name + "Cache"), read = numbering.New(written.Type, written.Name);
                map[value] = numbering.New(value.Type, name);
                (forward.Arguments.Contains(value) ? first : last).Add(new Store(-1, written, rows.Index, value));
                head.Add(new Load(-1, map[value], read, mirror!.Index) { IsInside = true });
                rows.Made.Add((new PushSpan(-1, written, rows.Count, rows.Made.Count == 0 ? stored.Count - 1 : 0, read), new PopSpan(-1, read, rows.Count)));
            }

            forward = forward with { Ops = [.. first, .. forward.Ops, .. last] };
            stored = [];
        }

        return Transfer(forward, reverse, stored, plan, map, mirror, head);
    }

    private (Region Forward, Region Reverse) Transfer(Region forward, Region reverse, List<Value> stored, Plan plan, Dictionary<Value, Value> map, For? mirror, List<Op>? loads = null)
    {
        List<Op> head = loads ?? [];
        if (stored.Count > 0)
        {
            Value[] popped = [.. stored.Select(v => numbering.New(Arrays.AsStored(v.Type), v.Name ?? Naming.Suggest(plan.Definition(v))))];
            for (int i = 0; i < popped.Length; i++)
            {
                map[stored[i]] = popped[i];
            }

            forward = forward with { Ops = Pushed(forward, stored, value => map[value]) };
            head.Add(new Pop(-1, EquatableArray.Of(popped)));
        }

        if (mirror is not null)
        {
            Recur(mirror, plan, head, map);
        }

        Value Use(Value value) => map.TryGetValue(value, out Value? other) ? other : value;
        foreach (Op op in plan.Recomputed)
        {
            head.Add(Rewrite.Map(Repeated(op), Use, old => map[old] = numbering.New(old.Type, old.Name), static r => r) with { Statement = -1 });
        }

        Region body = Rewrite.Substitute(reverse, map);
        return (forward, body with { Ops = [.. head, .. body.Ops] });
    }

    /// <summary>
    /// Pushes at the end of the region, above what inner regions push; where there is no such thing, what the region
    /// was given is pushed first of all, before it is overwritten.
    /// </summary>
    private static EquatableArray<Op> Pushed(Region region, List<Value> stored, Func<Value, Value> popped)
    {
        Value[] given = Arrays.Pushes(region) ? [] : [.. stored.TakeWhile(v => region.Arguments.Contains(v))];
        Value[] rest = [.. stored.Skip(given.Length)];
        var ops = new List<Op>();
        if (given.Length > 0)
        {
            ops.Add(new Push(-1, EquatableArray.Of(given)) { Popped = given.Select(popped).ToEquatable() });
        }

        ops.AddRange(region.Ops);
        if (rest.Length > 0)
        {
            ops.Add(new Push(-1, EquatableArray.Of(rest)) { Popped = rest.Select(popped).ToEquatable() });
        }

        return ops.ToEquatable();
    }

    // What is recomputed

    private sealed record Plan(List<Value> Stored, List<Op> Recomputed, HashSet<Value> Recurring, Dictionary<Value, Op> Definitions)
    {
        public Op? Definition(Value value) => Definitions.TryGetValue(value, out Op? op) ? op : null;
    }

    private Plan MakePlan(Region forward, Region reverse, IReadOnlyCollection<Value> shared, For? mirror)
    {
        HashSet<Value> needed = FreeUses.Of(reverse);
        var definitions = new Dictionary<Value, Op>();
        var order = new List<Value>(forward.Arguments);
        foreach (Op op in forward.Ops)
        {
            foreach (Value result in op.Results)
            {
                definitions[result] = op;
                order.Add(result);
            }
        }

        var stored = new HashSet<Value>();
        var recomputed = new HashSet<Value>();
        var local = new HashSet<Value>(order);
        local.ExceptWith(shared);
        HashSet<Value> recurring = mirror is null ? [] : [.. mirror.Recurrences.Select(static r => r.Value)];
        local.ExceptWith(recurring);
        foreach (Value value in order.Where(v => needed.Contains(v) && local.Contains(v)))
        {
            int limit = recompute ? Budget : 0;
            if (IsAgain(value) || Cost(value, limit) is { } cost && (cost <= limit || !Arrays.CanStore(definitions[value])))
            {
                Recompute(value);
            }
            else
            {
                stored.Add(value);
            }
        }

        // The operands of what is recomputed are recomputed or stored too.
        return new Plan(
            [.. order.Where(stored.Contains)],
            [.. forward.Ops.Where(op => op.Results.Any(recomputed.Contains))],
            [.. recurring.Where(v => needed.Contains(v) || forward.Ops.Any(op => op.Results.Any(recomputed.Contains) && op.Operands.Contains(v)))],
            definitions);

        void Recompute(Value value)
        {
            if (!local.Contains(value) || stored.Contains(value) || !recomputed.Add(value))
            {
                return;
            }

            foreach (Value operand in Repeated(definitions[value]).Operands)
            {
                if (local.Contains(operand) && !stored.Contains(operand))
                {
                    if (IsAgain(operand) || Cost(operand, Budget) is { } cost && (cost <= Budget || !Arrays.CanStore(definitions[operand])))
                    {
                        Recompute(operand);
                    }
                    else
                    {
                        stored.Add(operand);
                    }
                }
            }
        }

        // The user says so, and the operation can be done again.
        bool IsAgain(Value value) => definitions.TryGetValue(value, out Op? op) && op.Keeping == Keeping.Recomputed && op is Call or Apply or Load && (op is not Load load || memory.IsKept(load));

        // The work of computing a value again, counted no further than just over the limit; null where that cannot be done.
        int? Cost(Value value, int limit)
        {
            if (!local.Contains(value) || stored.Contains(value) || recomputed.Contains(value))
            {
                return 0;
            }

            if (!definitions.TryGetValue(value, out Op? op) || OwnCost(op, memory) is not { } cost)
            {
                return null;
            }

            foreach (Value operand in op.Operands)
            {
                if (cost > limit)
                {
                    break;
                }

                cost += Cost(operand, limit - cost) ?? 2;
            }

            return cost;
        }
    }

    /// <summary>An operation as it is done again: a call is made with what is held for its backward half.</summary>
    private Op Repeated(Op op) => op is Call call ? call.Again(numbering) with { Outputs = call.Outputs } : op;

    /// <summary>The work of an operation when it is done again, without that of its operands; null where that cannot be done.</summary>
    internal static int? OwnCost(Op op, Memory memory) => op switch
    {
        { Keeping: Keeping.Stored } => null,
        Constant => 0,
        Slice => 0,
        Load load => memory.IsKept(load) ? 1 : null,
        Opaque o => o.Effect == Effect.Pure || o.Result is { Type.IsBuffer: true } ? o.Cost : null,
        Apply { Function: Intrinsics.Copy or Intrinsics.Length or Intrinsics.Rows or Intrinsics.Columns or Intrinsics.At or Intrinsics.StraightThrough } => 0,
        Apply { Function: UserRule.Function } => null,
        Apply apply => RuleTable.Find(apply.Function)?.Cost ?? 1,
        _ => null,
    };
}
