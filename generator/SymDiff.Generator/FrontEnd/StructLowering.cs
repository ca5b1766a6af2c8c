using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Lowers what structs add to aggregates: receivers, constructors, initialisers, and properties that compute. All of
/// them run in place on the variables of the parts.
/// </summary>
internal sealed class StructLowering(LoweringContext context)
{
    private readonly Stack<Place> initialised = new();

    /// <summary>The aggregate that <c>this</c>, or the left side inside an initialiser, stands for; null where it is none, or the marked method's own.</summary>
    public Place? Self(IInstanceReferenceOperation operation) => operation.ReferenceKind switch
    {
        InstanceReferenceKind.ContainingTypeInstance => context.Frame.Self,
        InstanceReferenceKind.ImplicitReceiver when initialised.Count > 0 => initialised.Peek(),
        _ => null,
    };

    /// <summary>Whether an expression is an aggregate in variables of its own: any but the marked method's own <c>this</c>.</summary>
    public bool IsHeld(IOperation? instance) =>
        instance is not null && Aggregates.Is(instance.Type) && (instance is not IInstanceReferenceOperation self || Self(self) is not null);

    /// <summary>
    /// The aggregate that a member is used on. As in C#, that is the variable itself where there is one, and a copy
    /// where there is none or where it is read-only and the member may write.
    /// </summary>
    public Place Receiver(IOperation instance, IMethodSymbol member)
    {
        bool writes = !(member.IsReadOnly || member.ContainingType.IsReadOnly || member.IsStatic);
        if (IsVariable(instance))
        {
            Place place = context.Places.Of(instance);
            if (place is Place.Aggregate && !(writes && IsReadOnly(instance)))
            {
                return place;
            }

            if (place is Place.Foreign foreign && writes && !IsReadOnly(instance))
            {
                context.Error("SD2013", "'" + member.ToDisplayString() + "' may write to " + foreign.What + ", where derivatives cannot follow. Copy that to a variable first, or mark the member 'readonly'.", instance.Syntax.GetLocation());
            }

            return Copy(context.Places.LoadPlain(place), instance);
        }

        return Copy(context.Expressions.Lower(instance), instance);
    }

    /// <summary>Reads a property that computes.</summary>
    public Operand Get(Place.Property place) => Run(place, place.Operation.Property.GetMethod, place.Arguments);

    /// <summary>Reads a property that computes of a value.</summary>
    public Operand Get(IPropertyReferenceOperation property, Operand.Aggregate value)
    {
        Place self = context.Places.Temporary("", property.Property.ContainingType);
        context.Places.Bind(self, value);
        return Get(new Place.Property(property, self, []));
    }

    /// <summary>Writes a property that computes.</summary>
    public void Set(Place.Property place, Operand value) => Run(place, place.Operation.Property.SetMethod, [.. place.Arguments, value]);

    /// <summary><c>new P(…) { … }</c>.</summary>
    public Operand Create(IObjectCreationOperation operation)
    {
        ITypeSymbol type = operation.Type!;
        if (Numerics.Is(type) && context.Numerics.Create(operation) is { } numbers)
        {
            return operation.Initializer is null ? numbers : Initialise(Copy(numbers, operation), operation.Initializer);
        }

        Place made = context.Places.Temporary(ExpressionLowering.HintFor(operation) ?? "", type);
        context.Places.Empty(made);
        CallArgument[] arguments = [.. operation.Arguments.Where(static a => a.Parameter is not null).Select(static a => new CallArgument(a.Parameter!.Ordinal, a.Value))];
        if (operation.Constructor is { IsImplicitlyDeclared: false } constructor)
        {
            Construct(operation, constructor, made, arguments);
        }

        return Initialise(made, operation.Initializer);
    }

    /// <summary><c>p with { … }</c>.</summary>
    public Operand With(IWithOperation operation)
    {
        if (!Aggregates.Is(operation.Type))
        {
            return context.Refuse("SD2002", "'with' is not supported on '" + operation.Type?.ToDisplayString() + "', which is not taken apart into numbers. Keep its parts in variables.", operation);
        }

        return Initialise(Copy(context.Expressions.Lower(operation.Operand), operation), operation.Initializer);
    }

    private Place Copy(Operand operand, IOperation at)
    {
        if (operand is not Operand.Aggregate)
        {
            context.Expressions.Single(operand, at);
            return context.Places.StandIn(at.Type);
        }

        Place copy = context.Places.Temporary(ExpressionLowering.HintFor(at) ?? "", at.Type!);
        context.Places.Bind(copy, operand);
        return copy;
    }

    private Operand Initialise(Place made, IObjectOrCollectionInitializerOperation? initializer)
    {
        initialised.Push(made);
        foreach (IOperation member in initializer?.Initializers ?? [])
        {
            if (member is IMemberInitializerOperation { InitializedMember: IFieldReferenceOperation inner } nested)
            {
                Initialise(context.Places.Of(inner), nested.Initializer);
            }
            else if (member is ISimpleAssignmentOperation assignment)
            {
                context.Assignments.Simple(assignment);
            }
            else
            {
                Fence.Refuse(context, member);
            }
        }

        initialised.Pop();
        return context.Places.LoadPlain(made);
    }

