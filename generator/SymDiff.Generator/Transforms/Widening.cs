using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Transforms;

/// <summary>
/// Carries eight directions at once: every value that depends on given ones becomes eight, and what does not is computed
/// once for all.
/// </summary>
/// <remarks>
/// Assumes a forward sweep, which is linear in its tangents: no test depends on them. Guarantees for each lane the bits of
/// the sweep along its direction alone.
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
    private readonly Numbering numbering;
    private bool grows = true;
    private bool fails;

    private Widening(IEnumerable<Value> given, Numbering numbering)
    {
        wide = [.. given];
        this.numbering = numbering;
    }

    /// <summary>The body for eight directions; null where a call or a function without lanes stands in the way.</summary>
    /// <param name="region">The sweep.</param>
    /// <param name="given">The arguments that hold directions and receive tangents.</param>
    /// <param name="numbering">Where new values get their numbers.</param>
    public static Region? Of(Region region, IEnumerable<Value> given, Numbering numbering)
    {
        var widening = new Widening(given, numbering);
        while (widening.grows && !widening.fails)
        {
            widening.grows = false;
            widening.Spread(region);
        }

        return widening.fails ? null : widening.Rebuild(region);
    }

    // Which values

    private bool IsWide(Value value) => wide.Contains(value);

    private void Widen(Value value)
    {
        grows |= wide.Add(value);
        fails |= !value.Type.IsFloat && !value.Type.IsFloatBuffer;
    }

    /// <summary>Windows on the same memory, or values of one variable: all or none of them.</summary>
    private void Alike(params Value[] values)
    {
        if (Array.Exists(values, IsWide))
        {
            Array.ForEach(values, Widen);
        }
    }

    private void Spread(Region region)
    {
        foreach (Op op in region.Ops)
        {
            Spread(op);
        }
    }

    private void Spread(Op op)
    {
        switch (op)
        {
            case Constant { Text: "0", Result.Type.IsFloat: true } o:
                zeros.Add(o.Result);
                break;
            case Apply { Function: Intrinsics.Length or Intrinsics.Rows or Intrinsics.Columns }:
                break;
            case Apply { Function: Intrinsics.Select } o when o.Result.Type.IsBuffer:
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
            case Store o when IsWide(o.Value):
                Widen(o.Buffer);
                break;
            case If o:
                Spread(o.Then);
                Spread(o.Else);
                for (int i = 0; i < o.Outputs.Count; i++)
                {
                    if (IsWide(o.Then.Yields[i]) || IsWide(o.Else.Yields[i]))
                    {
                        Widen(o.Outputs[i]);
                    }
                }

                break;
            case For o:
                Carry(o.Inits, o.Body, 1, o.Outputs);
                break;
            case While o:
                Spread(o.Test);
                Carry(o.Inits, o.Body, 0, o.Outputs);
                break;
            case Opaque or Call or TangentCall or BackwardCall or Publish or Push or Accumulate:
                fails |= op is TangentCall or BackwardCall || op.Operands.Any(IsWide);
                break;
        }
    }

    private void Carry(EquatableArray<Value> inits, Region body, int first, EquatableArray<Value> outputs)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            if (IsWide(inits[i]) || IsWide(body.Yields[i]) || IsWide(body.Arguments[first + i]))
            {
                Widen(body.Arguments[first + i]);
                Widen(outputs[i]);
            }
        }

        Spread(body);
    }

    private static readonly HashSet<string> OnLanes = new(StringComparer.Ordinal) { "StrongMul", "StrongDiv", "ScaleB", "DegreesToRadians", "RadiansToDegrees" };

    /// <summary>Whether lanes can be the operands that they are: a product has one factor of lanes, a quotient a number below.</summary>
    private bool HasLanes(Apply apply) => apply.Function switch
    {
        Intrinsics.Add or Intrinsics.Subtract or Intrinsics.Negate or Intrinsics.Copy or Intrinsics.StopGradient => true,
        Intrinsics.Convert => apply.Result.Type.IsFloat,
        Intrinsics.Select => !IsWide(apply.Arguments[0]),
        Intrinsics.Multiply or "StrongMul" => !IsWide(apply.Arguments[0]) || !IsWide(apply.Arguments[1]),
        _ => (apply.Function == Intrinsics.Divide || OnLanes.Contains(apply.Function)) && !apply.Arguments.Skip(1).Any(IsWide),
    };

    // The body anew

    private Value Wide(Value value) => IsWide(value) ? value with { Type = value.Type.Widened } : value;

    private Region Rebuild(Region region, Func<int, bool>? yieldsWide = null)
    {
        var ops = new List<Op>();
        foreach (Op op in region.Ops)
        {
            Rebuild(op, ops);
        }

        Value[] yields = [.. region.Yields.Select((y, i) => yieldsWide?.Invoke(i) == true ? Broadcast(y, ops) : Wide(y))];
        return new Region(Rewrite.All(region.Arguments, Wide), ops.ToEquatable(), EquatableArray.Of(yields));
    }

    private void Rebuild(Op op, List<Op> ops)
    {
        switch (op)
        {
            case If o:
                bool Yielded(int i) => IsWide(o.Outputs[i]);
                ops.Add(o with { Then = Rebuild(o.Then, Yielded), Else = Rebuild(o.Else, Yielded), Outputs = Rewrite.All(o.Outputs, Wide) });
                break;
            case For o:
                ops.Add(o with { Inits = Inits(o.Inits, o.Outputs, ops), Body = Rebuild(o.Body, i => IsWide(o.Outputs[i])), Outputs = Rewrite.All(o.Outputs, Wide) });
                break;
            case While o:
                ops.Add(o with { Inits = Inits(o.Inits, o.Outputs, ops), Test = Rebuild(o.Test), Body = Rebuild(o.Body, i => IsWide(o.Outputs[i])), Outputs = Rewrite.All(o.Outputs, Wide) });
                break;
            case Apply { Function: Intrinsics.Select, Result.Type.IsFloat: true } o when IsWide(o.Result):
                Value yes = Broadcast(o.Arguments[1], ops), no = Broadcast(o.Arguments[2], ops);
                ops.Add(o with { Result = Wide(o.Result), Arguments = [o.Arguments[0], yes, no] });
                break;
            case Apply o when IsWide(o.Result) && OnLanes.Contains(o.Function):
                string call = o.Result.Type.Widened.Name + "." + o.Function + "(" + string.Join(", ", o.Arguments.Select(static (_, i) => "{" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}")) + ")";
                ops.Add(new Opaque(o.Statement, Wide(o.Result), call, Rewrite.All(o.Arguments, Wide), Effect.Pure, -1));
                break;
            case Store o when IsWide(o.Buffer):
                ops.Add(o with { Buffer = Wide(o.Buffer), Value = Broadcast(o.Value, ops) });
                break;
            default:
                ops.Add(Rewrite.Map(op, Wide, Wide, static r => r));
                break;
        }
    }

    private EquatableArray<Value> Inits(EquatableArray<Value> inits, EquatableArray<Value> outputs, List<Op> ops) =>
        inits.Select((init, i) => IsWide(outputs[i]) ? Broadcast(init, ops) : init).ToEquatable();

    /// <summary>One number for all lanes.</summary>
    private Value Broadcast(Value value, List<Op> ops)
    {
        if (IsWide(value) || !value.Type.IsFloat)
        {
            return Wide(value);
        }

        Value lanes = numbering.New(value.Type.Widened);
        ops.Add(zeros.Contains(value) ? new Constant(-1, lanes, "0") : new Apply(-1, lanes, Intrinsics.Convert, [value]));
        return lanes;
    }
}
