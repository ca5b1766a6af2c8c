using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>The library's methods on arrays and spans that have a meaning in the representation.</summary>
internal static class BufferCalls
{
    /// <summary>Lowers the call, or gives null when it is none of these.</summary>
    public static Operand? TryLower(LoweringContext context, IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        string host = method.ContainingType.Name;
        if (host == "CollectionsMarshal" && method.Name == "AsSpan" && TypeReader.IsHolder(method.Parameters[0].Type))
        {
            return new Operand.Single(context.Buffers.Span(context.Expressions.Value(call.Arguments[0].Value)));
        }

        // A part of a Memory is the part of its span.
        if (method.Name == "Slice" && call.Instance is { } memory && TypeReader.IsHolder(memory.Type))
        {
            Value held = context.Buffers.Span(context.Expressions.Value(memory));
            Value[] range = [.. call.Arguments.OrderBy(static a => a.Parameter!.Ordinal).Select(a => context.Expressions.Value(a.Value))];
            return new Operand.Single(context.Buffers.Slice(held.Type.Part, held, range[0], range.Length > 1 ? range[1] : null, ExpressionLowering.HintFor(call)));
        }

        if (method.ContainingNamespace is not { Name: "System", ContainingNamespace.IsGlobalNamespace: true }
            || host is not ("Span" or "ReadOnlySpan" or "MemoryExtensions" or "Array"))
        {
            return null;
        }

        IReadOnlyList<IOperation> operands = Operands(call);
        if (host == "Array" && method.Name == "Empty")
        {
            return TypeReader.IsBuffer(call.Type)
                ? new Operand.Single(context.Builder.Allocate(TypeReader.Read(call.Type!), context.Int(0), ExpressionLowering.HintFor(call), EscapeScan.Escapes(call, context.Frame)))
                : null;
        }

        if (operands.Count > 0 && StructBuffer.Is(operands[0].Type))
        {
            return OfStructs(context, call, operands);
        }

        if (operands.Count == 0 || !TypeReader.IsBuffer(operands[0].Type))
        {
            return null;
        }

        if (operands.Any(static o => TypeReader.IsMatrix(o.Type)))
        {
            return OfMatrix(context, call, operands);
        }

        Value Number(int i) => context.Buffers.ToInt(context.Expressions.Value(operands[i]));
        switch (method.Name)
        {
            case "AsSpan" or "Slice" when operands.Count <= 3 && operands.Skip(1).All(static o => TypeReader.IsInteger(o.Type)):
                Value viewed = context.Expressions.Value(operands[0]);
                return new Operand.Single(operands.Count == 1
                    ? viewed
                    : context.Buffers.Slice(TypeReader.Read(call.Type!), viewed, Number(1), operands.Count == 3 ? Number(2) : null, ExpressionLowering.HintFor(call)));
            case "AsSpan" when operands.Count == 2 && BufferLowering.IsRange(operands[1]):
                Value ranged = context.Expressions.Value(operands[0]);
                return new Operand.Single(context.Buffers.Window(ranged, operands[1], TypeReader.Read(call.Type!), ExpressionLowering.HintFor(call)));
            case "ToArray":
                return new Operand.Single(context.Buffers.Copy(context.Expressions.Value(operands[0]), TypeReader.Read(call.Type!), call));
            case "GetLength" when host == "Array" && operands[1].ConstantValue is { HasValue: true, Value: 0 }:
                return new Operand.Single(context.Builder.Length(context.Expressions.Value(operands[0])));
            case "Clear" or "Fill" when operands.Count <= 2:
                Value filled = context.Expressions.Value(operands[0]);
                Value content = method.Name == "Clear"
                    ? context.Builder.Default(filled.Type.Element!)
                    : context.Expressions.Value(operands[1]);
                Write(context, call, filled);
                context.Buffers.Each(context.Builder.Length(filled), i => context.Builder.Store(filled, i, content));
                return Operand.Nothing;
            case "CopyTo" when operands.Count is 2 or 3 && TypeReader.IsBuffer(operands[1].Type):
                Value source = context.Expressions.Value(operands[0]), target = context.Expressions.Value(operands[1]);
                CopyAll(context, call, source, target, operands.Count == 3 ? Number(2) : null);
                return Operand.Nothing;
            case "Copy" when host == "Array" && operands.Count == 3 && TypeReader.IsBuffer(operands[1].Type):
                Value head = context.Expressions.Value(operands[0]), into = context.Expressions.Value(operands[1]);
                CopyPart(context, call, head, context.Int(0), into, context.Int(0), Number(2));
                return Operand.Nothing;
            case "Copy" when host == "Array" && operands.Count == 5 && TypeReader.IsBuffer(operands[2].Type):
                Value from = context.Expressions.Value(operands[0]), first = Number(1);
                Value to = context.Expressions.Value(operands[2]), second = Number(3);
                CopyPart(context, call, from, first, to, second, Number(4));
                return Operand.Nothing;
            default:
                return null;
        }
    }

