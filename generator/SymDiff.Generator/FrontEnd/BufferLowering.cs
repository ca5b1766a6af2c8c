using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Lowers the making of arrays and spans, their elements and their windows.</summary>
internal sealed class BufferLowering(LoweringContext context)
{
    private FunctionBuilder Builder => context.Builder;

    // Elements

    /// <summary>Whether an array is indexed by a range. In code that is being typed there may be no index yet.</summary>
    public static bool TakesRange(IArrayElementReferenceOperation operation) => !operation.Indices.IsEmpty && IsRange(operation.Indices[0]);

    public Operand Element(IArrayElementReferenceOperation operation)
    {
        if (TypeReader.IsJagged(operation.ArrayReference.Type))
        {
            return Row(operation, operation.ArrayReference, operation.Indices[0]);
        }

        if (StructBuffer.Is(operation.ArrayReference.Type) && TakesRange(operation))
        {
            return context.StructBuffers.Find(operation.ArrayReference) is { } structs
                ? context.StructBuffers.Copy(context.StructBuffers.Window(structs, operation.Indices[0], null), operation)
                : context.StandIn(operation.Type);
        }

        if (TakesRange(operation))
        {
            Value array = context.Expressions.Value(operation.ArrayReference);
            Value window = Window(array, operation.Indices[0], IrType.Span(array.Type.Element!), null);
            return new Operand.Single(Copy(window, TypeReader.Read(operation.Type!), operation));
        }

        return context.Places.LoadPlain(ElementPlace(operation));
    }

    /// <summary>One of the arrays in an array of arrays, as a window on the whole.</summary>
    private Operand Row(IOperation operation, IOperation array, IOperation index)
    {
        if (IsRange(index))
        {
            return context.Refuse("SD2011", "A part of an array of arrays is not supported. Use an array of numbers, or the rows one by one.", operation);
        }

        Value rows = context.Expressions.Value(array);
        return rows.Type.IsJagged
            ? new Operand.Single(Row(rows, Position(index, rows), ExpressionLowering.HintFor(operation)))
            : context.StandIn(operation.Type);
    }

    /// <summary>The elements that a list or a <c>Memory</c> holds, as a window on it; any other buffer is that already.</summary>
    public Value Span(Value buffer) => buffer.Type.IsList || buffer.Type.IsMemory ? Slice(buffer.Type.Part, buffer, context.Int(0), null, null) : buffer;

    public Value Row(Value rows, Value index, string? name) => Slice(IrType.Array(rows.Type.Element!), rows, index, null, name);

    public Operand Indexer(IImplicitIndexerReferenceOperation operation)
    {
        if (TypeReader.IsJagged(operation.Instance.Type))
        {
            return Row(operation, operation.Instance, operation.Argument);
        }

        if (StructBuffer.Is(operation.Instance.Type))
        {
            return !IsRange(operation.Argument) ? context.Places.LoadPlain(ElementPlace(operation))
                : context.StructBuffers.Find(operation.Instance) is { } structs ? context.StructBuffers.Window(structs, operation.Argument, ExpressionLowering.HintFor(operation))
                : context.StandIn(operation.Type);
        }

        if (!TypeReader.IsBuffer(operation.Instance.Type) && !TypeReader.IsHolder(operation.Instance.Type))
        {
            return context.Opaques.Operator(operation, "{0}[{1}]", [operation.Instance, operation.Argument]);
        }

        if (!IsRange(operation.Argument))
        {
            return context.Places.LoadPlain(ElementPlace(operation));
        }

        Value buffer = Span(context.Expressions.Value(operation.Instance));
        return new Operand.Single(Window(buffer, operation.Argument, buffer.Type.Part, ExpressionLowering.HintFor(operation)));
    }