    /// <summary>Runs a constructor on an aggregate that holds defaults.</summary>
    private void Construct(IOperation call, IMethodSymbol constructor, Place made, IReadOnlyList<CallArgument> arguments)
    {
        ITypeSymbol type = constructor.ContainingType;
        IOperation? body = context.Inliner.Bodies.Find(constructor);
        if (body is null && Aggregates.Primary(constructor) is null)
        {
            context.Follow("SD3001", "The constructor of '" + type.ToDisplayString() + "' has no source here, so no derivative is known for it.", call);
            return;
        }

        if (context.Inliner.Enter(call, new Operand.Function(constructor, body, null, null) { Self = made }, arguments) is not { } frame)
        {
            return;
        }

        Build(call, constructor, body, frame, made);
    }

    /// <summary>Runs a constructor in an activation where its parameters are declared.</summary>
    public void Build(IOperation call, IMethodSymbol constructor, IOperation? body, Frame frame, Place made)
    {
        Frame caller = context.Frame;
        context.Frame = frame;
        if (body is IConstructorBodyOperation { Initializer: IExpressionStatementOperation { Operation: IInvocationOperation other } })
        {
            Construct(call, other.TargetMethod, made, [.. other.Arguments.Where(static a => a.Parameter is not null).Select(static a => new CallArgument(a.Parameter!.Ordinal, a.Value))]);
        }
        else
        {
            Members(constructor, frame, (Place.Aggregate)made);
        }

        context.Frame = caller;
        if (body is IConstructorBodyOperation { BlockBody: var block, ExpressionBody: var expression } && (block ?? expression) is { } statements)
        {
            context.Inliner.Run(frame, statements);
        }
    }

    /// <summary>What a constructor does first: the positional members of a record, then the initialisers of the fields.</summary>
    private void Members(IMethodSymbol constructor, Frame frame, Place.Aggregate made)
    {
        IReadOnlyList<Part> parts = Aggregates.Parts(constructor.ContainingType);
        for (int i = 0; i < parts.Count; i++)
        {
            if (Aggregates.IsPositional(parts[i])
                && constructor.Parameters.FirstOrDefault(p => p.Name == parts[i].Member.Name) is { } parameter && frame.Find(parameter) is { } argument)
            {
                context.Places.Bind(made.Items[i], context.Places.LoadPlain(argument));
            }
        }

        foreach ((Part part, EqualsValueClauseSyntax initializer) in Aggregates.Initializers(constructor.ContainingType))
        {
            if (context.Inliner.Bodies.Initial(initializer) is { } value)
            {
                context.Places.Store(made.Items[Aggregates.IndexOf(constructor.ContainingType, part.Member)!.Value], context.Expressions.Lower(value), value);
            }
            else
            {
                context.Error("SD2002", "The initialiser of '" + part.Member.ToDisplayString() + "' cannot be read.", initializer.GetLocation());
            }
        }
    }

    private Operand Run(Place.Property place, IMethodSymbol? accessor, IReadOnlyList<Operand> arguments)
    {
        IPropertyReferenceOperation operation = place.Operation;
        if (accessor is not null && Numerics.Has(accessor) && context.Numerics.Run(operation, accessor, place.Self, arguments) is { } known)
        {
            return known;
        }

        if (accessor is null || context.Inliner.Bodies.Find(accessor) is not { } body)
        {
            return context.Refuse("SD3001", "'" + operation.Property.ToDisplayString() + "' has no source here, so no derivative is known for it.", operation);
        }

        CallArgument[] given = [.. arguments.Select((operand, i) => new CallArgument(i, operation) { Evaluated = operand })];
        return context.Inliner.Inline(operation, new Operand.Function(accessor, body, null, null) { Self = place.Self }, given);
    }

    /// <summary>Whether an expression names a variable, so that what a member writes is seen there.</summary>
    private static bool IsVariable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation or IInstanceReferenceOperation => true,
        IFieldReferenceOperation field => field.Instance is null or { Type.IsReferenceType: true } || IsVariable(field.Instance),
        IInvocationOperation call => call.TargetMethod.RefKind != RefKind.None,
        IPropertyReferenceOperation property => property.Property.RefKind != RefKind.None,
        IConditionalOperation choice => choice.IsRef,
        IParenthesizedOperation parenthesized => IsVariable(parenthesized.Operand),
        _ => false,
    };

    private bool IsReadOnly(IOperation variable) => variable switch
    {
        ILocalReferenceOperation { Local: var local } => local.RefKind == RefKind.RefReadOnly,
        IParameterReferenceOperation { Parameter.RefKind: RefKind.In or RefKind.RefReadOnlyParameter } => true,
        IInstanceReferenceOperation => context.Frame.Method is { MethodKind: not MethodKind.Constructor } method && (method.IsReadOnly || method.ContainingType.IsReadOnly),
        IFieldReferenceOperation { Field: { IsReadOnly: true } } field => !(field.Instance is IInstanceReferenceOperation && context.Frame.Method.MethodKind == MethodKind.Constructor),
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } instance } => IsReadOnly(instance),
        IInvocationOperation call => call.TargetMethod.RefKind == RefKind.RefReadOnly,
        IPropertyReferenceOperation property => property.Property.RefKind == RefKind.RefReadOnly,
        IParenthesizedOperation parenthesized => IsReadOnly(parenthesized.Operand),
        _ => false,
    };
}
