using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Which variables that hold buffers are assigned from one another in a piece of a method.</summary>
internal sealed class BufferFlow
{
    private readonly Dictionary<ISymbol, HashSet<ISymbol>> components = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> assigned = new(SymbolEqualityComparer.Default);

    private BufferFlow()
    {
    }

    /// <summary>Reads the bodies, and those of the lambdas and local functions that they may call.</summary>
    public static BufferFlow Of(IEnumerable<IOperation> bodies)
    {
        var flow = new BufferFlow();
        foreach (IOperation body in bodies)
        {
            IOperation[] all = [.. body.DescendantsAndSelf()];
            flow.Read(all);
            if (all.OfType<IInvocationOperation>().Any(static c => c.TargetMethod.MethodKind is MethodKind.LocalFunction or MethodKind.DelegateInvoke))
            {
                flow.Read(WriteScan.Functions(body).SelectMany(static f => f.Descendants()));
            }
        }

        return flow;
    }

    /// <summary>The variables that get their buffers from one another, in groups of which something is assigned.</summary>
    public IEnumerable<IReadOnlyCollection<ISymbol>> Components =>
        components.Values.Distinct().Where(component => component.Count > 1 && component.Overlaps(assigned));

    /// <summary>Whether a variable is made to stand for another buffer.</summary>
    public bool Assigns(ISymbol symbol) => assigned.Contains(symbol);

    private void Read(IEnumerable<IOperation> operations)
    {
        foreach (IOperation operation in operations)
        {
            switch (operation)
            {
                case ISimpleAssignmentOperation { IsRef: false } assignment:
                    Assign(assignment.Target, assignment.Value);
                    break;
                case IDeconstructionAssignmentOperation deconstruction:
                    Assign(deconstruction.Target, deconstruction.Value);
                    break;
                case IVariableDeclaratorOperation { Initializer.Value: { } value, Symbol: { } symbol } when TypeReader.IsBuffer(symbol.Type):
                    Link(symbol, value);
                    break;
                case IInvocationOperation call:
                    Pass(call);
                    break;
            }
        }
    }

    private void Assign(IOperation target, IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        if (target is ITupleOperation targets && value is ITupleOperation values && targets.Elements.Length == values.Elements.Length)
        {
            for (int i = 0; i < targets.Elements.Length; i++)
            {
                Assign(targets.Elements[i], values.Elements[i]);
            }
        }
        else if (Variable(target is IDeclarationExpressionOperation declaration ? declaration.Expression : target) is { } variable)
        {
            assigned.Add(variable);
            Link(variable, value);
        }
    }

    /// <summary>A callee that gets variables by reference may assign them what it gets along with them.</summary>
    private void Pass(IInvocationOperation call)
    {
        if (!call.Arguments.Any(static a => a.Parameter is { RefKind: RefKind.Ref or RefKind.Out } && TypeReader.IsBuffer(a.Value.Type)))
        {
            return;
        }

        ISymbol? first = null;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (Variable(argument.Value) is { } variable)
            {
                if (argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out })
                {
                    assigned.Add(variable);
                }

                Link(variable, first);
                first = variable;
            }
        }
    }

    private void Link(ISymbol variable, IOperation value)
    {
        if (BufferCalls.Bare(value) is IConditionalOperation { WhenFalse: { } otherwise } choice)
        {
            Link(variable, choice.WhenTrue);
            Link(variable, otherwise);
        }
        else
        {
            Link(variable, Variable(value));
        }
    }

    private void Link(ISymbol variable, ISymbol? source)
    {
        HashSet<ISymbol> component = ComponentOf(variable);
        if (source is null || component.Contains(source))
        {
            return;
        }

        HashSet<ISymbol> other = ComponentOf(source);
        component.UnionWith(other);
        foreach (ISymbol member in other)
        {
            components[member] = component;
        }
    }

    private HashSet<ISymbol> ComponentOf(ISymbol variable)
    {
        if (!components.TryGetValue(variable, out HashSet<ISymbol>? component))
        {
            component = new(SymbolEqualityComparer.Default) { variable };
            components[variable] = component;
        }

        return component;
    }

    private static ISymbol? Variable(IOperation operation) => BufferCalls.Bare(operation) switch
    {
        IParenthesizedOperation parenthesized => Variable(parenthesized.Operand),
        ILocalReferenceOperation { Local: var local } when TypeReader.IsBuffer(local.Type) => local,
        IParameterReferenceOperation { Parameter: var parameter } when TypeReader.IsBuffer(parameter.Type) => parameter,
        _ => null,
    };
}
