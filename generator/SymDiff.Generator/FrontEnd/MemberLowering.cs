using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Lowers fields, properties and <c>this</c>. They are constants of differentiation.</summary>
internal sealed class MemberLowering(LoweringContext context)
{
    private readonly HashSet<Value> foreign = [];

    /// <summary>Whether a buffer belongs to a field or property, and so must not be written.</summary>
    public bool IsForeign(Value buffer) => context.Roots(buffer).Any(foreign.Contains);

    /// <summary>Makes a buffer one that belongs to a field or property.</summary>
    public void Own(Value value)
    {
        if (value.Type.IsBuffer)
        {
            foreign.Add(value);
        }
    }

    public Operand Field(IFieldReferenceOperation operation)
    {
        if (context.Modules.Read(operation) is { } parameter)
        {
            return parameter;
        }

        if (PartOf(operation) is { } index)
        {
            return Part(operation, index);
        }

        IFieldSymbol field = operation.Field;
        Warn(operation, field, !field.IsReadOnly);
        return Read(operation, FieldPlace(operation), field.IsReadOnly ? Effect.Pure : Effect.Reads);
    }

    public Place FieldPlace(IFieldReferenceOperation operation)
    {
        return ParameterPlace(operation) is { } parameter ? parameter
            : PartOf(operation) is { } index
            ? PartPlace(operation, index)
            : MemberPlace(operation, operation.Instance, operation.Field, Name(operation.Field));
    }

    /// <summary>A parameter of a module as a place: one that is only read. Null for any other member.</summary>
    private Place? ParameterPlace(IMemberReferenceOperation operation)
    {
        if (!ModuleReader.IsParameter(operation.Member))
        {
            return null;
        }

        if (WriteScan.IsWritten(operation))
        {
            context.Error("SD2013", "The parameter '" + operation.Member.Name + "' is written here, or may be, where derivatives cannot follow. Write it outside of what is differentiated, as an optimizer does.", operation.Syntax.GetLocation());
            return context.Places.StandIn(operation.Type);
        }

        Place place = context.Places.Temporary("", operation.Type!);
        context.Places.Bind(place, context.Modules.Read(operation)!);
        return place;
    }

    /// <summary>The part of an aggregate in variables that a member is.</summary>
    private int? PartOf(IMemberReferenceOperation operation) => context.Structs.IsHeld(operation.Instance) ? Aggregates.PartOf(operation) : null;

    private Operand Part(IMemberReferenceOperation operation, int index) =>
        context.StructBuffers.IsPlace(operation.Instance!) && context.Places.Of(operation.Instance!) is Place.Aggregate { IsElement: true } element
            ? context.Places.LoadPlain(element.Items[index])
            : context.Expressions.Lower(operation.Instance!) is Operand.Aggregate aggregate
            ? aggregate.Items[index]
            : context.Follow("SD2002", "This tuple or struct is not one that can be taken apart.", operation);

    private Place PartPlace(IMemberReferenceOperation operation, int index)
    {
        Place place = context.Places.Of(operation.Instance!);
        if (place is Place.Aggregate aggregate)
        {
            return aggregate.Items[index];
        }

        if (place is Place.Foreign foreign)
        {
            context.Error("SD2013", "A part of " + foreign.What + " is named here as a variable, where derivatives cannot follow. Copy it to a variable of its own.", operation.Syntax.GetLocation());
        }

        return context.Places.StandIn(operation.Type);
    }

