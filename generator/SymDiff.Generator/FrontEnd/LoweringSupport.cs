using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Which kinds of operation the front end lowers, and which it refuses with a message of their own.</summary>
internal static class LoweringSupport
{
    /// <summary>Kinds that are read together with the operation around them.</summary>
    private static readonly OperationKind[] Parts =
    [
        OperationKind.Argument,
        OperationKind.ArrayInitializer,
        OperationKind.BinaryPattern,
        OperationKind.CaseClause,
        OperationKind.ConstantPattern,
        OperationKind.DeclarationPattern,
        OperationKind.DiscardPattern,
        OperationKind.Interpolation,
        OperationKind.InterpolatedStringText,
        OperationKind.MethodBody,
        OperationKind.NegatedPattern,
        OperationKind.PropertySubpattern,
        OperationKind.Range,
        OperationKind.RecursivePattern,
        OperationKind.RelationalPattern,
        OperationKind.Spread,
        OperationKind.SwitchCase,
        OperationKind.SwitchExpressionArm,
        OperationKind.TypePattern,
        OperationKind.VariableDeclaration,
        OperationKind.VariableDeclarator,
        OperationKind.VariableInitializer,
    ];

    public static IReadOnlyCollection<OperationKind> Handled { get; } =
        [.. ExpressionLowering.Table.Keys.Concat(StatementLowering.Table.Keys).Concat(Parts).Distinct()];

    public static IReadOnlyCollection<OperationKind> Fenced => Fence.Kinds;
}
