using System.Globalization;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Vectorization;

/// <summary>
/// The integers of a loop's body that grow by the same amount from round to round, and how to compute them and their
/// growth before the loop.
/// </summary>
/// <param name="loop">The loop.</param>
/// <param name="definitions">What defines the values of the method.</param>
/// <param name="writer">Where it is computed.</param>
internal sealed class Strides(For loop, IReadOnlyDictionary<Value, Op> definitions, OpWriter writer)
{
    private readonly HashSet<Value> inside = Defined(loop.Body);
    private readonly HashSet<Value> varying = [loop.Index];
    private readonly Dictionary<Value, Value?> known = [];
    private readonly Dictionary<Value, Value> starts = new() { [loop.Index] = loop.Start };

    /// <summary>Whether an integer depends on the round.</summary>
    public bool Varies(Value value) => varying.Contains(value);

    /// <summary>Takes note of an operation, one after the other; false where what it does with such an integer is not followed.</summary>
    public bool Visit(Op op)
    {
        if (!op.Operands.Any(Varies))
        {
            return true;
        }

        switch (op)
        {
            case Apply { Attribute: "", Result.Type: var type, Function: Intrinsics.Add or Intrinsics.Subtract or Intrinsics.Copy or Intrinsics.Multiply } apply
                when type == IrType.Int32 && !(apply.Function == Intrinsics.Multiply && apply.Arguments.All(Varies)):
                varying.Add(apply.Result);
                return true;
            case Apply { Function: Intrinsics.Convert, Attribute: "" } convert:
                return convert.Result.Type == IrType.Double && convert.Arguments[0].Type == IrType.Int32;
            case Slice slice:
                return !Varies(slice.Buffer) && !(slice.Length is { } length && Varies(length));
            case Load or Accumulate:
                return true;
            case Store store:
                return !Varies(store.Value);
            default:
                return false;
        }
    }

    /// <summary>What such an integer is in the first round; null where that is not known before the loop.</summary>
    public Value? First(Value value)
    {
        if (starts.TryGetValue(value, out Value? start))
        {
            return start;
        }

        if (!inside.Contains(value))
        {
            return value;
        }

        if (!definitions.TryGetValue(value, out Op? op) || !CanMove(op))
        {
            return null;
        }

        var map = new Dictionary<Value, Value>();
        foreach (Value operand in op.Operands)
        {
            if (First(operand) is not { } first)
            {
                return null;
            }

            map[operand] = first;
        }

        if (op is Apply { Attribute: "", Result.Type: var type, Function: Intrinsics.Add or Intrinsics.Subtract or Intrinsics.Multiply } sum && type == IrType.Int32)
        {
            (Value left, Value right) = (map[sum.Arguments[0]], map[sum.Arguments[1]]);
            return starts[value] = sum.Function switch
            {
                Intrinsics.Add => Sum(left, right),
                Intrinsics.Subtract => Difference(left, right),
                _ => Product(left, right),
            };
        }

        Value moved = writer.Numbering.New(value.Type);
        writer.Add(Rewrite.Map(op, v => map[v], _ => moved, static r => r) with { Statement = -1 });
        return starts[value] = moved;
    }

    /// <summary>How much such an integer grows from round to round.</summary>
    public Value? Of(Value value)
    {
        if (!known.TryGetValue(value, out Value? stride))
        {
            known[value] = stride = Find(value);
        }

        return stride;
    }

    private Value? Find(Value value)
    {
        if (value == loop.Index)
        {
            return One;
        }

        if (!Varies(value))
        {
            return null;
        }

        var apply = (Apply)definitions[value];
        Value[] a = [.. apply.Arguments];
        if (apply.Function == Intrinsics.Copy)
        {
            return Of(a[0]);
        }

        if (apply.Function == Intrinsics.Multiply)
        {
            (Value moving, Value factor) = Varies(a[0]) ? (a[0], a[1]) : (a[1], a[0]);
            return Of(moving) is not { } own || First(factor) is not { } times ? null
                : Product(own, times);
        }

        Value? left = Varies(a[0]) ? Of(a[0]) : null, right = a.Length > 1 && Varies(a[1]) ? Of(a[1]) : null;
        if ((left is null && Varies(a[0])) || (right is null && Varies(a[1])))
        {
            return null;
        }

        return right is null ? left
            : left is null ? apply.Function == Intrinsics.Add ? right : writer.Apply(Intrinsics.Negate, IrType.Int32, right)
            : writer.Apply(apply.Function, IrType.Int32, left, right);
    }

    /// <summary>A sum of integers, as short as it can be written.</summary>
    public Value Sum(Value left, Value right) => Is(left, "0") ? right : Is(right, "0") ? left : writer.Apply(Intrinsics.Add, IrType.Int32, left, right);

    private Value Difference(Value left, Value right) =>
        Is(right, "0") ? left
        : writer.Definition(left) is Constant one && writer.Definition(right) is Constant other && Number(one) - Number(other) is >= int.MinValue and <= int.MaxValue and var difference
            ? writer.Constant(IrType.Int32, difference.ToString(CultureInfo.InvariantCulture))
            : writer.Apply(Intrinsics.Subtract, IrType.Int32, left, right);

    private static long Number(Constant constant) => int.Parse(constant.Text, CultureInfo.InvariantCulture);

    private Value Product(Value left, Value right) =>
        Is(left, "0") || Is(right, "1") ? left : Is(right, "0") || Is(left, "1") ? right : writer.Apply(Intrinsics.Multiply, IrType.Int32, left, right);

    /// <summary>Whether a growth is known to be one.</summary>
    public bool IsOne(Value stride) => Is(stride, "1");

    private bool Is(Value value, string text) => writer.Definition(value) is Constant constant && constant.Text == text;

    private Value? one;

    private Value One => one ??= writer.Constant(IrType.Int32, "1");

    /// <summary>Whether an operation gives the same before the loop, and no exception.</summary>
    private static bool CanMove(Op op) => op is Constant || (op is Apply apply && !Effects.MayThrow(apply) && !Effects.HasEffect(apply));

    private static HashSet<Value> Defined(Region region)
    {
        var defined = new HashSet<Value>();
        void Collect(Region inner)
        {
            defined.UnionWith(inner.Arguments);
            foreach (Op op in inner.Ops)
            {
                defined.UnionWith(op.Results);
                foreach (Region region in op.Regions)
                {
                    Collect(region);
                }
            }
        }

        Collect(region);
        return defined;
    }
}
