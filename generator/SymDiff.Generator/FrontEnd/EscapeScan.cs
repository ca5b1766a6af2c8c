using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Finds the arrays that leave the marked method and so must be real ones, not lent from a pool. A purely syntactic
/// and conservative rule: what is returned, or handed on as an array, leaves.
/// </summary>
internal static class EscapeScan
{
    /// <summary>The locals of a body whose array leaves it.</summary>
    public static HashSet<ISymbol> Locals(IOperation body, bool resultEscapes)
    {
        var escaping = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        IOperation[] all = [.. body.DescendantsAndSelf()];
        int before;
        do
        {
            before = escaping.Count;
            foreach (IOperation operation in all)
            {
                if (operation is ILocalReferenceOperation local && TypeReader.Read(local.Type!).IsArray && !escaping.Contains(local.Local) && Leaves(local, escaping, resultEscapes))
                {
                    escaping.Add(local.Local);
                }
            }
        }
        while (escaping.Count != before);

        return escaping;
    }

    /// <summary>Whether the array made by an expression leaves the marked method.</summary>
    public static bool Escapes(IOperation creation, Frame frame) => Leaves(creation, frame.EscapingLocals, frame.ResultEscapes);

    private static bool Leaves(IOperation operation, HashSet<ISymbol> escaping, bool resultEscapes)
    {
        for (IOperation current = operation; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IConversionOperation conversion:
                    if (!TypeReader.Read(conversion.Type!).IsArray && conversion.Operand == current && TypeReader.IsBuffer(conversion.Type))
                    {
                        return false;
                    }

                    break;
                case IParenthesizedOperation or ITupleOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation or ICoalesceOperation or IVariableInitializerOperation:
                    break;
                case IConditionalOperation conditional when conditional.Condition != current:
                    break;
                case IReturnOperation:
                    return resultEscapes;
                case IVariableDeclaratorOperation declarator:
                    return escaping.Contains(declarator.Symbol);
                case ISimpleAssignmentOperation assignment when assignment.Value == current:
                    return assignment.Target is not ILocalReferenceOperation target || escaping.Contains(target.Local);
                case IDeconstructionAssignmentOperation:
                    return true;
                case IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation call }:
                    return parameter.RefKind != RefKind.None || (TypeReader.Read(parameter.Type).IsArray && !IsOwnArrayMethod(call.TargetMethod));
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsOwnArrayMethod(IMethodSymbol method) =>
        method.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true } && method.ContainingType.Name is "MemoryExtensions" or "Array" or "Span" or "ReadOnlySpan";
}
