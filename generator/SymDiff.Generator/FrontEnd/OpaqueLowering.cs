using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Lowers what differentiation only passes along: strings, objects, exceptions. Such an expression becomes its own C#
/// text with the holes <c>{0}</c>, <c>{1}</c>, … for the values in it; exactly those sequences are replaced later, so
/// constant text inside a template never contains a brace before a digit.
/// </summary>
internal sealed class OpaqueLowering(LoweringContext context)
{
    /// <summary>An operator on opaque operands.</summary>
    public Operand Operator(IOperation operation, string template, IReadOnlyList<IOperation> operands)
    {
        if (NullTest(operation) is { } test)
        {
            return test;
        }

        bool text = operation.Type is { SpecialType: SpecialType.System_String };
        var values = new Holes();
        foreach (IOperation operand in operands.Select(o => text ? Bare(o) : o))
        {
            values.Add(context.Expressions.Value(operand), operand);
        }

        NoteText(operation.Type!, values);
        int refusal = Refusal(values, "SD2018", "A value that depends on the method's inputs" + Ir.Refusal.Active + " is used in an operation on '" + (operands.FirstOrDefault(static o => !TypeReader.IsFloat(o.Type))?.Type ?? operation.Type)?.ToDisplayString() + "', through which no derivative can be followed. Wrap it in Diff.StopGradient to say that this is meant.", operation);
        return new Operand.Single(context.Builder.Opaque(TypeReader.Read(operation.Type!), template, EffectOf(values, operation.Type!), refusal, [.. values]));
    }

    /// <summary>
    /// The effect of an operation that changes nothing. One that a number goes into and something other than text comes
    /// out of counts as happening, so that it is refused when the number is active: a number may come out again further on.
    /// </summary>
    public static Effect EffectOf(IReadOnlyList<Value> values, ITypeSymbol result) =>
        values.Any(static v => v.Type.IsFloat) && result.SpecialType != SpecialType.System_String ? Effect.Acts : Effect.Pure;

    /// <summary>Remembers that numbers were turned into text: text may be written to a log, but not read back.</summary>
    public void NoteText(ITypeSymbol result, IReadOnlyList<Value> values) =>
        context.WritesText |= result.SpecialType == SpecialType.System_String && values.Any(static v => v.Type.IsFloat);

    public Operand Creation(IObjectCreationOperation operation)
    {
        if (operation.Constructor is { } constructor && EmittedMembers.Has(constructor))
        {
            return EmittedMembers.Refuse(context, constructor, operation);
        }

        IOperation[] arguments = [.. operation.Arguments.OrderBy(static a => a.Parameter!.Ordinal).Select(static a => a.Value)];
        if (TypeReader.IsTuple(operation.Type) && arguments.Length == TypeReader.Elements(operation.Type!).Count)
        {
            return new Operand.Aggregate([.. arguments.Select(context.Expressions.Lower)]);
        }

        if (TypeReader.IsBuffer(operation.Type) && arguments.Length > 0 && TypeReader.IsBuffer(arguments[0].Type))
        {
            Value buffer = context.Expressions.Value(arguments[0]);
            return new Operand.Single(arguments.Length == 3
                ? context.Buffers.Slice(TypeReader.Read(operation.Type!), buffer, context.Expressions.Value(arguments[1]), context.Expressions.Value(arguments[2]), ExpressionLowering.HintFor(operation))
                : buffer);
        }

        if (StructBuffer.Is(operation.Type) && arguments.Length is 1 or 3 && StructBuffer.Is(arguments[0].Type))
        {
            return context.StructBuffers.Find(arguments[0]) is not { } structs ? context.StandIn(operation.Type)
                : arguments.Length == 1 ? structs
                : context.StructBuffers.Slice(structs, context.Expressions.Value(arguments[1]), context.Expressions.Value(arguments[2]), ExpressionLowering.HintFor(operation));
        }

        if (Aggregates.IsStruct(operation.Type))
        {
            return context.Structs.Create(operation);
        }

        if (TypeReader.HiddenNumbers(operation.Type!, operation.Type!.Name) is { } hidden)
        {
            string reason = Aggregates.Obstacle(operation.Type) is { } obstacle ? ": " + obstacle : "";
            return context.Refuse("SD2010", "A value of type '" + operation.Type.ToDisplayString() + "' holds floating-point numbers (" + hidden + ") that cannot be differentiated there" + reason + ". Keep them in variables, tuples or arrays.", operation);
        }

        var values = new Holes();
        string text = Text(operation, values);
        int refusal = Refusal(values, "SD3001", "A value that depends on the method's inputs" + Ir.Refusal.Active + " is handed to the constructor of '" + operation.Type.ToDisplayString() + "', for which no derivative is known. Keep it in a variable, tuple or array, or wrap it in Diff.StopGradient.", operation);
        return new Operand.Single(context.Builder.Opaque(TypeReader.Read(operation.Type), text, Effect.Acts, refusal, [.. values]));
    }

