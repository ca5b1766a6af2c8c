using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Lowers unary and binary operators.</summary>
internal sealed class OperatorLowering(LoweringContext context)
{
    private FunctionBuilder Builder => context.Builder;

    public Operand Unary(IUnaryOperation operation)
    {
        if (operation is { OperatorMethod: { } method, IsLifted: false } && (Aggregates.IsStruct(operation.Operand.Type) || Aggregates.IsStruct(operation.Type)))
        {
            return context.Calls.Operator(operation, method, [new CallArgument(0, operation.Operand)]);
        }

        if (!IsOwn(operation.OperatorMethod) || operation.IsLifted || !IsPlain(operation.Operand.Type))
        {
            string sign = operation.OperatorKind switch
            {
                UnaryOperatorKind.Minus => "-",
                UnaryOperatorKind.Plus => "+",
                UnaryOperatorKind.Not => "!",
                UnaryOperatorKind.BitwiseNegation => "~",
                UnaryOperatorKind.Hat => "^",
                _ => "",
            };
            return sign.Length == 0
                ? Fence.Refuse(context, operation)
                : context.Opaques.Operator(operation, sign + "{0}", [operation.Operand]);
        }

        Value operand = context.Expressions.Value(operation.Operand);
        IrType type = TypeReader.Read(operation.Type!);
        switch (operation.OperatorKind)
        {
            case UnaryOperatorKind.Plus:
                return new Operand.Single(operand);
            case UnaryOperatorKind.Minus:
                return new Operand.Single(Builder.Apply(Intrinsics.Negate, type, Checked(operation.IsChecked, type), [operand]));
            case UnaryOperatorKind.Not:
                return new Operand.Single(Builder.Apply(Intrinsics.Not, IrType.Boolean, operand));
            case UnaryOperatorKind.BitwiseNegation:
                return new Operand.Single(Builder.Apply(Intrinsics.BitNot, type, operand));
            default:
                return Fence.Refuse(context, operation);
        }
    }

    public Operand Binary(IBinaryOperation operation)
    {
        BinaryOperatorKind kind = operation.OperatorKind;
        if (kind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr && operation.OperatorMethod is null && !operation.IsLifted)
        {
            return ShortCircuit(operation, kind == BinaryOperatorKind.ConditionalAnd);
        }

        if (operation is { OperatorMethod: { } method, IsLifted: false } && new[] { operation.Type, operation.LeftOperand.Type, operation.RightOperand.Type }.Any(Aggregates.IsStruct))
        {
            return context.Calls.Operator(operation, method, [new CallArgument(0, operation.LeftOperand), new CallArgument(1, operation.RightOperand)]);
        }

        if (!IsArithmetic(operation))
        {
            return Sign(kind) is { } sign
                ? context.Opaques.Operator(operation, "{0} " + sign + " {1}", [operation.LeftOperand, operation.RightOperand])
                : Fence.Refuse(context, operation);
        }

        // A sum of thousands of terms leans to the left: its operators are taken in a row, not one inside the other.
        var row = new Stack<IBinaryOperation>();
        row.Push(operation);
        while (row.Peek().LeftOperand is IBinaryOperation { ConstantValue.HasValue: false } inner && IsArithmetic(inner))
        {
            row.Push(inner);
        }

        Value left = context.Expressions.Value(row.Peek().LeftOperand);
        while (true)
        {
            IBinaryOperation current = row.Pop();
            Value right = context.Expressions.Value(current.RightOperand);
            Operand result = Function(current.OperatorKind, left.Type) is { } function
                ? new Operand.Single(Apply(function, TypeReader.Read(current.Type!), current.IsChecked, left, right))
                : Fence.Refuse(context, current);
            if (row.Count == 0)
            {
                return result;
            }

            left = context.Expressions.Single(result, current);
        }
    }