    public Operand Property(IPropertyReferenceOperation operation)
    {
        IPropertySymbol property = operation.Property;
        if (EmittedMembers.Has(property))
        {
            return EmittedMembers.Refuse(context, property, operation);
        }

        if (context.Modules.Read(operation) is { } parameter)
        {
            return parameter;
        }

        if (TypeReader.IsShared(property, operation.ConstrainedToType))
        {
            return Shared(property, operation.ConstrainedToType!, operation);
        }

        if (operation.Instance is { } buffer && StructBuffer.Is(buffer.Type) && context.StructBuffers.Property(operation, buffer) is { } known)
        {
            return known;
        }

        if (operation.Instance is { } instance && (TypeReader.IsBuffer(instance.Type) || TypeReader.IsHolder(instance.Type)))
        {
            switch (property.Name)
            {
                case "Span":
                    return new Operand.Single(context.Buffers.Span(context.Expressions.Value(instance)));
                case "Length" or "Count":
                    return new Operand.Single(context.Builder.Length(context.Expressions.Value(instance)));
                case "LongLength":
                    return new Operand.Single(context.Builder.Apply(Intrinsics.Convert, IrType.Int64, context.Builder.Length(context.Expressions.Value(instance))));
                case "Rank":
                    return new Operand.Single(context.Int(TypeReader.IsMatrix(instance.Type) ? 2 : 1));
                case "IsEmpty":
                    Value length = context.Builder.Length(context.Expressions.Value(instance));
                    return new Operand.Single(context.Builder.Apply(Intrinsics.Equal, IrType.Boolean, length, context.Int(0)));
            }

            if (property.IsIndexer)
            {
                return context.Places.LoadPlain(context.Buffers.ElementPlace(instance, operation.Arguments[0].Value));
            }
        }

        if (PartOf(operation) is { } index)
        {
            return Part(operation, index);
        }

        if (context.Structs.IsHeld(operation.Instance) && !TypeReader.IsTuple(operation.Instance!.Type))
        {
            return context.Places.LoadPlain(PropertyPlace(operation));
        }

        if (property is { IsStatic: true, GetMethod: { } getter } && Aggregates.IsStruct(property.Type) && context.Inliner.Bodies.Find(getter) is { } computation)
        {
            return context.Inliner.Inline(operation, new Operand.Function(getter, computation, null, null), []);
        }

        if (property.GetMethod is { } read && context.Modules.IsOn(read, operation.Instance) && Computed(operation, read) is { } result)
        {
            return result;
        }

        bool source = !property.DeclaringSyntaxReferences.IsEmpty;
        bool automatic = source && IsAutomatic(property);
        bool computed = source && !automatic && !TypeReader.IsBuffer(property.Type) && IsFixed(property);
        bool fixedValue = computed || (automatic && property.SetMethod is null or { IsInitOnly: true }) || (property.Name == "Length" && property.ContainingType.SpecialType == SpecialType.System_String);
        Warn(operation, property, !fixedValue);
        return Read(operation, PropertyPlace(operation), source && !automatic && !computed ? Effect.Acts : fixedValue ? Effect.Pure : Effect.Reads);
    }

    /// <summary>A property of a module that computes, and may read parameters; null for one that only keeps a value.</summary>
    private Operand? Computed(IPropertyReferenceOperation operation, IMethodSymbol getter)
    {
        IPropertySymbol property = operation.Property;
        bool holdsNumbers = TypeReader.Carries(property.Type) || ModuleReader.IsModule(property.Type) || TypeReader.HiddenNumbers(property.Type, "") is not null;
        if (!holdsNumbers || IsAutomatic(property))
        {
            return null;
        }

        if (property.IsVirtual || property.IsAbstract || property.IsOverride)
        {
            return context.Refuse("SD2020", "'" + property.Name + "' is virtual: what it computes is decided at run time, so its derivative is not known here.", operation);
        }

        if (context.Inliner.CanInline(getter, operation.Instance) is { } body)
        {
            CallArgument[] arguments = [.. operation.Arguments.Select(static a => new CallArgument(a.Parameter!.Ordinal, a.Value))];
            return context.Inliner.Inline(operation, new Operand.Function(getter, body, null, operation.Instance), arguments);
        }

        return context.Refuse("SD3001", "'" + property.ToDisplayString() + "' may compute with parameters, and its source is not here. Call a marked method.", operation);
    }

    /// <summary>A constant of the number types, by the name of a type parameter: <c>T.One</c>, <c>T.Pi</c>.</summary>
    private Operand Shared(IPropertySymbol property, ITypeSymbol self, IOperation operation)
    {
        IrType type = TypeReader.Read(property.Type);
        string? text = !type.IsFloat ? null : property.Name switch
        {
            "Zero" => "0",
            "One" => "1",
            "NegativeOne" => "-1",
            "NegativeZero" => "-0",
            "NaN" => "NaN",
            "PositiveInfinity" => "Infinity",
            "NegativeInfinity" => "-Infinity",
            _ => null,
        };
        if (text is null && !TypeArguments.Current.Has(self, property.Name))
        {
            return context.Refuse("SD3001", "'" + TypeReader.NameOf(self) + "' has no '" + property.Name + "' of its own, so the method that reads it cannot be repeated in place. Mark it [Differentiable], or write the value.", operation);
        }

        return new Operand.Single(text is null
            ? context.Builder.Opaque(type, TypeReader.NameOf(self) + Name(property), Effect.Pure, -1)
            : context.Builder.Constant(type, text));
    }

