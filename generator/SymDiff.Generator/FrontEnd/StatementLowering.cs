using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Lowers statements.</summary>
internal sealed class StatementLowering(LoweringContext context)
{
    /// <summary>Every kind of statement that is lowered, and by whom.</summary>
    public static readonly IReadOnlyDictionary<OperationKind, Action<LoweringContext, IOperation>> Table =
        new Dictionary<OperationKind, Action<LoweringContext, IOperation>>
        {
            [OperationKind.Block] = static (c, o) => c.Statements.Block((IBlockOperation)o),
            [OperationKind.Empty] = static (_, _) => { },
            [OperationKind.LocalFunction] = static (_, _) => { },
            [OperationKind.VariableDeclarationGroup] = static (c, o) => c.Statements.Declare((IVariableDeclarationGroupOperation)o),
            [OperationKind.ExpressionStatement] = static (c, o) => c.Expressions.Lower(((IExpressionStatementOperation)o).Operation),
            [OperationKind.Return] = static (c, o) => c.Statements.Return((IReturnOperation)o),
            [OperationKind.Conditional] = static (c, o) => c.Statements.If((IConditionalOperation)o),
            [OperationKind.Loop] = static (c, o) => c.Loops.Lower((ILoopOperation)o),
            [OperationKind.Switch] = static (c, o) => c.Switches.Lower((ISwitchOperation)o),
            [OperationKind.Branch] = static (c, o) => c.Statements.Branch((IBranchOperation)o),
            [OperationKind.Throw] = static (c, o) => c.Opaques.Throw((IThrowOperation)o),
        };

    public void Lower(IOperation operation)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        context.Cancellation.ThrowIfCancellationRequested();
        if (!context.Builder.Reachable)
        {
            return;
        }

        if (!Table.TryGetValue(operation.Kind, out Action<LoweringContext, IOperation>? lower))
        {
            Fence.Refuse(context, operation);
            return;
        }

        if (operation is not (IBlockOperation or IVariableDeclarationGroupOperation or IBranchOperation) && !operation.IsImplicit)
        {
            Begin(operation);
        }
        else if (operation is IReturnOperation { ReturnedValue: not null } or IExpressionStatementOperation)
        {
            Begin(operation);
        }

