using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// A <c>for</c> loop whose number of iterations is known when it starts: one integer variable of its own that only
/// the step writes, a constant step, an end that the body cannot change, and no way out but the test.
/// </summary>
/// <param name="Variable">The loop variable.</param>
/// <param name="Start">Its first value.</param>
/// <param name="Comparison"><c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c> or <c>&gt;=</c>.</param>
/// <param name="End">What it is compared with.</param>
/// <param name="Step">What is added to it.</param>
internal sealed record CountedLoop(ILocalSymbol Variable, IOperation Start, string Comparison, IOperation End, long Step)
{
    public static CountedLoop? Read(IForLoopOperation loop)
    {
        if (loop.Before.Length != 1
            || loop.Before[0] is not IVariableDeclarationGroupOperation { Declarations: { Length: 1 } declarations }
            || declarations[0].Declarators is not { Length: 1 } declarators
            || declarators[0] is not { Initializer.Value: { } start, Symbol: { } variable }
            || variable.Type.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64)
            || loop.AtLoopBottom.Length != 1
            || loop.AtLoopBottom[0] is not IExpressionStatementOperation { Operation: { } step }
            || StepOf(step) is not { Step: not 0 } stepped
            || !SymbolEqualityComparer.Default.Equals(stepped.Variable, variable)
            || loop.Condition is not IBinaryOperation { OperatorMethod: null } condition)
        {
            return null;
        }

        (string? comparison, IOperation end) = IsVariable(condition.LeftOperand, variable)
            ? (SignOf(condition.OperatorKind, false), condition.RightOperand)
            : (SignOf(condition.OperatorKind, true), condition.LeftOperand);
        if (comparison is null
            || !(IsVariable(condition.LeftOperand, variable) || IsVariable(condition.RightOperand, variable))
            || comparison[0] == '<' != stepped.Step > 0
            || ExitScan.LeavesLoop(loop)
            || WriteScan.Touches(loop.Body, variable)
            || !Invariant.Holds(end, loop))
        {
            return null;
        }

        return new CountedLoop(variable, start, comparison, end, stepped.Step);
    }

    /// <summary>What a statement adds to a variable, when it does nothing else.</summary>
    public static (ILocalSymbol Variable, long Step)? StepOf(IOperation step)
    {
        switch (step)
        {
            case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation target, IsChecked: false } one:
                return (target.Local, one.Kind == OperationKind.Increment ? 1 : -1);
            case ICompoundAssignmentOperation { Target: ILocalReferenceOperation target, IsChecked: false, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } many when Constant(many.Value) is { } amount:
                return (target.Local, many.OperatorKind == BinaryOperatorKind.Add ? amount : -amount);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Value: IBinaryOperation { IsChecked: false, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum }
                when IsVariable(sum.LeftOperand, target.Local) && Constant(sum.RightOperand) is { } amount:
                return (target.Local, sum.OperatorKind == BinaryOperatorKind.Add ? amount : -amount);
            default:
                return null;
        }
    }

    private static long? Constant(IOperation operation) =>
        operation.ConstantValue is { HasValue: true, Value: int or long or short or byte or sbyte } constant
            ? Convert.ToInt64(constant.Value, CultureInfo.InvariantCulture)
            : null;

    private static bool IsVariable(IOperation operation, ILocalSymbol variable) =>
        operation is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, variable);

    private static string? SignOf(BinaryOperatorKind kind, bool flipped) => (kind, flipped) switch
    {
        (BinaryOperatorKind.LessThan, false) or (BinaryOperatorKind.GreaterThan, true) => "<",
        (BinaryOperatorKind.LessThanOrEqual, false) or (BinaryOperatorKind.GreaterThanOrEqual, true) => "<=",
        (BinaryOperatorKind.GreaterThan, false) or (BinaryOperatorKind.LessThan, true) => ">",
        (BinaryOperatorKind.GreaterThanOrEqual, false) or (BinaryOperatorKind.LessThanOrEqual, true) => ">=",
        _ => null,
    };
}
