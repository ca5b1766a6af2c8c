using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Lowers new arrays of arrays whose rows have one length: a declaration, and right behind it a loop over all rows that
/// begins with making its row. All rows are made at once; no other is there for the loop to see.
/// </summary>
/// <remarks>
/// <code>
/// double[][] a = new double[n][];
/// for (int i = 0; i &lt; n; i++)          a.Length may stand for n
/// {
///     a[i] = new double[m];            m is the same in every round
///     …                                of a only the row a[i]
/// }
/// </code>
/// </remarks>
internal sealed class RowLowering(LoweringContext context)
{
    private readonly HashSet<IOperation> made = [];

    /// <summary>Whether a statement makes what is there already.</summary>
    public bool IsMade(IOperation statement) => made.Contains(statement);

    /// <summary>Lowers the declaration where the statement behind it makes the rows.</summary>
    public bool TryDeclare(IOperation statement, IOperation? next)
    {
        if (Declarator(statement) is not { Symbol: { IsRef: false } local, Initializer.Value: IArrayCreationOperation { Initializer: null, DimensionSizes: { Length: 1 } sizes } creation } declarator
            || !TypeReader.IsJagged(creation.Type)
            || next is not IForLoopOperation loop
            || Row(loop, local, sizes[0]) is not { } row)
        {
            return false;
        }

        context.BeginStatement(StatementText.Of(declarator.Syntax), declarator.Syntax);
        Value rows = context.Buffers.ToInt(context.Expressions.Value(sizes[0]));
        Value columns = context.Buffers.ToInt(context.Expressions.Value(row.DimensionSizes[0]));
        Value array = context.Builder.Allocate(TypeReader.Read(creation.Type!), context.Builder.At(rows, columns), local.Name, escapes: true);
        context.Places.Store(context.Places.Declare(local, local.Type), new Operand.Single(array), creation);
        IOperation first = First(loop);
        made.Add(first == loop.Body || ((IBlockOperation)loop.Body).Operations.Length == 1 ? loop : first);
        return true;
    }

    private static IVariableDeclaratorOperation? Declarator(IOperation statement) =>
        statement is IVariableDeclarationGroupOperation { Declarations: { Length: 1 } declarations } && declarations[0].Declarators is { Length: 1 } declarators ? declarators[0] : null;

    private static IOperation First(IForLoopOperation loop) => loop.Body is IBlockOperation { Operations: { Length: > 0 } statements } ? statements[0] : loop.Body;

    /// <summary>How the loop makes each row; null where it does not make all of them, or shows one that is not made yet.</summary>
    private static IArrayCreationOperation? Row(IForLoopOperation loop, ILocalSymbol array, IOperation rows) =>
        First(loop) is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation place, Value: IArrayCreationOperation { Initializer: null, DimensionSizes: { Length: 1 } columns } row } }
        && CountedLoop.Read(loop) is { Comparison: "<", Step: 1, Start.ConstantValue: { HasValue: true, Value: 0 } } counted
        && (IsSame(counted.End, rows) || counted.End is IPropertyReferenceOperation { Property.Name: "Length", Instance: { } measured } && Is(measured, array))
        && IsRow(place, array, counted.Variable)
        && IsPlain(columns[0])
        && Invariant.Holds(columns[0], loop)
        && !Mentions(columns[0], counted.Variable)
        && !Mentions(columns[0], array)
        && loop.Body.Descendants().Where(o => Is(o, array)).All(o => o.Parent is IArrayElementReferenceOperation element ? IsRow(element, array, counted.Variable) : o.Parent is IPropertyReferenceOperation { Property.Name: "Length" })
        && !WriteScan.Functions(loop).Any(function => Mentions(function, array))
            ? row
            : null;

    private static bool IsRow(IArrayElementReferenceOperation element, ILocalSymbol array, ILocalSymbol index) =>
        Is(element.ArrayReference, array) && element.Indices.Length == 1 && Is(element.Indices[0], index);

    private static bool Is(IOperation operation, ISymbol variable) => operation is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, variable);

    private static bool Mentions(IOperation operation, ISymbol variable) => operation.DescendantsAndSelf().Any(o => Is(o, variable));

    /// <summary>Whether two expressions are one variable or one constant.</summary>
    private static bool IsSame(IOperation left, IOperation right) =>
        left.ConstantValue is { HasValue: true } constant ? right.ConstantValue is { HasValue: true } other && Equals(constant.Value, other.Value)
        : left is ILocalReferenceOperation local ? Is(right, local.Local)
        : left is IParameterReferenceOperation parameter && right is IParameterReferenceOperation same && SymbolEqualityComparer.Default.Equals(parameter.Parameter, same.Parameter);

    /// <summary>Whether an integer can be computed where it may not be needed: in a loop of no rounds it is not.</summary>
    private static bool IsPlain(IOperation operation) => operation.ConstantValue.HasValue || operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation => true,
        IBinaryOperation { OperatorMethod: null, IsChecked: false, OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply } binary => IsPlain(binary.LeftOperand) && IsPlain(binary.RightOperand),
        IPropertyReferenceOperation { Property.Name: "Length", Instance: IParameterReferenceOperation { Type: not IArrayTypeSymbol } or ILocalReferenceOperation } => true,
        _ => false,
    };
}