    public Place PropertyPlace(IPropertyReferenceOperation operation)
    {
        if (ParameterPlace(operation) is { } parameter)
        {
            return parameter;
        }

        if (operation.Instance is { } instance && (TypeReader.IsBuffer(instance.Type) || TypeReader.IsHolder(instance.Type) || StructBuffer.Is(instance.Type)) && operation.Property.IsIndexer)
        {
            return context.Buffers.ElementPlace(instance, operation.Arguments[0].Value);
        }

        if (PartOf(operation) is { } index)
        {
            return PartPlace(operation, index);
        }

        if (context.Structs.IsHeld(operation.Instance) && !TypeReader.IsTuple(operation.Instance!.Type) && (operation.Property.GetMethod ?? operation.Property.SetMethod) is { } accessor)
        {
            Place self = context.Structs.Receiver(operation.Instance, accessor);
            return new Place.Property(operation, self, [.. operation.Arguments.OrderBy(static a => a.Parameter!.Ordinal).Select(a => context.Expressions.Lower(a.Value))]);
        }

        if (operation.Arguments.IsEmpty)
        {
            return MemberPlace(operation, operation.Instance, operation.Property, Name(operation.Property));
        }

        var arguments = new Holes();
        string receiver = Receiver(operation, operation.Instance, operation.Property, arguments);
        IEnumerable<string> holes = operation.Arguments.Select(a => arguments.Add(context.Expressions.Value(a.Value), a.Value));
        return ForeignPlace(operation, receiver + "[" + string.Join(", ", holes.ToArray()) + "]", arguments, "'" + operation.Property.ToDisplayString() + "'");
    }

    public Operand Instance(IInstanceReferenceOperation operation)
    {
        if (operation.ReferenceKind != InstanceReferenceKind.ContainingTypeInstance && context.Structs.Self(operation) is null)
        {
            return Fence.Refuse(context, operation);
        }

        if (context.Modules.Own(context.Frame) is { } module)
        {
            return module;
        }

        return context.Structs.Self(operation) is { } self ? context.Places.LoadPlain(self)
            : Aggregates.Is(operation.Type) ? context.Opaques.TakeApart(operation.Type!, "this", operation.Type!.IsReadOnly ? Effect.Pure : Effect.Reads, -1, [], operation.Syntax.GetLocation())
            : new Operand.Single(context.Frame.Receiver ?? context.Builder.Opaque(TypeReader.Read(operation.Type!), "this", Effect.Pure, -1));
    }

    /// <summary>Something outside the method, read by <paramref name="template"/>.</summary>
    public static Place ForeignPlace(IOperation operation, string template, Holes arguments, string what) =>
        new Place.Foreign(operation.Type!, template, arguments, what, operation.Syntax.GetLocation());

    /// <summary>
    /// What stands before the dot: a type, <c>this</c>, or a hole for the receiver's value, which is then added to
    /// <paramref name="arguments"/>.
    /// </summary>
    public string Receiver(IOperation operation, IOperation? instance, ISymbol member, Holes arguments)
    {
        RequireAccess(operation, member);
        if (instance is null)
        {
            ITypeSymbol? self = operation switch
            {
                IInvocationOperation call => call.ConstrainedToType,
                IMemberReferenceOperation reference => reference.ConstrainedToType,
                _ => null,
            };
            return TypeReader.NameOf(self ?? member.ContainingType);
        }

        if (instance is IInstanceReferenceOperation && context.Frame.HasOwnThis)
        {
            return "this";
        }

        if (Aggregates.IsStruct(instance.Type) && !member.IsImplicitlyDeclared && !instance.Type!.IsReadOnly && member is IMethodSymbol { IsReadOnly: false } && SymbolEqualityComparer.Default.Equals(member.ContainingType, instance.Type))
        {
            context.Error("SD3001", "'" + member.ToDisplayString() + "' may write to the struct it is called on, and cannot be repeated in place. Mark it 'readonly', or write it out.", operation.Syntax.GetLocation());
        }

        return context.Opaques.Hole(context.Expressions.Lower(instance), instance, arguments);
    }

    /// <summary>What is read in a method in place has to be visible where that method's caller stands.</summary>
    public void RequireAccess(IOperation operation, ISymbol member)
    {
        if (!context.Compilation.IsSymbolAccessibleWithin(member.OriginalDefinition, context.Method.ContainingType))
        {
            Remedies remedies = Remedies.Of(context, context.Frame.Method, null);
            context.Error("SD3001", "'" + member.ToDisplayString() + "' is not accessible from '" + context.Method.ContainingType.ToDisplayString() + "', where the body of this method would be repeated. " + (context.Differentiated.Count > 1 ? "Make it accessible there." : "Mark the method [Differentiable], so that it is called instead."), operation.Syntax.GetLocation(), remedies.Facts);
        }
    }

    private static string Name(ISymbol member) => "." + Identifier(member.Name);

