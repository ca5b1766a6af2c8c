using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Lowers arrays and spans of structs to operations on the numbers in them: an element is as many places, a part of the
/// buffer as many times the length.
/// </summary>
internal sealed class StructBufferLowering(LoweringContext context)
{
    private FunctionBuilder Builder => context.Builder;

    /// <summary>The buffer that an expression is; null, after an error, where that is none whose numbers can be followed.</summary>
    public Operand.Structs? Find(IOperation operation) =>
        StructBuffer.Of(operation.Type) is { } shape ? Held(context.Expressions.Lower(operation), shape, operation.Syntax.GetLocation()) : null;

    /// <summary>The same for what is evaluated already. What comes from a field or a call is a constant, and viewed as numbers here.</summary>
    public Operand.Structs? Held(Operand operand, StructBuffer shape, Location at)
    {
        switch (operand)
        {
            case Operand.Structs structs:
                return structs;
            case Operand.Single { Value: { Type.Kind: Kind.Opaque } value } when shape.LayoutFault is null:
                Value numbers = Builder.Opaque(shape.Numbers, "global::SymDiff.Guard.Numbers<" + TypeReader.NameOf(shape.Element) + ", " + shape.Numbers.Element!.Name + ">({0})", Effect.Pure, -1, value);
                context.Members.Own(numbers);
                return new Operand.Structs(shape, numbers);
            case Operand.Single { Value.Type.Kind: Kind.Opaque }:
                context.Error("SD2011", "What is not made here cannot be viewed as numbers alone: " + shape.LayoutFault + ".", at);
                return null;
            default:
                return null;
        }
    }

    public Value Length(Operand.Structs buffer)
    {
        Value numbers = Builder.Length(buffer.Numbers);
        Value length = buffer.Shape.Count == 1 ? numbers : Builder.Apply(Intrinsics.Parts, IrType.Int32, numbers, context.Int(buffer.Shape.Count));
        context.Ranges.Add(length, 0, int.MaxValue / buffer.Shape.Count);
        return length;
    }

    /// <summary>What a property of such a buffer is; null for any that is not known.</summary>
    public Operand? Property(IPropertyReferenceOperation property, IOperation buffer)
    {
        if (property.Property.IsIndexer)
        {
            return context.Places.LoadPlain(context.Buffers.ElementPlace(buffer, property.Arguments[0].Value));
        }

        if (property.Property.Name is not ("Length" or "IsEmpty"))
        {
            return null;
        }

        Operand whole = context.Expressions.Lower(buffer);
        Value length = whole is Operand.Structs structs ? Length(structs) : Builder.Opaque(IrType.Int32, "{0}.Length", Effect.Pure, -1, context.Expressions.Single(whole, buffer));
        return new Operand.Single(property.Property.Name == "Length" ? length : Builder.Apply(Intrinsics.Equal, IrType.Boolean, length, context.Int(0)));
    }

    /// <summary>An element as a place: that of each of its numbers.</summary>
    public Place Element(Operand.Structs buffer, IOperation index)
    {
        Value element = context.Buffers.Position(index, () => Length(buffer));
        return Element(buffer, element, context.Ranges.Of(index) is var range && range != IndexRanges.Any ? range : context.Ranges.Of(element));
    }

    public Place Element(Operand.Structs buffer, Value index, IndexRanges.Range range)
    {
        int count = buffer.Shape.Count, number = 0;
        Value first = Times(index, count, range);
        return Of(buffer.Shape.Element);

        Place Of(ITypeSymbol type) => Aggregates.Is(type)
            ? new Place.Aggregate([.. Aggregates.Parts(type).Select(part => Of(part.Type))]) { IsElement = true }
            : new Place.Element(buffer.Numbers, Behind(number++));

        Value Behind(int numbers) => numbers == 0 ? first
            : Builder.ConstantOf(first) is { } known ? context.Int(int.Parse(known, System.Globalization.CultureInfo.InvariantCulture) + numbers)
            : Builder.Apply(Intrinsics.Add, IrType.Int32, first, context.Int(numbers));
    }