    /// <summary>The same of structs: of the numbers in them, as many times as many.</summary>
    private static Operand? OfStructs(LoweringContext context, IInvocationOperation call, IReadOnlyList<IOperation> operands)
    {
        string name = call.TargetMethod.Name;
        bool known = name is "AsSpan" or "Slice" ? operands.Count <= 3 && operands.Skip(1).All(static o => TypeReader.IsInteger(o.Type) || BufferLowering.IsRange(o))
            : name is "ToArray" or "Clear" ? operands.Count == 1
            : name is "Fill" ? operands.Count == 2
            : name is "CopyTo" && operands.Count == 2 && StructBuffer.Is(operands[1].Type);
        if (!known || context.StructBuffers.Find(operands[0]) is not { } buffer)
        {
            return null;
        }

        Value Number(int i) => context.Buffers.ToInt(context.Expressions.Value(operands[i]));
        switch (name)
        {
            case "AsSpan" or "Slice" when operands.Count == 1:
                return buffer;
            case "AsSpan" when BufferLowering.IsRange(operands[1]):
                return context.StructBuffers.Window(buffer, operands[1], ExpressionLowering.HintFor(call));
            case "AsSpan" or "Slice":
                return context.StructBuffers.Slice(buffer, Number(1), operands.Count == 3 ? Number(2) : null, ExpressionLowering.HintFor(call));
            case "ToArray":
                return context.StructBuffers.Copy(buffer, call);
            case "Clear":
                Write(context, call, buffer.Numbers);
                context.Buffers.Each(context.Builder.Length(buffer.Numbers), i => context.Builder.Store(buffer.Numbers, i, context.Builder.Default(buffer.Numbers.Type.Element!)));
                return Operand.Nothing;
            case "Fill":
                Operand content = context.Expressions.Lower(operands[1]);
                Write(context, call, buffer.Numbers);
                context.StructBuffers.Fill(buffer, content, operands[1]);
                return Operand.Nothing;
            default:
                if (context.StructBuffers.Find(operands[1]) is { } target)
                {
                    CopyAll(context, call, buffer.Numbers, target.Numbers, null);
                }

                return Operand.Nothing;
        }
    }

    private static Operand? OfMatrix(LoweringContext context, IInvocationOperation call, IReadOnlyList<IOperation> operands)
    {
        int dimension = operands.Count == 2 && operands[1].ConstantValue is { HasValue: true, Value: int given and (0 or 1) } ? given : -1;
        Value Extent(Value matrix) => dimension == 0 ? context.Builder.Rows(matrix) : context.Builder.Columns(matrix);
        switch (call.TargetMethod.Name)
        {
            case "GetLength" when dimension >= 0:
                return new Operand.Single(Extent(context.Expressions.Value(operands[0])));
            case "GetUpperBound" when dimension >= 0:
                return new Operand.Single(context.Builder.Apply(Intrinsics.Subtract, IrType.Int32, Extent(context.Expressions.Value(operands[0])), context.Int(1)));
            case "GetLength" when operands.Count == 2:
                return new Operand.Single(context.Builder.Opaque(IrType.Int32, "{0}.GetLength({1})", Effect.Reads, -1, context.Expressions.Value(operands[0]), context.Expressions.Value(operands[1])));
            case "Clear" when operands.Count == 1:
                Value cleared = context.Expressions.Value(operands[0]);
                Write(context, call, cleared);
                context.Buffers.EachElement(cleared, at => context.Builder.Store(cleared, at, context.Builder.Default(cleared.Type.Element!)));
                return Operand.Nothing;
            default:
                return null;
        }
    }

    /// <summary>Receiver and arguments in order, without conversions to <c>System.Array</c>.</summary>
    public static IReadOnlyList<IOperation> Operands(IInvocationOperation call)
    {
        IEnumerable<IOperation> arguments = call.Arguments.OrderBy(static a => a.Parameter!.Ordinal).Select(static a => a.Value);
        return [.. (call.Instance is null ? arguments : arguments.Prepend(call.Instance)).Select(Bare)];
    }

    /// <summary>The buffer behind conversions between arrays, spans and <c>System.Array</c>.</summary>
    public static IOperation Bare(IOperation operation)
    {
        while (operation is IConversionOperation { ConstantValue.HasValue: false } conversion && (TypeReader.IsBuffer(conversion.Operand.Type) || StructBuffer.Is(conversion.Operand.Type)))
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    private static void CopyAll(LoweringContext context, IInvocationOperation call, Value source, Value target, Value? start)
    {
        Value length = context.Builder.Length(source);
        if (start is not null)
        {
            target = context.Buffers.Slice(IrType.Span(target.Type.Element!), target, start, null, null);
        }

        Value tooLong = context.Builder.Apply(Intrinsics.Greater, IrType.Boolean, length, context.Builder.Length(target));
        context.If(tooLong, () => context.Builder.Throw("new global::System.ArgumentException(\"Destination is too short.\", \"destination\")"));
        Move(context, call, source, target, length);
    }

    private static void CopyPart(LoweringContext context, IInvocationOperation call, Value source, Value first, Value target, Value second, Value length)
    {
        Value from = context.Buffers.Slice(IrType.Span(source.Type.Element!), source, first, length, null);
        Value to = context.Buffers.Slice(IrType.Span(target.Type.Element!), target, second, length, null);
        Move(context, call, from, to, length);
    }

    /// <summary>Copies elements; through a temporary where the two may overlap.</summary>
    private static void Move(LoweringContext context, IInvocationOperation call, Value source, Value target, Value length)
    {
        FunctionBuilder builder = context.Builder;
        Write(context, call, target);
        if (context.MayShare(source, target))
        {
            Value held = builder.Allocate(IrType.Span(source.Type.Element!), length, "held");
            Value overlapping = source;
            context.Buffers.Each(length, i => builder.Store(held, i, builder.Load(overlapping, i)));
            source = held;
        }

        context.Buffers.Each(length, i => builder.Store(target, i, builder.Load(source, i)));
    }

    private static void Write(LoweringContext context, IInvocationOperation call, Value target)
    {
        if (context.Members.IsForeign(target))
        {
            context.Error("SD2013", "An array that belongs to a field or property is written here, where derivatives cannot follow. Pass the array as a parameter.", call.Syntax.GetLocation());
        }
    }
}