    /// <summary>A name as it is written, with <c>@</c> before a keyword.</summary>
    public static string Identifier(string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? name : "@" + name;

    private Place MemberPlace(IOperation operation, IOperation? instance, ISymbol member, string name)
    {
        var arguments = new Holes();
        string receiver = Receiver(operation, instance, member, arguments);
        if (instance is { Type.IsValueType: true } and not IInstanceReferenceOperation
            && (operation.Parent is IAssignmentOperation assignment && assignment.Target == operation || operation.Parent is IIncrementOrDecrementOperation))
        {
            context.Error("SD2013", "A member of the value '" + instance.Syntax + "' is written here, which is not supported. Keep its parts in variables of their own.", operation.Syntax.GetLocation());
        }

        return ForeignPlace(operation, receiver + name, arguments, "'" + member.ToDisplayString() + "'");
    }

    private Operand Read(IOperation operation, Place place, Effect effect)
    {
        if (place is not Place.Foreign foreignPlace)
        {
            return context.Places.LoadPlain(place);
        }

        if (Aggregates.Is(operation.Type))
        {
            return context.Opaques.TakeApart(operation.Type!, foreignPlace.Template, effect, -1, foreignPlace.Arguments, foreignPlace.Location);
        }

        int refusal = foreignPlace.Arguments.Any(static a => a.Type.IsFloat)
            ? context.RefuseActive("SD3001", "No derivative is known for " + foreignPlace.What + ", which is read with a value that depends on the method's inputs" + Refusal.Active + ". Wrap that value in Diff.StopGradient.", operation.Syntax.GetLocation(), foreignPlace.Arguments.Operands)
            : -1;
        Value value = context.Builder.Opaque(foreignPlace.Type, foreignPlace.Template, effect, refusal, [.. foreignPlace.Arguments]);
        Own(value);
        return ModuleReader.IsModule(operation.Type) && operation is not IPropertyReferenceOperation { Property.IsIndexer: true } ? ModuleLowering.Constant(operation.Type!, value) : new Operand.Single(value);
    }

    /// <summary>Whether a property is written <c>=&gt; e</c> with an expression that never changes its value.</summary>
    private bool IsFixed(IPropertySymbol property, int depth = 0)
    {
        if (property.IsVirtual || property.IsOverride || property.IsAbstract || depth > 8)
        {
            return false;
        }

        if (IsAutomatic(property))
        {
            return property.SetMethod is null or { IsInitOnly: true };
        }

        if (property.SetMethod is not null
            || property.DeclaringSyntaxReferences[0].GetSyntax(context.Cancellation) is not Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax { ExpressionBody.Expression: { } body }
            || !context.Compilation.ContainsSyntaxTree(body.SyntaxTree))
        {
            return false;
        }

        return context.Compilation.GetSemanticModel(body.SyntaxTree).GetOperation(body, context.Cancellation) is { } value && IsFixed(value, depth);
    }

    private bool IsFixed(IOperation value, int depth) => value.ConstantValue.HasValue || value switch
    {
        IParenthesizedOperation o => IsFixed(o.Operand, depth),
        IConversionOperation { OperatorMethod: null } o => IsFixed(o.Operand, depth),
        IUnaryOperation { OperatorMethod: null } o => IsFixed(o.Operand, depth),
        IBinaryOperation { OperatorMethod: null } o => IsFixed(o.LeftOperand, depth) && IsFixed(o.RightOperand, depth),
        IPropertyReferenceOperation { Property.Name: "Length", Instance: { Type: IArrayTypeSymbol } array } => IsFixedReference(array, depth),
        _ when TypeReader.IsBuffer(value.Type) => false,
        IFieldReferenceOperation or IPropertyReferenceOperation => IsFixedReference(value, depth),
        IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } } } o => o.Arguments.All(a => IsFixed(a.Value, depth)),
        _ => false,
    };

    private bool IsFixedReference(IOperation value, int depth) => value switch
    {
        IFieldReferenceOperation { Field.IsReadOnly: true, Instance: null or IInstanceReferenceOperation } => true,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation, Property: { DeclaringSyntaxReferences.IsEmpty: false, IsIndexer: false } property } => IsFixed(property, depth + 1),
        _ => false,
    };

    private static bool IsAutomatic(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    private void Warn(IOperation operation, ISymbol member, bool mutable)
    {
        if (ModuleReader.IsModule(operation.Type) && !SymbolNames.Has(member, SymbolNames.NoGradient) && member is not IPropertySymbol { IsIndexer: true })
        {
            context.Warn("SD2012", "'" + member.Name + "' is not marked [Parameter], so the parameters that are read through it are constants of differentiation. Mark it [Parameter], or [NoGradient] to say that this is meant.", operation.Syntax.GetLocation());
            return;
        }

        bool own = operation is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } || ModuleReader.IsModule(member.ContainingType);
        if (own && mutable && !TypeReader.Read(operation.Type!).IsReadOnly && TypeReader.Carries(operation.Type) && member.Locations.Any(static l => l.IsInSource) && !SymbolNames.Has(member, SymbolNames.NoGradient))
        {
            context.Warn("SD2012", "'" + member.Name + "' can change but is treated as a constant of differentiation. Pass it as a parameter to differentiate with respect to it, or make it readonly.", operation.Syntax.GetLocation());
        }
    }
}
