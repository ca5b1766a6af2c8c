using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Vectorization;

/// <summary>
/// Carries eight of a value at once, for eight directions or eight rounds of a loop: every value that depends on given
/// ones becomes eight, and what does not is computed once for all.
/// </summary>
/// <remarks>
/// Guarantees for each lane the bits that it would have alone. A branch whose test differs from lane to lane is run where
/// any lane takes it, and changes those lanes only.
/// <code>
/// dx = direction[0]             dx = direction[0]       eight numbers
/// y = Math.Sin(x)               y = Math.Sin(x)         one
/// dy = dx * Math.Cos(x)         dy = dx * Math.Cos(x)   eight, with one cosine
/// </code>
/// </remarks>
internal sealed class Widening
{
    private readonly HashSet<Value> wide;
    private readonly HashSet<Value> zeros = [];
    private readonly IReadOnlyDictionary<Op, int> crossings;
    private readonly ValueNumbers numbers;
    private readonly Numbering numbering;

    // Elements that were reached on the way here, by every lane.
    private readonly List<(Value Buffer, Value Index)> reached = [];
    private readonly bool fastMath;
    private bool grows = true;
    private bool fails;

    private Widening(Region region, IEnumerable<Value> given, IReadOnlyDictionary<Op, int> crossings, Numbering numbering, bool fastMath)
    {
        this.fastMath = fastMath;
        wide = [.. given];
        numbers = ValueNumbers.Of(region);
        this.crossings = crossings;
        this.numbering = numbering;
    }

    /// <summary>The region with eight of each value; null where a call or a function without lanes stands in the way.</summary>
    /// <param name="region">What is widened.</param>
    /// <param name="given">The values that are eight from the start.</param>
    /// <param name="numbering">Where new values get their numbers.</param>
    /// <param name="crossings">
    /// Opaque operations that take lanes to memory or to one number, each with the argument that is lanes; -1 where there is none.
    /// </param>
    /// <param name="fastMath">Whether functions may differ in their last places.</param>
    public static Region? Of(Region region, IEnumerable<Value> given, Numbering numbering, IReadOnlyDictionary<Op, int>? crossings = null, bool fastMath = false)
    {
        var widening = new Widening(region, given, crossings ?? new Dictionary<Op, int>(), numbering, fastMath);
        while (widening.grows && !widening.fails)
        {
            widening.grows = false;
            widening.Spread(region, masked: false);
        }

        return widening.fails ? null : widening.Rebuild(region, null);
    }

    // Which values

    private bool IsWide(Value value) => wide.Contains(value);

    private void Widen(Value value)
    {
        grows |= wide.Add(value);
        fails |= (value.Type.Element ?? value.Type).Kind is not (Kind.Float or Kind.Boolean);
    }

    /// <summary>Windows on the same memory, or values of one variable: all or none of them.</summary>
    private void Alike(params Value[] values)
    {
        if (Array.Exists(values, IsWide))
        {
            Array.ForEach(values, Widen);
        }
    }

    private void Spread(Region region, bool masked)
    {
        int known = reached.Count;
        foreach (Op op in region.Ops)
        {
            Spread(op, masked);
            if (!masked && op is Load or Store)
            {
                reached.Add(op is Load load ? (load.Buffer, load.Index) : (((Store)op).Buffer, ((Store)op).Index));
            }
        }

        reached.RemoveRange(known, reached.Count - known);
    }