        lower(context, operation);
    }

    /// <summary>Gives places to the variables that expressions declare, which may be assigned on some paths only.</summary>
    public void Hoist(IEnumerable<ILocalSymbol> locals)
    {
        foreach (ILocalSymbol local in locals)
        {
            if (local.DeclaringSyntaxReferences.Any(static r => r.GetSyntax() is SingleVariableDesignationSyntax))
            {
                context.Places.DeclareEmpty(local, local.Type);
            }
        }
    }

    private void Begin(IOperation operation)
    {
        SyntaxNode syntax = operation.Syntax;
        if (operation is IReturnOperation && syntax is ExpressionSyntax && syntax.Parent is ArrowExpressionClauseSyntax arrow)
        {
            syntax = arrow;
        }

        string text = StatementText.Of(syntax);
        if (operation is IReturnOperation && syntax is ExpressionSyntax)
        {
            text = "return " + text;
        }
        else if (operation is IExpressionStatementOperation && syntax is ArrowExpressionClauseSyntax)
        {
            text = text.Substring("return ".Length);
        }

        context.BeginStatement(text, syntax);
    }

    private void Block(IBlockOperation block)
    {
        Hoist(block.Locals);
        foreach (ILocalFunctionOperation function in block.Operations.OfType<ILocalFunctionOperation>())
        {
            context.Frame.Declare(function.Symbol, new Place.Delegate(context.Depth)
            {
                Current = new Operand.Function(function.Symbol, function.Body, context.Frame, null),
            });
        }

        foreach (IOperation statement in block.Operations)
        {
            Lower(statement);
        }
    }

    private void Declare(IVariableDeclarationGroupOperation group)
    {
        foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(static d => d.Declarators))
        {
            if (context.Builder.Reachable)
            {
                Declare(declarator);
            }
        }
    }

    /// <summary>One local variable; its scope starts here, so a loop's body gets a new one every time.</summary>
    public void Declare(IVariableDeclaratorOperation declarator)
    {
        ILocalSymbol local = declarator.Symbol;
        if (local.IsConst)
        {
            return;
        }

        context.BeginStatement(StatementText.Of(declarator.Syntax), declarator.Syntax);
        IOperation? value = (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value;
        if (local.IsRef)
        {
            context.Frame.Declare(local, value is null ? Place.Discarded : context.Places.Of(value));
            return;
        }

        if (value is null)
        {
            context.Places.DeclareEmpty(local, local.Type);
            return;
        }

        Operand operand = context.Expressions.Lower(value);
        context.Places.Store(context.Places.Declare(local, local.Type), operand, value);
    }

    private void Return(IReturnOperation operation)
    {
        Frame frame = context.Frame;
        if (operation.ReturnedValue is { } value)
        {
            if (frame.Method.RefKind != RefKind.None && frame.Caller is not null)
            {
                frame.Returned = context.Places.Of(value);
            }
            else
            {
                Operand result = context.Expressions.Lower(value);
                if (frame.Result is { } place && context.Builder.Reachable)
                {
                    context.Places.Bind(place, result);
                }
            }
        }

        if (!frame.TailReturns.Contains(operation) && frame.ReturnLabel is { } label)
        {
            context.Builder.Exit(label);
        }
    }

    private void If(IConditionalOperation operation)
    {
        if (operation.Condition.ConstantValue is { HasValue: true, Value: bool constant })
        {
            if ((constant ? operation.WhenTrue : operation.WhenFalse) is { } taken)
            {
                Lower(taken);
            }

            return;
        }

        Value condition = context.Expressions.Value(operation.Condition);
        if (BufferChoice(operation) is { } choice)
        {
            context.Places.Store(choice.Target, new Operand.Single(Select(condition, choice)), operation);
            return;
        }

        context.Choices.Prepare(operation.WhenTrue, operation.WhenFalse);
        context.If(condition, () => Lower(operation.WhenTrue), operation.WhenFalse is { } otherwise ? () => Lower(otherwise) : null);
    }

    private Value Select(Value condition, (Place.Local Target, IOperation Then, IOperation? Otherwise) choice)
    {
        Value then = context.Expressions.Value(choice.Then);
        Value otherwise = choice.Otherwise is null ? context.Choices.Read(choice.Target.Variable) : context.Expressions.Value(choice.Otherwise);
        return context.Select(condition, choice.Target.Variable.Type, then, otherwise);
    }

    /// <summary>
    /// <c>if (c) t = x; else t = y;</c> on buffers that have names: a choice between them, where a branch would leave
    /// open what <c>t</c> stands for.
    /// </summary>
    private (Place.Local Target, IOperation Then, IOperation? Otherwise)? BufferChoice(IConditionalOperation operation)
    {
        if (Assignment(operation.WhenTrue) is not { } then
            || context.Frame.Find(then.Local) is not Place.Local place
            || place.Depth != context.Depth)
        {
            return null;
        }

        if (operation.WhenFalse is null)
        {
            return context.Builder.IsAssigned(place.Variable) ? (place, then.Value, null) : null;
        }

        return Assignment(operation.WhenFalse) is { } otherwise && SymbolEqualityComparer.Default.Equals(then.Local, otherwise.Local)
            ? (place, then.Value, otherwise.Value)
            : null;
    }

    private static (ILocalSymbol Local, IOperation Value)? Assignment(IOperation statement) => statement switch
    {
        IBlockOperation { Operations.Length: 1 } block => Assignment(block.Operations[0]),
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { IsRef: false, Target: ILocalReferenceOperation { Local: var local }, Value: var value } }
            when TypeReader.IsBuffer(local.Type) && ExpressionLowering.IsName(value) => (local, value),
        _ => null,
    };

    private void Branch(IBranchOperation operation)
    {
        if (context.Frame.Jumps.TryGetValue(operation.Target, out Action? jump))
        {
            jump();
        }
        else if (context.Switches.IsTrailing(operation) && operation.BranchKind == BranchKind.Break)
        {
            return;
        }
        else if (context.Frame.FindExit(operation) is { } label)
        {
            context.Builder.Exit(label);
        }
        else if (operation.BranchKind == BranchKind.GoTo)
        {
            context.Follow("SD2001", "'goto' is not supported. Use a loop, 'break' or 'continue'.", operation);
        }
    }
}