    public Operand ArrayCreation(IArrayCreationOperation operation)
    {
        var values = new Holes();
        string text = Text(operation, values);
        int refusal = Refusal(values, "SD2010", "A value that depends on the method's inputs" + Ir.Refusal.Active + " is put into an array of '" + operation.Type!.ToDisplayString() + "', where derivatives cannot follow. Use an array of numbers, or wrap it in Diff.StopGradient.", operation);
        return new Operand.Single(context.Builder.Opaque(TypeReader.Read(operation.Type!), text, Effect.Acts, refusal, [.. values]));
    }

    public Operand Interpolated(IInterpolatedStringOperation operation)
    {
        var values = new Holes();
        string text = Text(operation, values);
        NoteText(operation.Type!, values);
        int refusal = Refusal(values, "SD2018", "A value that depends on the method's inputs" + Ir.Refusal.Active + " is turned into text here. Wrap it in Diff.StopGradient to say that this is meant.", operation);
        return new Operand.Single(context.Builder.Opaque(TypeReader.Read(operation.Type!), text, Effect.Pure, refusal, [.. values]));
    }

    public Operand TypeOf(ITypeOfOperation operation) =>
        new Operand.Single(context.Builder.Opaque(TypeReader.Read(operation.Type!), "typeof(" + TypeReader.NameOf(operation.TypeOperand) + ")", Effect.Pure, -1));

    /// <summary><c>a ?? b</c>; most often <c>x ?? throw …</c>.</summary>
    public Operand Coalesce(ICoalesceOperation operation)
    {
        if (operation.Value.Type is not { IsReferenceType: true } || (TypeReader.IsBuffer(operation.Type) && !Throws(operation.WhenNull)))
        {
            return context.Refuse("SD2019", "'??' on '" + operation.Value.Type?.ToDisplayString() + "' is not supported here. Use 'if'.", operation);
        }

        Value value = context.Expressions.Value(operation.Value);
        Value missing = context.Builder.Opaque(IrType.Boolean, "{0} is null", Effect.Pure, -1, value);
        if (Throws(operation.WhenNull))
        {
            context.If(missing, () => context.Expressions.Lower(operation.WhenNull));
            return new Operand.Single(value);
        }

        return context.Expressions.Choose(missing, operation.Type!, "", () => context.Expressions.Lower(operation.WhenNull), () => new Operand.Single(value));
    }

    /// <summary><c>throw</c>, as a statement or an expression.</summary>
    public Operand Throw(IThrowOperation operation)
    {
        if (operation.Exception is null)
        {
            return context.Refuse("SD2001", "'throw;' outside a 'catch' is not supported.", operation);
        }

        var values = new Holes();
        string text = Text(Bare(operation.Exception), values);
        if (context.Builder.Reachable)
        {
            context.Builder.Throw(text, [.. values]);
        }

        return context.StandIn(operation.Type);
    }

    /// <summary>An aggregate that something opaque gives: one value that holds it, and its parts.</summary>
    public Operand TakeApart(ITypeSymbol aggregate, string template, Effect effect, int refusal, IReadOnlyList<Value> arguments, Location at)
    {
        if (context.Text.Unreadable(aggregate) is { } hidden)
        {
            context.Error("SD2010", "The member '" + hidden.ToDisplayString() + "' cannot be read from '" + context.Method.ContainingType.ToDisplayString() + "', so this value cannot be taken apart. Make it accessible there.", at);
        }

        Value whole = context.Builder.Opaque(new IrType(Kind.Opaque, TypeReader.NameOf(aggregate)), template, effect, refusal, [.. arguments]);
        Operand Of(ITypeSymbol type, string path) => Aggregates.Is(type)
            ? new Operand.Aggregate([.. Aggregates.Parts(type).Select(part => Of(part.Type, path + part.Path))])
            : new Operand.Single(context.Builder.Opaque(TypeReader.Read(type), "{0}" + path, Effect.Pure, -1, whole));
        return Of(aggregate, "");
    }