    private void Spread(Op op, bool masked)
    {
        if (crossings.ContainsKey(op))
        {
            return;
        }

        switch (op)
        {
            case Constant { Text: "0", Result.Type.IsFloat: true } o:
                zeros.Add(o.Result);
                break;
            case Apply { Function: Intrinsics.Length or Intrinsics.Rows or Intrinsics.Columns }:
                break;
            case Apply { Function: Intrinsics.Select } o when o.Result.Type.IsBuffer:
                fails |= IsWide(o.Arguments[0]);
                Alike(o.Result, o.Arguments[1], o.Arguments[2]);
                break;
            case Apply { Function: Intrinsics.Copy } o when o.Result.Type.IsBuffer:
                Alike(o.Result, o.Arguments[0]);
                break;
            case Apply o when o.Arguments.Any(IsWide):
                fails |= !HasLanes(o);
                Widen(o.Result);
                break;
            case Slice o:
                Alike(o.Result, o.Buffer);
                break;
            case Snapshot o:
                Alike(o.Result, o.Buffer);
                break;
            case Load o when IsWide(o.Buffer):
                Widen(o.Result);
                break;
            case Store o when masked || IsWide(o.Value):
                Widen(o.Buffer);
                break;
            case Accumulate o when masked || IsWide(o.Value):
                Widen(o.Buffer);
                break;
            case Push o:
                for (int i = 0; i < o.Values.Count; i++)
                {
                    Alike(o.Values[i], o.Popped[i]);
                }

                break;
            case PushSpan o:
                Alike(o.Result, o.Popped);
                break;
            case If o:
                bool splits = IsWide(o.Condition);
                fails |= splits && !IsHarmless(o);
                Spread(o.Then, masked || splits);
                Spread(o.Else, masked || splits);
                for (int i = 0; i < o.Outputs.Count; i++)
                {
                    if (IsWide(o.Then.Yields[i]) || IsWide(o.Else.Yields[i]) || (splits && o.Then.Yields[i] != o.Else.Yields[i]))
                    {
                        Widen(o.Outputs[i]);

                        // Lanes with memory of their own that is the one's here and the other's there: there is no such span.
                        fails |= splits && o.Outputs[i].Type.IsBuffer;
                    }
                }

                break;
            case For o:
                Carry(o.Inits, o.Body, 1, o.Outputs, masked);
                break;
            case While o:
                Spread(o.Test, masked);
                fails |= IsWide(o.Test.Yields[0]);
                Carry(o.Inits, o.Body, 0, o.Outputs, masked);
                break;
            case Clear o:
                fails |= masked && IsWide(o.Buffer);
                break;
            case Opaque or Throw or Call or TangentCall or BackwardCall or Publish:
                fails |= op is TangentCall or BackwardCall || (masked && op is not Opaque { Effect: Effect.Pure }) || op.Operands.Any(IsWide);
                break;
        }
    }