    /// <summary>Whether an expression names an element, or a part of one, so that no more of it is read than is asked for.</summary>
    public bool IsPlace(IOperation operation) => operation switch
    {
        IParenthesizedOperation parenthesized => IsPlace(parenthesized.Operand),
        ILocalReferenceOperation local => context.Frame.Find(local.Local) is Place.Aggregate { IsElement: true },
        IParameterReferenceOperation parameter => context.Frame.Find(parameter.Parameter) is Place.Aggregate { IsElement: true },
        IInstanceReferenceOperation instance => context.Structs.Self(instance) is Place.Aggregate { IsElement: true },
        IMemberReferenceOperation { Instance: { } whole } part when Aggregates.PartOf(part) is not null => IsPlace(whole),
        IArrayElementReferenceOperation element => IsVariable(element.ArrayReference),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } buffer } => IsVariable(buffer),
        IImplicitIndexerReferenceOperation element => IsVariable(element.Instance) && !BufferLowering.IsRange(element.Argument),
        _ => false,
    };

    /// <summary>Whether an expression is a variable that holds such a buffer.</summary>
    private bool IsVariable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => context.Frame.Find(local.Local) is Place.Structs,
        IParameterReferenceOperation parameter => context.Frame.Find(parameter.Parameter) is Place.Structs,
        _ => false,
    };

    /// <summary>Reads an element, or a part of one that is no number.</summary>
    public Operand Load(Place.Aggregate element, bool isInside = false)
    {
        var items = new List<Operand>();
        foreach (Place item in element.Items)
        {
            items.Add(item is Place.Aggregate inner ? Load(inner, isInside) : new Operand.Single(Builder.Load(((Place.Element)item).Buffer, ((Place.Element)item).Index, isInside)));
            isInside = true;
        }

        return new Operand.Aggregate(items);
    }

    /// <summary>
    /// C# finds the element before it evaluates what is assigned to a part of it. Where that may end in another exception, or
    /// do something, the element is looked for first.
    /// </summary>
    public void Look(Place part, IOperation target, IOperation value)
    {
        bool isPart = target is IMemberReferenceOperation { Instance: { } whole } && Aggregates.PartOf((IMemberReferenceOperation)target) is not null && Aggregates.Is(whole.Type);
        if (isPart && First(part) is { } element && value.DescendantsAndSelf().Any(MayAct))
        {
            Builder.Load(element.Buffer, element.Index);
        }
    }

    /// <summary>A part of the buffer, which shares its elements.</summary>
    public Operand.Structs Slice(Operand.Structs buffer, Value start, Value? length, string? name)
    {
        Value first = Times(start, buffer.Shape.Count, IndexRanges.Any);
        Value? numbers = length is null ? null : Times(length, buffer.Shape.Count, IndexRanges.Any);
        return buffer with { Numbers = context.Buffers.Slice(buffer.Numbers.Type.Part, buffer.Numbers, first, numbers, name) };
    }

    /// <summary>The part that a range names.</summary>
    public Operand.Structs Window(Operand.Structs buffer, IOperation range, string? name) =>
        context.Buffers.Ends(range, () => Length(buffer)) is var (start, length) ? Slice(buffer, start, length, name) : buffer;

    // Creation

    public Operand.Structs New(IOperation operation, StructBuffer shape, Value length, IReadOnlyList<IOperation> elements)
    {
        Value numbers = shape.Count == 1 || Builder.ConstantOf(length) is not { } known
            ? Checked(length, shape.Count)
            : context.Int(long.Parse(known, System.Globalization.CultureInfo.InvariantCulture) * shape.Count);
        var array = new Operand.Structs(shape, Builder.Allocate(IrType.Span(shape.Numbers.Element!), numbers, ExpressionLowering.HintFor(operation)));
        for (int i = 0; i < elements.Count; i++)
        {
            Operand value = context.Expressions.Lower(elements[i]);
            Store(Element(array, context.Int(i), new IndexRanges.Range(i, i)), value, elements[i]);
        }

        return array;
    }

    /// <summary>A new array with the elements of another buffer.</summary>
    public Operand.Structs Copy(Operand.Structs source, IOperation operation) =>
        source with { Numbers = context.Buffers.Copy(source.Numbers, IrType.Span(source.Numbers.Type.Element!), ExpressionLowering.HintFor(operation), escapes: false) };

    /// <summary>Makes every element one value.</summary>
    public void Fill(Operand.Structs buffer, Operand value, IOperation at) =>
        context.Buffers.Each(Length(buffer), i => Store(Element(buffer, i, IndexRanges.Inside), value, at));

    private void Store(Place element, Operand value, IOperation at) => context.Places.Store(element, value, at);

    private static Place.Element? First(Place place) => place switch
    {
        Place.Element element => element,
        Place.Aggregate { IsElement: true } part => First(part.Items[0]),
        _ => null,
    };

    private static bool MayAct(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { ContainingType.Name: "Math" or "MathF" } } => false,
        IInvocationOperation or IObjectCreationOperation or IThrowOperation or IAssignmentOperation or IIncrementOrDecrementOperation => true,
        IPropertyReferenceOperation property => !(property.Property.Name is "Length" or "Count" || property.Property.IsIndexer),
        IBinaryOperation { OperatorMethod: not null } => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder } quotient => TypeReader.IsInteger(quotient.Type),
        IConversionOperation { IsChecked: true } or IConversionOperation { OperatorMethod: not null } => true,
        _ => false,
    };

    /// <summary>The place of the first number of an element, or a place outside where there is no such element.</summary>
    private Value Times(Value index, int count, IndexRanges.Range range)
    {
        if (count == 1)
        {
            return index;
        }

        if (Builder.ConstantOf(index) is { } known && long.Parse(known, System.Globalization.CultureInfo.InvariantCulture) is var number && number * count + count <= int.MaxValue && number * count >= int.MinValue)
        {
            return context.Int(number * count);
        }

        return range.Scaled(count)
            ? Builder.Apply(Intrinsics.Multiply, IrType.Int32, context.Int(count), index)
            : Builder.Apply(Intrinsics.Place, IrType.Int32, index, context.Int(count));
    }

    private Value Checked(Value length, int count) =>
        count == 1 ? length : Builder.Apply(Intrinsics.Multiply, IrType.Int32, "checked", [context.Int(count), length]);
}