    public Place ElementPlace(IArrayElementReferenceOperation operation)
    {
        if (operation.Indices.IsEmpty)
        {
            context.Refuse("SD2002", "The C# compiler reports an error here.", operation);
            return Place.Discarded;
        }

        if (TypeReader.IsMatrix(operation.ArrayReference.Type))
        {
            Value matrix = context.Expressions.Value(operation.ArrayReference);
            Value[] indices = [.. operation.Indices.Select(i => ToInt(context.Expressions.Value(i)))];
            return matrix.Type.IsMatrix && indices.Length == 2 && indices.All(static i => i.Type == IrType.Int32) ? new Place.Element(matrix, Builder.At(indices[0], indices[1])) : Place.Discarded;
        }

        if (TypeReader.IsJagged(operation.ArrayReference.Type))
        {
            context.Error("SD2007", "A row of '" + operation.ArrayReference.Syntax + "' is replaced here, or named as a variable, so which array it is afterwards cannot be proven. Copy the elements.", operation.Syntax.GetLocation());
            return context.Places.StandIn(operation.Type);
        }

        if (TypeReader.IsBuffer(operation.ArrayReference.Type) && !TakesRange(operation))
        {
            return ElementPlace(operation.ArrayReference, operation.Indices[0]);
        }

        Operand whole = context.Expressions.Lower(operation.ArrayReference);
        if (whole is Operand.Structs structs)
        {
            return context.StructBuffers.Element(structs, operation.Indices[0]);
        }

        var arguments = new Holes();
        string array = arguments.Add(context.Expressions.Single(whole, operation.ArrayReference), operation.ArrayReference);
        string template = array + "[" + string.Join(", ", operation.Indices.Select(i => arguments.Add(context.Expressions.Value(i), i)).ToArray()) + "]";
        return MemberLowering.ForeignPlace(operation, template, arguments, "an element of '" + operation.ArrayReference.Type!.ToDisplayString() + "'");
    }

    public Place ElementPlace(IImplicitIndexerReferenceOperation operation) => ElementPlace(operation.Instance, operation.Argument);

    public Place ElementPlace(IOperation array, IOperation index)
    {
        if (StructBuffer.Is(array.Type))
        {
            return context.StructBuffers.Find(array) is { } structs ? context.StructBuffers.Element(structs, index) : context.Places.StandIn(StructBuffer.Of(array.Type)!.Element);
        }

        Value buffer = context.Expressions.Value(array);
        return buffer.Type.IsBuffer
            ? new Place.Element(buffer, Position(index, buffer))
            : Place.Discarded;
    }

    // Windows

    /// <summary>The part of a buffer that a range names; it shares the elements.</summary>
    public Value Window(Value buffer, IOperation range, IrType type, string? name) =>
        Ends(range, () => Builder.Length(buffer)) is var (start, length) ? Slice(type, buffer, start, length, name) : buffer;

    /// <summary>Where the part of a buffer begins that a range names, and how long it is; null, after an error, where that is not known.</summary>
    public (Value Start, Value? Length)? Ends(IOperation range, Func<Value> extent)
    {
        while (range is IConversionOperation conversion)
        {
            range = conversion.Operand;
        }

        if (range is not IRangeOperation { LeftOperand: var left, RightOperand: var right })
        {
            context.Follow("SD2002", "A range must be written in place, as in 'x[1..^1]'.", range);
            return null;
        }

        Value start = left is null ? context.Int(0) : Position(left, extent);
        Value? end = right is null ? null : Position(right, extent);
        return (start, end is null || left is null ? end : Builder.Apply(Intrinsics.Subtract, IrType.Int32, end, start));
    }

    public Value Slice(IrType type, Value buffer, Value start, Value? length, string? name)
    {
        Value window = Builder.Slice(type, buffer, start, length, name);
        context.SetRoots(window, buffer);
        return window;
    }

    // Creation

    public Operand Create(IArrayCreationOperation operation)
    {
        if (StructBuffer.Of(operation.Type) is { } structs && operation.DimensionSizes.Length == 1)
        {
            return context.StructBuffers.New(operation, structs, ToInt(context.Expressions.Value(operation.DimensionSizes[0])), operation.Initializer?.ElementValues ?? []);
        }

        if (!TypeReader.IsBuffer(operation.Type))
        {
            return TypeReader.HiddenNumbers(operation.Type!, "") is null
                ? context.Opaques.ArrayCreation(operation)
                : context.Refuse("SD2011", "'" + TypeReader.Shown(operation.Type!) + "' is not supported. Use an array of one or two dimensions and compute the index: 'a[i * columns + j]'.", operation);
        }

        bool isMatrix = TypeReader.IsMatrix(operation.Type);
        if (operation.DimensionSizes.Length != (isMatrix ? 2 : 1))
        {
            return context.Refuse("SD2002", "The C# compiler reports an error here.", operation);
        }

        if (isMatrix)
        {
            return new Operand.Single(NewMatrix(operation));
        }

        Value length = ToInt(context.Expressions.Value(operation.DimensionSizes[0]));
        return new Operand.Single(New(operation, TypeReader.Read(operation.Type!), length, operation.Initializer?.ElementValues ?? []));
    }

