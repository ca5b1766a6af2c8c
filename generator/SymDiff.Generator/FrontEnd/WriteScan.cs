using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Finds what a body writes: variables, and elements of the buffers that parameters stand for.</summary>
internal static class WriteScan
{
    // Each loop asks: the method is walked once for all of them.
    private static readonly ConditionalWeakTable<IOperation, IOperation[]> FunctionsOf = new();

    /// <summary>
    /// Whether the variable itself may change while the body runs. A write in any lambda or local function around counts,
    /// since the body may call it.
    /// </summary>
    public static bool Touches(IOperation body, ISymbol symbol)
    {
        if (body.DescendantsAndSelf().Any(o => IsReferenceTo(o, symbol) && IsWritten(o)))
        {
            return true;
        }

        return Functions(body).Any(function => function.Descendants().Any(o => IsReferenceTo(o, symbol) && IsWritten(o)));
    }

    /// <summary>The lambdas and local functions of the method that an operation is part of.</summary>
    public static IEnumerable<IOperation> Functions(IOperation operation)
    {
        IOperation root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return FunctionsOf.GetValue(root, static body => [.. body.Descendants().Where(static o => o is IAnonymousFunctionOperation or ILocalFunctionOperation)]);
    }

    /// <summary>Whether a method may write elements of a buffer parameter. Without source it may.</summary>
    public static bool WritesElements(IMethodSymbol method, IParameterSymbol parameter, Compilation compilation, CancellationToken cancellation) =>
        WritesElements(method, parameter, new Bodies(compilation, cancellation), []);

