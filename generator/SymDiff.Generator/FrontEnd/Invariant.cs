using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Whether an integer expression has the same value on every iteration of a loop.</summary>
internal static class Invariant
{
    public static bool Holds(IOperation operation, ILoopOperation loop)
    {
        if (operation.ConstantValue.HasValue)
        {
            return true;
        }

        return operation switch
        {
            ILocalReferenceOperation local => Fixed(local.Local, loop),
            IParameterReferenceOperation parameter => Fixed(parameter.Parameter, loop),
            IFieldReferenceOperation field => IsFixedField(field, loop) && TypeReader.IsInteger(field.Type),
            IPropertyReferenceOperation { Property.Name: "Length" or "Count", Instance: { } buffer } when TypeReader.IsBuffer(buffer.Type) || TypeReader.IsHolder(buffer.Type) || StructBuffer.Is(buffer.Type) => IsFixedBuffer(buffer, loop),
            IInvocationOperation { TargetMethod: { Name: "GetLength", ContainingType.SpecialType: SpecialType.System_Array }, Instance: { } array } measured =>
                IsFixedBuffer(BufferCalls.Bare(array), loop) && measured.Arguments[0].Value.ConstantValue.HasValue,
            IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder or BinaryOperatorKind.RightShift or BinaryOperatorKind.LeftShift } binary =>
                TypeReader.IsInteger(binary.Type) && Holds(binary.LeftOperand, loop) && Holds(binary.RightOperand, loop),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus, OperatorMethod: null } unary => TypeReader.IsInteger(unary.Type) && Holds(unary.Operand, loop),
            IConversionOperation conversion => TypeReader.IsInteger(conversion.Type) && TypeReader.IsInteger(conversion.Operand.Type) && Holds(conversion.Operand, loop),
            IParenthesizedOperation parenthesized => Holds(parenthesized.Operand, loop),
            IInvocationOperation { TargetMethod: { ContainingType: { Name: "Math", ContainingNamespace.Name: "System" } } } call =>
                TypeReader.IsInteger(call.Type) && call.Arguments.All(a => Holds(a.Value, loop)),
            _ => false,
        };
    }

    private static bool IsFixedBuffer(IOperation buffer, ILoopOperation loop) => buffer switch
    {
        // The rows of an array of arrays are never replaced.
        IArrayElementReferenceOperation { Indices: { Length: 1 } } row when TypeReader.IsJagged(row.ArrayReference.Type) => IsFixedBuffer(row.ArrayReference, loop) && Holds(row.Indices[0], loop),
        ILocalReferenceOperation local => Fixed(local.Local, loop),
        IParameterReferenceOperation parameter => Fixed(parameter.Parameter, loop),
        IFieldReferenceOperation field => IsFixedField(field, loop),
        _ => false,
    };

    /// <summary>A readonly field; in a struct it changes with the whole, and in a constructor it is a variable.</summary>
    private static bool IsFixedField(IFieldReferenceOperation field, ILoopOperation loop) =>
        field.Field.IsReadOnly
        && (field.Instance is null || (field.Instance is IInstanceReferenceOperation { Type: { } type } && (type.IsReferenceType || type.IsReadOnly)))
        && loop.SemanticModel?.GetEnclosingSymbol(loop.Syntax.SpanStart) is not IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor };

    private static bool Fixed(ISymbol symbol, ILoopOperation loop) =>
        symbol is not (ILocalSymbol { IsRef: true } or IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out })
        && !WriteScan.Touches(loop.Body, symbol);
}