    public Operand Collection(ICollectionExpressionOperation operation)
    {
        if (StructBuffer.Of(operation.Type) is { } structs && !operation.Elements.Any(static e => e is ISpreadOperation))
        {
            return context.StructBuffers.New(operation, structs, context.Int(operation.Elements.Length), operation.Elements);
        }

        if (!TypeReader.IsBuffer(operation.Type))
        {
            return context.Refuse("SD2011", "A collection expression of type '" + operation.Type?.ToDisplayString() + "' is not supported. Use an array or a span.", operation);
        }

        if (operation.Elements.Any(static e => e is ISpreadOperation))
        {
            return Spread(operation);
        }

        return new Operand.Single(New(operation, TypeReader.Read(operation.Type!), context.Int(operation.Elements.Length), operation.Elements));
    }

    /// <summary><c>[a, .. b, c]</c>: all parts are evaluated before the array is filled.</summary>
    private Operand Spread(ICollectionExpressionOperation operation)
    {
        var parts = new List<Value>();
        foreach (IOperation element in operation.Elements)
        {
            if (element is ISpreadOperation spread && !(TypeReader.IsBuffer(spread.Operand.Type) && spread.ElementConversion.IsIdentity))
            {
                context.Refuse("SD2002", "Only an array or span of the same element type can be spread here. Copy the elements in a loop.", spread);
                return context.StandIn(operation.Type);
            }

            parts.Add(context.Expressions.Value(element is ISpreadOperation source ? source.Operand : element));
        }

        Value Plus(Value position, Value count) => Builder.Apply(Intrinsics.Add, IrType.Int32, position, count);
        Value[] counts = [.. parts.Select(part => part.Type.IsBuffer ? Builder.Length(part) : context.Int(1))];
        Value array = Builder.Allocate(TypeReader.Read(operation.Type!), counts.Aggregate(Plus), ExpressionLowering.HintFor(operation), EscapeScan.Escapes(operation, context.Frame));
        Value start = context.Int(0);
        for (int part = 0; part < parts.Count; part++)
        {
            Value from = start;
            if (parts[part].Type.IsBuffer)
            {
                Each(counts[part], i => Builder.Store(array, part == 0 ? i : Plus(from, i), Builder.Load(parts[part], i)));
            }
            else
            {
                Builder.Store(array, from, parts[part]);
            }

            start = part == 0 ? counts[0] : Plus(start, counts[part]);
        }

        return new Operand.Single(array);
    }

    /// <summary>
    /// <c>stackalloc</c>, which the compiler hands out as an operation without a kind, whose children are the length
    /// and the elements.
    /// </summary>
    public Operand StackAllocation(IOperation operation)
    {
        if (operation.Syntax is not (StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax) || operation.SemanticModel is null)
        {
            return Fence.Refuse(context, operation);
        }

        Microsoft.CodeAnalysis.TypeInfo info = Microsoft.CodeAnalysis.CSharp.CSharpExtensions.GetTypeInfo(operation.SemanticModel, (ExpressionSyntax)operation.Syntax, context.Cancellation);
        ITypeSymbol? type = TypeReader.IsBuffer(info.Type) || StructBuffer.Is(info.Type) ? info.Type : info.ConvertedType;
        IOperation[] children = [.. operation.ChildOperations];
        if (!(TypeReader.IsBuffer(type) || StructBuffer.Is(type)) || children.Length == 0)
        {
            context.Error("SD1018", "'stackalloc' is supported for spans of numbers only, not for pointers.", operation.Syntax.GetLocation());
            return context.StandIn(type);
        }

        IrType buffer = TypeReader.Read(type!);
        Value length = ToInt(context.Expressions.Value(children[0]));
        IEnumerable<IOperation> elements = children.Skip(1).SelectMany(static c => c is IArrayInitializerOperation i ? i.ElementValues : [c]);
        return StructBuffer.Of(type) is { } structs
            ? context.StructBuffers.New(operation, structs, length, [.. elements])
            : new Operand.Single(New(operation, buffer, length, [.. elements]));
    }