    /// <summary>C# text of an expression with holes for its values, which are added to <paramref name="values"/>.</summary>
    public string Text(IOperation operation, Holes values)
    {
        if (operation.ConstantValue is { HasValue: true } constant && operation.Type is { } constantType)
        {
            return Literal(constant.Value, constantType);
        }

        switch (operation)
        {
            case IObjectCreationOperation when Aggregates.Is(operation.Type):
                return Hole(context.Expressions.Lower(operation), operation, values);
            case IObjectCreationOperation { Initializer: null, Constructor: { } constructor } creation:
                return "new " + TypeReader.NameOf(creation.Type!) + "(" + Arguments(creation.Arguments, values) + ")";
            case IObjectCreationOperation { Initializer: { } initializer }:
                context.Error("SD2002", "An object initialiser is not supported. Set what is needed in the constructor.", initializer.Syntax.GetLocation());
                return "null!";
            case IArrayCreationOperation { Type: IArrayTypeSymbol { Rank: 1 } array, Initializer: { } elements } when !TypeReader.IsBuffer(array):
                return "new " + TypeReader.NameOf(array) + " { " + string.Join(", ", elements.ElementValues.Select(e => Text(e, values)).ToArray()) + " }";
            case IArrayCreationOperation { Type: IArrayTypeSymbol { Rank: 1 } array } sized when !TypeReader.IsBuffer(array):
                return "new " + TypeReader.NameOf(array.ElementType) + "[" + Text(sized.DimensionSizes[0], values) + "]";
            case IInterpolatedStringOperation interpolated:
                return "$\"" + string.Concat(interpolated.Parts.Select(p => Part(p, values)).ToArray()) + "\"";
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                return "(" + Text(sum.LeftOperand, values) + " + " + Text(sum.RightOperand, values) + ")";
            case IConversionOperation { Operand.Type: { } from, Type: { } to } conversion when TypeReader.Read(to).Kind == Kind.Opaque && !TypeReader.IsBuffer(from) && !Aggregates.Is(from):
                return "(" + TypeReader.NameOf(to) + ")" + Text(conversion.Operand, values);
            default:
                Operand operand = context.Expressions.Lower(operation);
                if (operand is Operand.Module { Path: not null })
                {
                    context.Error("SD3001", "A module is handed on here to where derivatives cannot follow, and its parameters may be read or written there. Hand on numbers, or mark what is called [Differentiable].", operation.Syntax.GetLocation());
                }

                return Hole(operand, operation, values);
        }
    }

    /// <summary>The same for what only looks at an object, and not into it.</summary>
    public string Looked(IOperation operation, Holes values) =>
        ModuleReader.IsModule(Bare(operation).Type) ? Hole(context.Expressions.Lower(Bare(operation)), Bare(operation), values) : Text(operation, values);

    /// <summary>The arguments of a call, in parameter order.</summary>
    public string Arguments(IEnumerable<IArgumentOperation> arguments, Holes values)
    {
        var texts = new SortedDictionary<int, string>();
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is not { } parameter)
            {
                continue;
            }

            if (parameter.RefKind is RefKind.Ref or RefKind.Out && parameter.ContainingSymbol is IMethodSymbol method && Bare(argument.Value) is not IInterpolatedStringHandlerCreationOperation)
            {
                Remedies remedies = Remedies.Of(context, method, (argument.Parent as IInvocationOperation)?.Instance);
                context.Error("SD3001", "'" + parameter.ContainingSymbol.ToDisplayString() + "' writes through its parameter '" + parameter.Name + "', and no derivative is known for it. " + remedies.Advice("call it outside"), argument.Syntax.GetLocation(), remedies.Facts);
            }

