using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Lowers expressions: the dispatch, and the forms that are no subject of their own.</summary>
internal sealed class ExpressionLowering(LoweringContext context)
{
    /// <summary>Every kind of expression that is lowered, and by whom.</summary>
    public static readonly IReadOnlyDictionary<OperationKind, Func<LoweringContext, IOperation, Operand>> Table =
        new Dictionary<OperationKind, Func<LoweringContext, IOperation, Operand>>
        {
            [OperationKind.Literal] = static (c, o) => c.Refuse("SD2002", "This literal has no constant value.", o),
            [OperationKind.NameOf] = static (c, o) => c.Refuse("SD2002", "This 'nameof' has no constant value.", o),
            [OperationKind.DefaultValue] = static (c, o) => c.StandIn(o.Type),
            [OperationKind.Parenthesized] = static (c, o) => c.Expressions.Lower(((IParenthesizedOperation)o).Operand),
            [OperationKind.LocalReference] = static (c, o) => c.Places.Load(c.Places.Of(o), o),
            [OperationKind.ParameterReference] = static (c, o) => c.Places.Load(c.Places.Of(o), o),
            [OperationKind.DeclarationExpression] = static (c, o) => c.Places.Load(c.Places.Of(o), o),
            [OperationKind.ArrayElementReference] = static (c, o) => c.Buffers.Element((IArrayElementReferenceOperation)o),
            [OperationKind.ImplicitIndexerReference] = static (c, o) => c.Buffers.Indexer((IImplicitIndexerReferenceOperation)o),
            [OperationKind.FieldReference] = static (c, o) => c.Members.Field((IFieldReferenceOperation)o),
            [OperationKind.PropertyReference] = static (c, o) => c.Members.Property((IPropertyReferenceOperation)o),
            [OperationKind.InstanceReference] = static (c, o) => c.Members.Instance((IInstanceReferenceOperation)o),
            [OperationKind.MethodReference] = static (c, o) => c.Inliner.MethodGroup((IMethodReferenceOperation)o),
            [OperationKind.DelegateCreation] = static (c, o) => c.Expressions.Lower(((IDelegateCreationOperation)o).Target),
            [OperationKind.AnonymousFunction] = static (c, o) => c.Inliner.Lambda((IAnonymousFunctionOperation)o),
            [OperationKind.Unary] = static (c, o) => c.Operators.Unary((IUnaryOperation)o),
            [OperationKind.Binary] = static (c, o) => c.Operators.Binary((IBinaryOperation)o),
            [OperationKind.TupleBinary] = static (c, o) => c.Operators.TupleBinary((ITupleBinaryOperation)o),
            [OperationKind.Conditional] = static (c, o) => c.Expressions.Conditional((IConditionalOperation)o),
            [OperationKind.Conversion] = static (c, o) => c.Conversions.Lower((IConversionOperation)o),
            [OperationKind.SimpleAssignment] = static (c, o) => c.Assignments.Simple((ISimpleAssignmentOperation)o),
            [OperationKind.CompoundAssignment] = static (c, o) => c.Assignments.Compound((ICompoundAssignmentOperation)o),
            [OperationKind.Increment] = static (c, o) => c.Assignments.Increment((IIncrementOrDecrementOperation)o),
            [OperationKind.Decrement] = static (c, o) => c.Assignments.Increment((IIncrementOrDecrementOperation)o),
            [OperationKind.DeconstructionAssignment] = static (c, o) => c.Deconstructions.Assign((IDeconstructionAssignmentOperation)o),
            [OperationKind.Tuple] = static (c, o) => new Operand.Aggregate([.. ((ITupleOperation)o).Elements.Select(c.Expressions.Lower)]),
            [OperationKind.ArrayCreation] = static (c, o) => c.Buffers.Create((IArrayCreationOperation)o),
            [OperationKind.CollectionExpression] = static (c, o) => c.Buffers.Collection((ICollectionExpressionOperation)o),
            [OperationKind.None] = static (c, o) => c.Buffers.StackAllocation(o),
            [OperationKind.Invocation] = static (c, o) => c.Calls.Lower((IInvocationOperation)o),
            [OperationKind.ObjectCreation] = static (c, o) => c.Opaques.Creation((IObjectCreationOperation)o),
            [OperationKind.InterpolatedString] = static (c, o) => c.Opaques.Interpolated((IInterpolatedStringOperation)o),
            [OperationKind.With] = static (c, o) => c.Structs.With((IWithOperation)o),
            [OperationKind.TypeOf] = static (c, o) => c.Opaques.TypeOf((ITypeOfOperation)o),
            [OperationKind.SizeOf] = static (c, o) => c.Refuse("SD2002", "'sizeof' of a type whose size is not a constant is not supported.", o),
            [OperationKind.IsPattern] = static (c, o) => c.Patterns.Is((IIsPatternOperation)o),
            [OperationKind.IsType] = static (c, o) => c.Patterns.IsType((IIsTypeOperation)o),
            [OperationKind.SwitchExpression] = static (c, o) => c.Patterns.Switch((ISwitchExpressionOperation)o),
            [OperationKind.Coalesce] = static (c, o) => c.Opaques.Coalesce((ICoalesceOperation)o),
            [OperationKind.Throw] = static (c, o) => c.Opaques.Throw((IThrowOperation)o),
            [OperationKind.Discard] = static (c, o) => c.StandIn(o.Type),
        };