    /// <summary>A new array with a buffer's elements.</summary>
    public Value Copy(Value source, IrType type, IOperation operation)
    {
        return Copy(source, type, ExpressionLowering.HintFor(operation), EscapeScan.Escapes(operation, context.Frame));
    }

    public Value Copy(Value source, IrType type, string? name, bool escapes)
    {
        Value extent = Builder.Extent(source);
        Value copy = Builder.Allocate(type, extent, name, escapes);
        void Move(Value place) => Builder.Store(copy, place, Builder.Load(source, place));
        if (source.Type.IsMatrix)
        {
            EachElement(source, Move);
        }
        else
        {
            Each(extent, Move);
        }

        return copy;
    }

    /// <summary>Runs <paramref name="body"/> for the position of every element of a matrix.</summary>
    public void EachElement(Value matrix, Action<Value> body)
    {
        Value columns = Builder.Columns(matrix);
        Each(Builder.Rows(matrix), i => context.For(IrType.Int32, "j", context.Int(0), "<", columns, 1, j => body(Builder.At(i, j))));
    }

    /// <summary>Runs <paramref name="body"/> for every index below <paramref name="length"/>.</summary>
    public void Each(Value length, Action<Value> body) =>
        context.For(IrType.Int32, "i", context.Int(0), "<", length, 1, body);

    public Value ToInt(Value index) =>
        index.Type == IrType.Int32 || index.Type.Kind != Kind.Integer
            ? index
            : Builder.Apply(Intrinsics.Convert, IrType.Int32, index.Type.Name is "byte" or "sbyte" or "short" or "ushort" or "char" ? "" : "checked", [index]);

    public static bool IsRange(IOperation index) => index.Type is { Name: "Range", ContainingNamespace.Name: "System" };

    private Value NewMatrix(IArrayCreationOperation operation)
    {
        Value[] sizes = [.. operation.DimensionSizes.Select(s => ToInt(context.Expressions.Value(s)))];
        Value matrix = Builder.Allocate(TypeReader.Read(operation.Type!), Builder.At(sizes[0], sizes[1]), ExpressionLowering.HintFor(operation), EscapeScan.Escapes(operation, context.Frame));
        IOperation[] rows = [.. operation.Initializer?.ElementValues ?? []];
        for (int i = 0; i < rows.Length; i++)
        {
            IOperation[] elements = rows[i] is IArrayInitializerOperation row ? [.. row.ElementValues] : [];
            for (int j = 0; j < elements.Length; j++)
            {
                Value value = context.Expressions.Value(elements[j]);
                Builder.Store(matrix, Builder.At(context.Int(i), context.Int(j)), value);
            }
        }

        return matrix;
    }

    private Value New(IOperation operation, IrType type, Value length, IReadOnlyList<IOperation> elements)
    {
        Value array = Builder.Allocate(type, length, ExpressionLowering.HintFor(operation), EscapeScan.Escapes(operation, context.Frame));
        for (int i = 0; i < elements.Count; i++)
        {
            Value value = context.Expressions.Value(elements[i]);
            Builder.Store(array, context.Int(i), value);
        }

        return array;
    }

    /// <summary>The index that an integer or a <c>^k</c> stands for.</summary>
    private Value Position(IOperation index, Value buffer) => Position(index, () => Builder.Length(buffer));

    /// <summary>The same in what is so long.</summary>
    public Value Position(IOperation index, Func<Value> extent)
    {
        if (index is IConversionOperation { Type.Name: "Index" } conversion)
        {
            index = conversion.Operand;
        }

        if (index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat)
        {
            Value back = context.Expressions.Value(hat.Operand);
            Value length = extent(), position = Builder.Apply(Intrinsics.Subtract, IrType.Int32, length, back);
            context.Ranges.Difference(position, length, back);
            return position;
        }

        if (!TypeReader.IsInteger(index.Type))
        {
            context.Follow("SD2002", "An index of type '" + index.Type?.ToDisplayString() + "' is not supported. Use an integer, or '^k' in place.", index);
            return context.Int(0);
        }

        return ToInt(context.Expressions.Value(index));
    }
}