    /// <summary>An operator of the language that evaluates both operands, which are numbers or flags.</summary>
    private static bool IsArithmetic(IBinaryOperation operation) =>
        operation.OperatorKind is not (BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        && IsOwn(operation.OperatorMethod) && !operation.IsLifted && IsPlain(operation.LeftOperand.Type) && IsPlain(operation.RightOperand.Type);

    /// <summary>Whether an operator is one of the language, or the one that the floating-point types share in its place.</summary>
    public static bool IsOwn(IMethodSymbol? method) => method is null
        || (TypeReader.IsShared(method, method.Parameters[0].Type)
            && method.Name is not ("op_BitwiseAnd" or "op_BitwiseOr" or "op_ExclusiveOr" or "op_OnesComplement")
            && method.Parameters.All(p => SymbolEqualityComparer.Default.Equals(p.Type, method.Parameters[0].Type))
            && (method.ReturnType.SpecialType == SpecialType.System_Boolean || SymbolEqualityComparer.Default.Equals(method.ReturnType, method.Parameters[0].Type)));

    /// <summary>One operator on values of its own types.</summary>
    public Value Apply(string function, IrType type, bool isChecked, Value left, Value right) =>
        Builder.Apply(function, type, function is Intrinsics.Add or Intrinsics.Subtract or Intrinsics.Multiply ? Checked(isChecked, type) : "", [left, right]);

    /// <summary><c>(a, b) == (c, d)</c>: every element is compared, from the left, until one differs.</summary>
    public Operand TupleBinary(ITupleBinaryOperation operation)
    {
        Operand left = context.Expressions.Lower(operation.LeftOperand);
        Operand right = context.Expressions.Lower(operation.RightOperand);
        if (Pairs(left, right) is not { } pairs)
        {
            return context.Refuse("SD2002", "These tuples cannot be compared element by element. Compare their elements.", operation);
        }

        bool equal = operation.OperatorKind == BinaryOperatorKind.Equals;
        Value result = pairs
            .Select(pair => Builder.Apply(equal ? Intrinsics.Equal : Intrinsics.NotEqual, IrType.Boolean, pair.Left, pair.Right))
            .Aggregate((first, second) => Builder.Apply(equal ? Intrinsics.And : Intrinsics.Or, IrType.Boolean, first, second));
        return new Operand.Single(result);
    }

    /// <summary>The function that an operator is at an operand type, or null.</summary>
    public static string? Function(BinaryOperatorKind kind, IrType type)
    {
        bool flag = type.Kind == Kind.Boolean;
        return kind switch
        {
            BinaryOperatorKind.Add => Intrinsics.Add,
            BinaryOperatorKind.Subtract => Intrinsics.Subtract,
            BinaryOperatorKind.Multiply => Intrinsics.Multiply,
            BinaryOperatorKind.Divide => Intrinsics.Divide,
            BinaryOperatorKind.Remainder => Intrinsics.Remainder,
            BinaryOperatorKind.LeftShift => Intrinsics.ShiftLeft,
            BinaryOperatorKind.RightShift => Intrinsics.ShiftRight,
            BinaryOperatorKind.UnsignedRightShift => Intrinsics.ShiftRightUnsigned,
            BinaryOperatorKind.And => flag ? Intrinsics.And : Intrinsics.BitAnd,
            BinaryOperatorKind.Or => flag ? Intrinsics.Or : Intrinsics.BitOr,
            BinaryOperatorKind.ExclusiveOr => flag ? Intrinsics.Xor : Intrinsics.BitXor,
            BinaryOperatorKind.Equals => Intrinsics.Equal,
            BinaryOperatorKind.NotEquals => Intrinsics.NotEqual,
            BinaryOperatorKind.LessThan => Intrinsics.Less,
            BinaryOperatorKind.LessThanOrEqual => Intrinsics.LessOrEqual,
            BinaryOperatorKind.GreaterThan => Intrinsics.Greater,
            BinaryOperatorKind.GreaterThanOrEqual => Intrinsics.GreaterOrEqual,
            _ => null,
        };
    }

    /// <summary>The C# text of an operator.</summary>
    public static string? Sign(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => "+",
        BinaryOperatorKind.Subtract => "-",
        BinaryOperatorKind.Multiply => "*",
        BinaryOperatorKind.Divide => "/",
        BinaryOperatorKind.Remainder => "%",
        BinaryOperatorKind.LeftShift => "<<",
        BinaryOperatorKind.RightShift => ">>",
        BinaryOperatorKind.UnsignedRightShift => ">>>",
        BinaryOperatorKind.And => "&",
        BinaryOperatorKind.Or => "|",
        BinaryOperatorKind.ExclusiveOr => "^",
        BinaryOperatorKind.Equals => "==",
        BinaryOperatorKind.NotEquals => "!=",
        BinaryOperatorKind.LessThan => "<",
        BinaryOperatorKind.LessThanOrEqual => "<=",
        BinaryOperatorKind.GreaterThan => ">",
        BinaryOperatorKind.GreaterThanOrEqual => ">=",
        _ => null,
    };

    public static bool IsPlain(ITypeSymbol? type) =>
        type is not null && TypeReader.Read(type).Kind is Kind.Float or Kind.Integer or Kind.Boolean;

    private static string Checked(bool isChecked, IrType type) => isChecked && type.Kind == Kind.Integer ? "checked" : "";

    private Operand ShortCircuit(IBinaryOperation operation, bool and)
    {
        Value left = context.Expressions.Value(operation.LeftOperand);
        if (operation.RightOperand is ILocalReferenceOperation or IParameterReferenceOperation or ILiteralOperation)
        {
            Value right = context.Expressions.Value(operation.RightOperand);
            return new Operand.Single(Builder.Apply(and ? Intrinsics.And : Intrinsics.Or, IrType.Boolean, left, right));
        }

        Operand Right() => context.Expressions.Lower(operation.RightOperand);
        Operand Constant(string text) => new Operand.Single(Builder.Constant(IrType.Boolean, text));
        string name = ExpressionLowering.HintFor(operation) ?? "";
        return and
            ? context.Expressions.Choose(left, operation.Type!, name, Right, () => Constant("false"))
            : context.Expressions.Choose(left, operation.Type!, name, () => Constant("true"), Right);
    }

    private static List<(Value Left, Value Right)>? Pairs(Operand left, Operand right)
    {
        switch (left, right)
        {
            case (Operand.Single { Value: { Type.Kind: Kind.Float or Kind.Integer or Kind.Boolean } l }, Operand.Single { Value: { } r }):
                return [(l, r)];
            case (Operand.Aggregate l, Operand.Aggregate r) when l.Items.Count == r.Items.Count:
                var pairs = new List<(Value, Value)>();
                for (int i = 0; i < l.Items.Count; i++)
                {
                    if (Pairs(l.Items[i], r.Items[i]) is not { } inner)
                    {
                        return null;
                    }

                    pairs.AddRange(inner);
                }

                return pairs;
            default:
                return null;
        }
    }
}
