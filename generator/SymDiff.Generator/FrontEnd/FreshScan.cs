using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Whether the buffers that a method returns are made there, so that they share elements with nothing.</summary>
internal static class FreshScan
{
    public static bool ReturnsFresh(IMethodSymbol method, Bodies bodies) => ReturnsFresh(method, bodies, []);

    private static bool ReturnsFresh(IMethodSymbol method, Bodies bodies, HashSet<ISymbol> visited)
    {
        if (!HasBuffer(method.ReturnType) || !visited.Add(method.OriginalDefinition))
        {
            return true;
        }

        return bodies.Find(method) is not { } body
            || ExitScan.Returns(body).All(r => r.ReturnedValue is { } value && IsFresh(value, body, bodies, visited));
    }

    private static bool HasBuffer(ITypeSymbol type) => TypeReader.IsTuple(type) ? TypeReader.Elements(type).Any(HasBuffer) : TypeReader.IsBuffer(type);

    private static bool IsFresh(IOperation value, IOperation body, Bodies bodies, HashSet<ISymbol> visited)
    {
        if (value.Type is { } type && !HasBuffer(type))
        {
            return true;
        }

        switch (value)
        {
            case IArrayCreationOperation or ICollectionExpressionOperation or IThrowOperation:
                return true;
            case IConversionOperation conversion:
                return IsFresh(conversion.Operand, body, bodies, visited);
            case IParenthesizedOperation parenthesized:
                return IsFresh(parenthesized.Operand, body, bodies, visited);
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return IsFresh(choice.WhenTrue, body, bodies, visited) && IsFresh(otherwise, body, bodies, visited);
            case ITupleOperation tuple:
                return tuple.Elements.All(e => IsFresh(e, body, bodies, visited));
            case IArrayElementReferenceOperation element:
                return BufferLowering.TakesRange(element);
            case IInvocationOperation { TargetMethod: { } method }:
                return method.Name is "ToArray" or "Clone" or "Empty" && method.ContainingNamespace?.Name == "System"
                    || (bodies.Find(method) is not null && ReturnsFresh(method, bodies, visited));
            case ILocalReferenceOperation local:
                return visited.Contains(local.Local) || (visited.Add(local.Local) && Sources(local.Local, body).All(source => IsFresh(source, body, bodies, visited)));
            default:
                return false;
        }
    }

    private static IEnumerable<IOperation> Sources(ILocalSymbol local, IOperation body)
    {
        foreach (IOperation operation in ExitScan.Own(body))
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local):
                    yield return value;
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when SymbolEqualityComparer.Default.Equals(target.Local, local):
                    yield return assignment.Value;
                    break;
                case IDeconstructionAssignmentOperation deconstruction when deconstruction.Target.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(r => SymbolEqualityComparer.Default.Equals(r.Local, local)):
                    yield return deconstruction.Value;
                    break;
            }
        }
    }
}