            texts[parameter.Ordinal] = Text(argument.Value, values);
        }

        return string.Join(", ", texts.Values.ToArray());
    }

    public string Hole(Operand operand, IOperation at, Holes values)
    {
        if (operand is not Operand.Aggregate aggregate)
        {
            return values.Add(context.Expressions.Single(operand, at), at);
        }

        if (at.Type is not { } type || !Aggregates.IsStruct(type))
        {
            return "(" + string.Join(", ", aggregate.Items.Select(item => Hole(item, at, values)).ToArray()) + ")";
        }

        if (context.Text.Assembly(type) is not { } text)
        {
            context.Error("SD2010", "A value of type '" + type.ToDisplayString() + "' is needed here as a whole, and it cannot be put together from its parts in '" + context.Method.ContainingType.ToDisplayString() + "'. Give it members that can be set there, or a constructor that only keeps its arguments.", at.Syntax.GetLocation());
            return "default(" + TypeReader.NameOf(type) + ")";
        }

        return Template.Fill(text, [.. Leaves(aggregate).Select(item => values.Add(context.Expressions.Single(item, at), at))]);
    }

    private static IEnumerable<Operand> Leaves(Operand operand) => operand is Operand.Aggregate aggregate ? aggregate.Items.SelectMany(Leaves) : [operand];

    /// <summary>An entry for a value that turns out active, where one of the values can be that.</summary>
    public int Refusal(Holes values, string id, string message, IOperation at, Remedies? remedies = null) =>
        values.Any(static v => v.Type.IsFloat || v.Type.IsFloatBuffer)
            ? context.RefuseActive(id, message, at.Syntax.GetLocation(), values.Operands, remedies)
            : -1;

    private static bool Throws(IOperation operation) => Bare(operation) is IThrowOperation;

    private static IOperation Bare(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    /// <summary><c>x == null</c> on a buffer or object.</summary>
    private Operand.Single? NullTest(IOperation operation)
    {
        if (operation is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null } binary)
        {
            return null;
        }

        IOperation left = Bare(binary.LeftOperand), right = Bare(binary.RightOperand);
        if (right.ConstantValue is not { HasValue: true, Value: null } || left.Type is not { IsReferenceType: true })
        {
            return null;
        }

        string sign = binary.OperatorKind == BinaryOperatorKind.Equals ? " == null" : " != null";
        return new Operand.Single(context.Builder.Opaque(IrType.Boolean, "{0}" + sign, Effect.Pure, -1, context.Expressions.Value(left)));
    }

    private string Part(IOperation part, Holes values)
    {
        switch (part)
        {
            case IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string text } }:
                return Escape(text);
            case IInterpolationOperation interpolation:
                string alignment = interpolation.Alignment is { ConstantValue: { HasValue: true, Value: int width } } ? "," + width.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
                string format = interpolation.FormatString is IInterpolatedStringTextOperation { Text.ConstantValue.Value: string formatText } ? ":" + formatText
                    : interpolation.FormatString is ILiteralOperation { ConstantValue.Value: string literal } ? ":" + literal : "";
                return "{(" + Text(interpolation.Expression, values) + ")" + alignment + format + "}";
            default:
                context.Error("SD2002", "This part of an interpolated string is not supported.", part.Syntax.GetLocation());
                return "";
        }
    }

    /// <summary>Text of an interpolated string: braces doubled, and no digit left after one.</summary>
    private static string Escape(string text)
    {
        string literal = SymbolDisplay.FormatLiteral(text, quote: true);
        var result = new StringBuilder();
        for (int i = 1; i < literal.Length - 1; i++)
        {
            char c = literal[i];
            if (c is '{' or '}')
            {
                result.Append(c).Append(c);
            }
            else if (literal[i - 1] == '{' && char.IsDigit(c))
            {
                result.Append("\\u00").Append(((int)c).ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    /// <summary>A constant as C# that has its own type wherever it stands.</summary>
    private static string Literal(object? value, ITypeSymbol type)
    {
        if (value is null && type.IsReferenceType)
        {
            return "default(" + TypeReader.NameOf(type) + ")!";
        }

        string text = ConstantText.Of(value, type);
        return type.SpecialType switch
        {
            SpecialType.System_Double or SpecialType.System_Single => text switch
            {
                "NaN" => TypeReader.NameOf(type) + ".NaN",
                "Infinity" => TypeReader.NameOf(type) + ".PositiveInfinity",
                "-Infinity" => TypeReader.NameOf(type) + ".NegativeInfinity",
                _ => text + (type.SpecialType == SpecialType.System_Double ? "d" : "f"),
            },
            SpecialType.System_Int64 => text + "L",
            SpecialType.System_UInt64 => text + "UL",
            SpecialType.System_UInt32 => text + "U",
            SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16 => "(" + TypeReader.NameOf(type) + ")" + text,
            SpecialType.System_String => NoHoles(text),
            _ => text,
        };
    }

    /// <summary>Keeps the text of a string literal from looking like a hole.</summary>
    private static string NoHoles(string literal)
    {
        var result = new StringBuilder(literal);
        for (int i = result.Length - 2; i >= 0; i--)
        {
            if (result[i] == '{' && char.IsDigit(result[i + 1]))
            {
                result.Remove(i, 1).Insert(i, "\\u007b");
            }
        }

        return result.ToString();
    }
}