    public Operand Lower(IOperation operation)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        context.Cancellation.ThrowIfCancellationRequested();
        if (operation.ConstantValue is { HasValue: true } constant && operation.Type is { } type)
        {
            return new Operand.Single(context.Builder.Constant(TypeReader.Read(type), ConstantText.Of(constant.Value, type)));
        }

        if (context.Frame.Depth > 0 && ++context.Inlined > context.InlineBudget)
        {
            return context.Refuse("SD3001", "The calls made here grow too large when their bodies are lowered in place. Mark the called methods [Differentiable], so that they are called instead.", operation);
        }

        return Table.TryGetValue(operation.Kind, out Func<LoweringContext, IOperation, Operand>? lower)
            ? lower(context, operation)
            : Fence.Refuse(context, operation);
    }

    /// <summary>An expression that is one value: anything but a tuple or a function.</summary>
    public Value Value(IOperation operation) => Single(Lower(operation), operation);

    public Value Single(Operand operand, IOperation operation)
    {
        switch (operand)
        {
            case Operand.Single single:
                return single.Value;
            case Operand.Module module:
                return context.Modules.Value(module);
            case Operand.Function:
                context.Error("SD2004", "A function is used as a value here. A lambda or local function can be called, kept in a local variable that is not reassigned, or passed to a method whose source is in this project.", operation.Syntax.GetLocation());
                break;
            case Operand.Structs:
                context.Error("SD2011", "An array or span of structs is used as a whole here, where the numbers in it cannot be followed. Use its elements, or hand it to a method whose source is in this project.", operation.Syntax.GetLocation());
                break;
            default:
                context.Follow("SD2002", "A tuple or struct is used as one value here. Take it apart first.", operation);
                break;
        }

        return context.Builder.Default(operation.Type is null ? IrType.Int32 : TypeReader.Read(operation.Type));
    }

    /// <summary><c>c ? a : b</c>.</summary>
    public Operand Conditional(IConditionalOperation operation)
    {
        if (operation.IsRef)
        {
            return context.Refuse("SD2007", "A conditional 'ref' has no provable target. Use 'if' and assign in each branch.", operation);
        }

        Value condition = Value(operation.Condition);
        ITypeSymbol type = operation.Type!;
        if (TypeReader.IsBuffer(type))
        {
            if (IsName(operation.WhenTrue) && IsName(operation.WhenFalse!))
            {
                Value then = Value(operation.WhenTrue), otherwise = Value(operation.WhenFalse!);
                return new Operand.Single(context.Select(condition, TypeReader.Read(type), then, otherwise));
            }

            return context.Refuse("SD2007", "The two sides of this choice between buffers are not both plain variables, so its target cannot be proven. Name them first, or use 'if'.", operation);
        }

        if (StructBuffer.Is(type))
        {
            return context.Refuse("SD2007", "Which array or span of structs this is is decided at run time, so its target cannot be proven. Use 'if', and the one or the other in each branch.", operation);
        }

        if (TypeReader.IsDelegate(type))
        {
            return context.Refuse("SD2004", "Which function is called here is decided at run time. Choose between the results of two calls instead.", operation);
        }

        if (ModuleReader.IsModule(type))
        {
            return context.Refuse("SD2007", "Which module this is is decided at run time, so where the derivatives of its parameters belong is not known. Choose between the results of two calls instead.", operation);
        }

        return Choose(condition, type, HintFor(operation) ?? "", () => Lower(operation.WhenTrue), () => Lower(operation.WhenFalse!));
    }

    /// <summary>Evaluates one of two expressions.</summary>
    public Operand Choose(Value condition, ITypeSymbol type, string name, Func<Operand> then, Func<Operand> otherwise)
    {
        Place result = context.Places.Temporary(name, type);
        void Put(Func<Operand> side)
        {
            Operand operand = side();
            if (context.Builder.Reachable)
            {
                context.Places.Bind(result, operand);
            }
        }

        context.If(condition, () => Put(then), () => Put(otherwise));
        return context.Places.LoadPlain(result);
    }

    /// <summary>The name of the variable that the expression is the initial value of.</summary>
    public static string? HintFor(IOperation operation) => operation.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol.Name,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } => local.Local.Name,
        IConversionOperation conversion => HintFor(conversion),
        _ => null,
    };

    public static bool IsName(IOperation operation) => operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation => true,
        IFieldReferenceOperation field => field.Instance is null or IInstanceReferenceOperation,
        IConversionOperation conversion => IsName(conversion.Operand),
        IParenthesizedOperation parenthesized => IsName(parenthesized.Operand),
        IConditionalOperation { IsRef: false, WhenFalse: { } otherwise } choice => IsName(choice.WhenTrue) && IsName(otherwise),
        _ => false,
    };
}