    private void Carry(EquatableArray<Value> inits, Region body, int first, EquatableArray<Value> outputs, bool masked)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            if (IsWide(inits[i]) || IsWide(body.Yields[i]) || IsWide(body.Arguments[first + i]))
            {
                Widen(body.Arguments[first + i]);
                Widen(outputs[i]);
            }
        }

        Spread(body, masked);
    }

    /// <summary>Whether a branch that some lanes do not take cannot end in an exception of its own.</summary>
    /// <remarks>Backwards nothing does: every element was reached on the way there.</remarks>
    private bool IsHarmless(If branch) => branch.Mirror >= 0 || branch.Regions.SelectMany(static region => region.All()).All(op => op switch
    {
        Load load => HasReached(load.Buffer, load.Index),
        Store store => HasReached(store.Buffer, store.Index),
        _ => !Effects.MayThrow(op),
    });

    private bool HasReached(Value buffer, Value index) => reached.Any(place => numbers.AreSame(place.Buffer, buffer) && numbers.AreSame(place.Index, index));

    // Besides linear ones with one factor of lanes.
    private static readonly HashSet<string> OnLanes = new(StringComparer.Ordinal) { "StrongMul", "StrongDiv", "ScaleB", "DegreesToRadians", "RadiansToDegrees" };

    // Functions that the runtime has for lanes; every other one goes lane by lane.
    private static readonly HashSet<string> Owned = new(StringComparer.Ordinal) { "Exp", "Log", "Sin", "Cos", "Tanh", "IsNaN" };

    // And those that it has for eight numbers at once.
    private static readonly HashSet<string> Fast = new(StringComparer.Ordinal) { "Exp", "Log", "Sin", "Cos", "Tanh", "Sigmoid" };

    /// <summary>Whether lanes can be the operands that they are. Lanes of <c>float</c> are tangents: what is linear in them.</summary>
    private bool HasLanes(Apply apply)
    {
        Value[] lanes = [.. apply.Arguments.Where(IsWide)];
        bool full = lanes.All(static v => v.Type == IrType.Double || v.Type == IrType.Boolean);
        return apply.Function switch
        {
            Intrinsics.Add or Intrinsics.Subtract or Intrinsics.Negate or Intrinsics.Copy or Intrinsics.StopGradient => true,
            Intrinsics.Convert => apply.Result.Type.IsFloat,
            Intrinsics.Select => full || !IsWide(apply.Arguments[0]),
            Intrinsics.Multiply or "StrongMul" => full || lanes.Length == 1,
            Intrinsics.Divide or "StrongDiv" => full || !IsWide(apply.Arguments[1]),
            Intrinsics.Less or Intrinsics.LessOrEqual or Intrinsics.Greater or Intrinsics.GreaterOrEqual => full,
            Intrinsics.Equal or Intrinsics.NotEqual => full && lanes.All(static v => v.Type.IsFloat),
            Intrinsics.And or Intrinsics.Or or Intrinsics.Xor or Intrinsics.Not => full,
            _ when OnLanes.Contains(apply.Function) => !apply.Arguments.Skip(1).Any(IsWide),
            _ => full && IsMapped(apply),
        };
    }

    private static bool IsMapped(Apply apply) => apply.Function == "IsNaN"
        || (RuleTable.Find(apply.Function) is { CanThrow: false, Component: null, Result: ParameterKind.Floating, Precedence: Precedence.Primary } rule
            && rule.Parameters.Count <= 3 && rule.Parameters.All(static p => p.Kind == ParameterKind.Floating) && rule.Text.EndsWith(")", StringComparison.Ordinal));

    /// <summary>Whether a function is called once for each lane.</summary>
    public static bool GoesLaneByLane(Apply apply, bool fastMath) =>
        IsMapped(apply) && apply.Function is not ("Sqrt" or "Abs" or "IsNaN") && !(fastMath && Fast.Contains(ShortName(apply)));

    private static string ShortName(Apply apply) => apply.Function.Substring(apply.Function.LastIndexOf('.') + 1);

    // The body anew

    private Value Wide(Value value) => IsWide(value) ? value with { Type = value.Type.Widened } : value;

    private Region Rebuild(Region region, Value? mask, Func<int, bool>? yieldsWide = null)
    {
        var ops = new List<Op>();
        Value[] yields = Rebuild(region, mask, ops, yieldsWide);
        return new Region(Rewrite.All(region.Arguments, Wide), ops.ToEquatable(), EquatableArray.Of(yields));
    }

    /// <param name="region">What is rebuilt.</param>
    /// <param name="mask">The lanes that are here; null for all.</param>
    /// <param name="ops">Where it goes.</param>
    /// <param name="yieldsWide">Which results are lanes, whatever they are made of.</param>
    private Value[] Rebuild(Region region, Value? mask, List<Op> ops, Func<int, bool>? yieldsWide)
    {
        foreach (Op op in region.Ops)
        {
            Rebuild(op, mask, ops);
        }

        return [.. region.Yields.Select((y, i) => yieldsWide?.Invoke(i) == true ? Broadcast(y, ops) : Wide(y))];
    }

    private void Rebuild(Op op, Value? mask, List<Op> ops)
    {
        bool Yielded(int i) => IsWide(op.Results.ElementAt(i));
        switch (op)
        {
            case If o when IsWide(o.Condition):
                Split(o, mask, ops);
                break;
            case If o:
                ops.Add(o with { Then = Rebuild(o.Then, mask, Yielded), Else = Rebuild(o.Else, mask, Yielded), Outputs = Rewrite.All(o.Outputs, Wide) });
                break;
            case For o:
                ops.Add(o with { Inits = Inits(o.Inits, o.Outputs, ops), Body = Rebuild(o.Body, mask, Yielded), Outputs = Rewrite.All(o.Outputs, Wide) });
                break;
            case While o:
                ops.Add(o with { Inits = Inits(o.Inits, o.Outputs, ops), Test = Rebuild(o.Test, mask), Body = Rebuild(o.Body, mask, Yielded), Outputs = Rewrite.All(o.Outputs, Wide) });
                break;
            case Opaque o when crossings.TryGetValue(op, out int lanes):
                ops.Add(lanes < 0
                    ? Rewrite.Map(op, Wide, Wide, static r => r)
                    : o with { Result = o.Result is null ? null : Wide(o.Result), Arguments = EquatableArray.Of<Value>([.. o.Arguments.Select((a, i) => i == lanes ? Masked(Broadcast(a, ops), mask, null, ops) : Wide(a))]) });
                break;
            case Apply { Function: Intrinsics.Select, Result.Type.Kind: Kind.Float or Kind.Boolean } o when IsWide(o.Result):
                Value yes = Broadcast(o.Arguments[1], ops), no = Broadcast(o.Arguments[2], ops);
                ops.Add(IsWide(o.Arguments[0]) ? Choice(Wide(o.Result), Wide(o.Arguments[0]), yes, no) : o with { Result = Wide(o.Result), Arguments = [o.Arguments[0], yes, no] });
                break;
            case Apply o when IsWide(o.Result) && OnLanes.Contains(o.Function):
                ops.Add(new Opaque(o.Statement, Wide(o.Result), Spell(o), Rewrite.All(o.Arguments, Wide), Effect.Pure, -1) { Hint = Naming.Suggest(o) });
                break;
            case Apply o when IsWide(o.Result) && IsMapped(o) && o.Function is not ("Sqrt" or "Abs"):
                ops.Add(new Opaque(o.Statement, Wide(o.Result), Spell(o), o.Arguments.Select(a => Broadcast(a, ops)).ToEquatable(), Effect.Pure, -1) { Hint = Naming.Suggest(o) });
                break;
            case Store o when IsWide(o.Buffer):
                ops.Add(o with { Buffer = Wide(o.Buffer), Value = Masked(Broadcast(o.Value, ops), mask, () => Element(o, ops), ops) });
                break;
            case Accumulate o when IsWide(o.Buffer):
                ops.Add(o with { Buffer = Wide(o.Buffer), Value = Masked(Broadcast(o.Value, ops), mask, null, ops) });
                break;
            case Push o:
                ops.Add(o with { Values = Rewrite.All(o.Values, Wide), Popped = Rewrite.All(o.Popped, Wide) });
                break;
            case PushSpan o:
                ops.Add(o with { Result = Wide(o.Result), Popped = Wide(o.Popped), Following = IrType.LaneCount * o.Following });
                break;
            default:
                ops.Add(Rewrite.Map(op, Wide, Wide, static r => r));
                break;
        }
    }

    private string Spell(Apply apply)
    {
        string name = ShortName(apply);
        string arguments = string.Join(", ", apply.Arguments.Select(static (_, i) => "{" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}"));
        if (fastMath && Fast.Contains(name))
        {
            return "global::SymDiff.LaneFunctions." + name + "(" + arguments + ")";
        }

        if (OnLanes.Contains(apply.Function) || Owned.Contains(apply.Function))
        {
            return "global::SymDiff.Lanes." + apply.Function + "(" + arguments + ")";
        }

        string method = RuleTable.Find(apply.Function)!.Print(IrType.Double.Name);
        return "global::SymDiff.Lanes.Map(" + arguments + ", " + method.Substring(0, method.IndexOf('(')) + ")";
    }

    // Tests that differ from lane to lane

    /// <summary>What costs no more than a test of all lanes is computed for all of them.</summary>
    private const int Cheap = 6;

    private void Split(If branch, Value? mask, List<Op> ops)
    {
        Value test = Wide(branch.Condition);
        Value[] yes, no;
        int[] chosen = [.. Enumerable.Range(0, branch.Outputs.Count).Where(i => IsWide(branch.Outputs[i]))];
        if (branch.Then.Ops.Count + branch.Else.Ops.Count <= Cheap && branch.Regions.All(static region => region.Ops.All(static op => op is Constant or Load or Apply)))
        {
            yes = Rebuild(branch.Then, mask, ops, i => chosen.Contains(i));
            no = Rebuild(branch.Else, mask, ops, i => chosen.Contains(i));
        }
        else
        {
            Value other = Define(IrType.LaneMask, ops, result => new Apply(-1, result, Intrinsics.Not, [test]));
            Value[] Side(Region region, Value lanes)
            {
                if (region.Ops.Count == 0)
                {
                    return Rebuild(region, mask, ops, i => chosen.Contains(i));
                }

                Value here = mask is null ? lanes : Define(IrType.LaneMask, ops, result => new Apply(-1, result, Intrinsics.And, [mask, lanes]));
                Value any = Define(IrType.Boolean, ops, result => new Opaque(-1, result, "global::SymDiff.Lanes.Any({0})", [here], Effect.Pure, -1));
                Region taken = Rebuild(region, here, i => chosen.Contains(i));
                var nothing = new List<Op>();
                Value Zero(Value like, List<Op> where) => Define(like.Type, where, result => new Constant(-1, result, Intrinsics.DefaultText(like.Type)));

                // What is zero on this side needs no branch to be so.
                Value[] differing = [.. taken.Yields.Distinct().Where(y => !taken.Ops.Any(op => op is Constant { Result.Type.IsWide: true } && op.Results.Contains(y)))];
                Value[] zeros = [.. differing.Select(y => Zero(y, nothing))];
                Dictionary<Value, Value> outputs = differing.ToDictionary(static y => y, y => numbering.New(y.Type));
                ops.Add(new If(branch.Statement, any, taken with { Yields = EquatableArray.Of(differing) }, new Region(default, nothing.ToEquatable(), EquatableArray.Of(zeros)), differing.Select(y => outputs[y]).ToEquatable()));
                return [.. taken.Yields.Select(y => outputs.TryGetValue(y, out Value? output) ? output : Zero(y, ops))];
            }

            // Backwards, what came last is taken off the stack first.
            if (branch.Mirror >= 0)
            {
                no = Side(branch.Else, other);
                yes = Side(branch.Then, test);
            }
            else
            {
                yes = Side(branch.Then, test);
                no = Side(branch.Else, other);
            }
        }

        for (int i = 0; i < branch.Outputs.Count; i++)
        {
            ops.Add(chosen.Contains(i) ? Choice(Wide(branch.Outputs[i]), test, yes[i], no[i]) : new Apply(-1, branch.Outputs[i], Intrinsics.Copy, [yes[i]]));
        }
    }

    private static Apply Choice(Value result, Value test, Value yes, Value no) => new(-1, result, Intrinsics.Select, [test, yes, no]);

    /// <summary>A value in the lanes that are here; in the others something else, or zero.</summary>
    private Value Masked(Value value, Value? mask, Func<Value>? otherwise, List<Op> ops) => mask is null ? value
        : Define(value.Type, ops, result => Choice(result, mask, value, otherwise?.Invoke() ?? Define(value.Type, ops, zero => new Constant(-1, zero, Intrinsics.DefaultText(value.Type)))));

    private Value Element(Store store, List<Op> ops) =>
        Define(store.Value.Type.Widened, ops, result => new Load(-1, result, Wide(store.Buffer), store.Index) { IsInside = true });

    private Value Define(IrType type, List<Op> ops, Func<Value, Op> op)
    {
        Value result = numbering.New(type);
        ops.Add(op(result));
        return result;
    }

    private EquatableArray<Value> Inits(EquatableArray<Value> inits, EquatableArray<Value> outputs, List<Op> ops) =>
        inits.Select((init, i) => IsWide(outputs[i]) ? Broadcast(init, ops) : init).ToEquatable();

    /// <summary>One number for all lanes.</summary>
    private Value Broadcast(Value value, List<Op> ops)
    {
        if (IsWide(value) || value.Type.Kind is not (Kind.Float or Kind.Boolean))
        {
            return Wide(value);
        }

        Value lanes = numbering.New(value.Type.Widened);
        ops.Add(zeros.Contains(value) ? new Constant(-1, lanes, "0") : new Apply(-1, lanes, Intrinsics.Convert, [value]));
        return lanes;
    }
}