    /// <summary>Whether this reference is the target of a write, or handed out by reference.</summary>
    public static bool IsWritten(IOperation reference)
    {
        IOperation current = reference;
        while (current.Parent is { } parent)
        {
            switch (parent)
            {
                case ITupleOperation or IDeclarationExpressionOperation:
                    current = parent;
                    continue;
                case IDeconstructionAssignmentOperation deconstruction:
                    return deconstruction.Target == current;
                case ISimpleAssignmentOperation assignment:
                    return assignment.Target == current || (assignment.IsRef && assignment.Value == current);
                case ICompoundAssignmentOperation assignment:
                    return assignment.Target == current;
                case ICoalesceAssignmentOperation assignment:
                    return assignment.Target == current;
                case IIncrementOrDecrementOperation:
                    return true;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }:
                    return true;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { IsRef: true, RefKind: RefKind.Ref } } }:
                    return true;
                case IReturnOperation returned:
                    return Owner(returned) is { RefKind: RefKind.Ref };
                case IAddressOfOperation:
                    return true;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsReferenceTo(IOperation operation, ISymbol symbol) => operation switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, symbol),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, symbol),
        _ => false,
    };

    private static IMethodSymbol? Owner(IOperation operation)
    {
        for (IOperation? current = operation; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case ILocalFunctionOperation local:
                    return local.Symbol;
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol;
                case IMethodBodyOperation body:
                    return body.SemanticModel?.GetDeclaredSymbol(body.Syntax) as IMethodSymbol;
            }
        }

        return null;
    }

    private static bool WritesElements(IMethodSymbol method, IParameterSymbol parameter, Bodies bodies, HashSet<ISymbol> visited)
    {
        if (StructBuffer.NumbersOf(parameter.Type).IsReadOnly)
        {
            return false;
        }

        if (!visited.Add(parameter.OriginalDefinition))
        {
            return false;
        }

        if (bodies.Find(method) is not { } body)
        {
            return true;
        }

        int ordinal = parameter.Ordinal;
        IParameterSymbol own = Bodies.Implementation(method).Parameters[ordinal];
        HashSet<ISymbol> aliases = Aliases(body, own);
        return body.DescendantsAndSelf().Any(o =>
            (o is ILocalReferenceOperation local && aliases.Contains(local.Local) && Writes(o, bodies, visited))
            || (o is IParameterReferenceOperation p && aliases.Contains(p.Parameter) && Writes(o, bodies, visited)));
    }

    /// <summary>The locals that may stand for the same buffer.</summary>
    private static HashSet<ISymbol> Aliases(IOperation body, ISymbol start)
    {
        var aliases = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { start };
        IOperation[] all = [.. body.DescendantsAndSelf()];
        int before;
        do
        {
            before = aliases.Count;
            foreach (IOperation operation in all)
            {
                switch (operation)
                {
                    case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when IsView(declarator.Symbol.Type) && Mentions(value, aliases):
                        aliases.Add(declarator.Symbol);
                        break;
                    case ISimpleAssignmentOperation assignment when Mentions(assignment.Value, aliases):
                        AddTargets(assignment.Target, aliases);
                        break;
                    case IDeconstructionAssignmentOperation deconstruction when Mentions(deconstruction.Value, aliases):
                        foreach (IOperation target in deconstruction.Target.DescendantsAndSelf())
                        {
                            AddTargets(target, aliases);
                        }

                        break;
                    case IForEachLoopOperation loop when TypeReader.IsJagged(loop.Collection is IConversionOperation { Operand: var bare } ? bare.Type : loop.Collection.Type) && Mentions(loop.Collection, aliases):
                        aliases.UnionWith(loop.Locals);
                        break;
                    case IArgumentOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.LocalFunction } } inner } argument when IsView(inner.Type) && Mentions(argument.Value, aliases):
                        aliases.Add(inner);
                        break;
                }
            }
        }
        while (aliases.Count != before);

        return aliases;
    }

    private static void AddTargets(IOperation target, HashSet<ISymbol> aliases)
    {
        switch (target)
        {
            case ILocalReferenceOperation local when IsView(local.Type):
                aliases.Add(local.Local);
                break;
            case IParameterReferenceOperation parameter when IsView(parameter.Type):
                aliases.Add(parameter.Parameter);
                break;
        }
    }

    private static bool IsView(ITypeSymbol? type) => TypeReader.IsBuffer(type) || TypeReader.IsHolder(type) || StructBuffer.Is(type) || TypeReader.IsTuple(type);

    private static bool Mentions(IOperation value, HashSet<ISymbol> aliases) => value.DescendantsAndSelf().Any(o =>
        (o is ILocalReferenceOperation local && aliases.Contains(local.Local)) || (o is IParameterReferenceOperation p && aliases.Contains(p.Parameter)));

    /// <summary>Whether the use of a buffer writes its elements: follows windows outwards to what is done with them.</summary>
    private static bool Writes(IOperation reference, Bodies bodies, HashSet<ISymbol> visited)
    {
        IOperation current = reference;
        while (current.Parent is { } parent)
        {
            switch (parent)
            {
                case IConversionOperation { OperatorMethod: null or { ContainingNamespace.Name: "System" } } conversion:
                    // To an array of unknown elements, too: Array.Clear takes such a one.
                    if (StructBuffer.NumbersOf(conversion.Type!).IsReadOnly)
                    {
                        return false;
                    }

                    current = parent;
                    continue;
                case IParenthesizedOperation or IConditionalOperation or ICoalesceOperation:
                    current = parent;
                    continue;
                case IArrayElementReferenceOperation row when row.ArrayReference == current && TypeReader.IsJagged(row.ArrayReference.Type):
                    if (IsWritten(row))
                    {
                        return true;
                    }

                    current = parent;
                    continue;
                case IArrayElementReferenceOperation element when element.ArrayReference == current && StructBuffer.Is(element.ArrayReference.Type):
                    return !StructBuffer.Is(element.Type) && WritesStruct(element, bodies, visited);
                case IArrayElementReferenceOperation element when element.ArrayReference == current:
                    return !TypeReader.IsBuffer(element.Type) && IsWritten(element);
                case IPropertyReferenceOperation { Property.IsIndexer: true } element when StructBuffer.Is(element.Instance?.Type):
                    return WritesStruct(element, bodies, visited);
                case IPropertyReferenceOperation { Property.IsIndexer: true } element:
                    return IsWritten(element);
                case IPropertyReferenceOperation { Property.Name: "Span" } span when TypeReader.IsHolder(span.Instance?.Type):
                    if (TypeReader.Read(span.Type!).IsReadOnly)
                    {
                        return false;
                    }

                    current = parent;
                    continue;
                case IImplicitIndexerReferenceOperation element when element.Instance == current:
                    if (StructBuffer.Is(element.Instance.Type) && !StructBuffer.Is(element.Type))
                    {
                        return WritesStruct(element, bodies, visited);
                    }

                    if (!TypeReader.IsBuffer(element.Type) && !TypeReader.IsHolder(element.Type) && !StructBuffer.Is(element.Type))
                    {
                        return IsWritten(element);
                    }

                    current = parent;
                    continue;
                case IInvocationOperation { Instance: { } instance } call when instance == current:
                    if (call.TargetMethod.Name is "Slice")
                    {
                        current = parent;
                        continue;
                    }

                    return call.TargetMethod.Name is not ("CopyTo" or "TryCopyTo" or "ToArray" or "Clone" or "GetLength" or "GetUpperBound" or "GetLowerBound" or "GetEnumerator" or "Equals" or "GetHashCode" or "ToString");
                case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: { IsRef: true, RefKind: RefKind.Ref } } }:
                    return true;
                case IArgumentOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } target, Parent: IObjectCreationOperation }:
                    return target.RefKind is RefKind.Ref or RefKind.Out || (!TypeReader.IsBuffer(parent.Parent.Type) && !StructBuffer.Is(parent.Parent.Type) && WritesElements(constructor, target, bodies, visited));
                case IArgumentOperation { Parent: IPropertyReferenceOperation }:
                    return true;
                case IBinaryOperation { OperatorMethod: { Parameters.Length: 2 } method } binary:
                    return WritesElements(method, method.Parameters[binary.LeftOperand == current ? 0 : 1], bodies, visited);
                case ICompoundAssignmentOperation { OperatorMethod: { Parameters.Length: 2 } method } compound when compound.Value == current:
                    return WritesElements(method, method.Parameters[1], bodies, visited);
                case IConversionOperation { OperatorMethod: { Parameters.Length: 1 } method }:
                    return WritesElements(method, method.Parameters[0], bodies, visited);
                case IArgumentOperation { Parameter: { } target, Parent: IInvocationOperation call }:
                    if (target.RefKind is RefKind.Ref or RefKind.Out)
                    {
                        return true;
                    }

                    if (call.TargetMethod is { Name: "AsSpan", ContainingType.Name: "MemoryExtensions" })
                    {
                        current = call;
                        continue;
                    }

                    return !IsHarmless(call.TargetMethod, target)
                        && (call.TargetMethod.MethodKind is MethodKind.LocalFunction
                            ? false
                            : WritesElements(call.TargetMethod, target, bodies, visited));
                case IPropertyReferenceOperation or IForEachLoopOperation or IReturnOperation or IVariableInitializerOperation or ISimpleAssignmentOperation
                    or ITupleOperation or IBinaryOperation or IIsPatternOperation or INameOfOperation or IExpressionStatementOperation:
                    return false;
                default:
                    // What is not known to leave the elements alone may write them.
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether the use of a struct that is a variable writes it: as a whole, a part of it, or by one of its own members.</summary>
    private static bool WritesStruct(IOperation element, Bodies bodies, HashSet<ISymbol> visited)
    {
        IOperation current = element;
        while (!IsWritten(current))
        {
            switch (current.Parent)
            {
                case IFieldReferenceOperation field when field.Instance == current:
                    current = field;
                    continue;
                case IPropertyReferenceOperation property when property.Instance == current:
                    return (IsWritten(property) && WritesSelf(property.Property.SetMethod, bodies, visited)) || WritesSelf(property.Property.GetMethod, bodies, visited);
                case IInvocationOperation call when call.Instance == current:
                    return WritesSelf(call.TargetMethod, bodies, visited);
                default:
                    return false;
            }
        }

        return true;
    }

    /// <summary>Whether a member of a struct may write what it is called on.</summary>
    private static bool WritesSelf(IMethodSymbol? method, Bodies bodies, HashSet<ISymbol> visited)
    {
        if (method is null || method.IsReadOnly || method.ContainingType.IsReadOnly || method is { MethodKind: MethodKind.PropertyGet, IsImplicitlyDeclared: true })
        {
            return false;
        }

        // An automatic property has accessors without bodies: the setter writes, the getter does not.
        if (bodies.Find(method) is not { } body)
        {
            return method.MethodKind != MethodKind.PropertyGet || !method.Locations.Any(static l => l.IsInSource);
        }

        return visited.Add(method) && body.DescendantsAndSelf().Any(o => o is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } && (WritesStruct(o, bodies, visited) || o.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }));
    }

    private static bool IsHarmless(IMethodSymbol method, IParameterSymbol parameter) =>
        method.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true }
        && (method, parameter.Ordinal) is ({ Name: "CopyTo", ContainingType.Name: "MemoryExtensions" }, 0) or ({ Name: "Copy", ContainingType.Name: "Array" }, 0) or ({ Name: "ThrowIfNull" }, _);
}
