using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Between what bounds integers lie, as far as that follows from loops and lengths.</summary>
internal sealed class IndexRanges(LoweringContext context)
{
    private readonly Dictionary<Value, Range> known = [];

    /// <summary>What is known of an <c>int</c> of which nothing is known.</summary>
    public static readonly Range Any = new(int.MinValue, int.MaxValue);

    /// <summary>An index that is known to be one.</summary>
    public static readonly Range Inside = new(0, 0);

    /// <param name="Low">The least it may be.</param>
    /// <param name="High">The most it may be.</param>
    internal readonly record struct Range(long Low, long High)
    {
        /// <summary>
        /// Whether no product with a number of places can wrap around to a place that exists: one that is negative as an
        /// <c>int</c> is none.
        /// </summary>
        public bool Scaled(int count) => Low * count >= int.MinValue && (High * count) + count - 1 <= uint.MaxValue;
    }

    /// <summary>Takes note of what is known of a value.</summary>
    public void Add(Value value, long low, long high) => known[value] = new Range(low, high);

    /// <summary>Takes note that a value is the same as another.</summary>
    public void Copy(Value from, Value to)
    {
        if (known.TryGetValue(from, out Range range))
        {
            known[to] = range;
        }
    }

    /// <summary>Takes note that a value is how much more one is than another.</summary>
    public void Difference(Value value, Value left, Value right)
    {
        if (Of(BinaryOperatorKind.Subtract, Of(left), Of(right)) is var range && range != Any)
        {
            known[value] = range;
        }
    }

    /// <summary>Takes note of the index of a counted loop.</summary>
    public void Loop(Value index, Value start, string comparison, Value end, long step)
    {
        (Range from, Range to) = (Of(start), Of(end));
        Range range = comparison switch
        {
            "<" => new(from.Low, to.High - 1),
            "<=" => new(from.Low, to.High),
            ">" => new(to.Low + 1, from.High),
            _ => new(to.Low, from.High),
        };

        // The last step may not take it around.
        if (range.Low + Math.Min(step, 0) >= int.MinValue && range.High + Math.Max(step, 0) <= int.MaxValue)
        {
            known[index] = range;
        }
    }

    public Range Of(Value value) => known.TryGetValue(value, out Range range) ? range
        : context.Builder.ConstantOf(value) is { } text && long.TryParse(text, out long number) ? new Range(number, number)
        : Any;

    /// <summary>The bounds of an index as it is written.</summary>
    public Range Of(IOperation operation)
    {
        switch (operation)
        {
            case { ConstantValue: { HasValue: true, Value: int constant } }:
                return new(constant, constant);
            case IParenthesizedOperation parenthesized:
                return Of(parenthesized.Operand);
            case IConversionOperation { OperatorMethod: null, Type.SpecialType: SpecialType.System_Int32, Operand.Type.SpecialType: SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_Char }:
                return new(0, ushort.MaxValue);
            case ILocalReferenceOperation local when context.Frame.Find(local.Local) is Place.Local place && place.Variable.Type == IrType.Int32 && context.Builder.IsAssigned(place.Variable):
                return Of(context.Builder.Read(place.Variable));
            case IPropertyReferenceOperation { Property.Name: "Length", Instance.Type: { } type } when TypeReader.IsBuffer(type) || StructBuffer.Is(type):
                return new(0, int.MaxValue / (StructBuffer.Of(type)?.Count ?? 1));
            case IBinaryOperation { OperatorMethod: null, Type.SpecialType: SpecialType.System_Int32 } binary:
                return Of(binary.OperatorKind, Of(binary.LeftOperand), Of(binary.RightOperand));
            default:
                return Any;
        }
    }

    private static Range Of(BinaryOperatorKind kind, Range left, Range right)
    {
        Range range = kind switch
        {
            BinaryOperatorKind.Add => new(left.Low + right.Low, left.High + right.High),
            BinaryOperatorKind.Subtract => new(left.Low - right.High, left.High - right.Low),
            BinaryOperatorKind.Multiply when left.Low >= 0 && right.Low >= 0 => new(left.Low * right.Low, left.High * right.High),
            BinaryOperatorKind.Divide when left.Low >= 0 && right.Low >= 0 => new(0, left.High),
            BinaryOperatorKind.Remainder when left.Low >= 0 && right.Low >= 0 => new(0, Math.Max(right.High - 1, 0)),
            _ => Any,
        };
        return range.Low < int.MinValue || range.High > int.MaxValue ? Any : range;
    }
}
