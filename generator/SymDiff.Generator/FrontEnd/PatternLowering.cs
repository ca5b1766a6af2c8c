using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Lowers patterns and the <c>switch</c> expression.</summary>
internal sealed class PatternLowering(LoweringContext context)
{
    /// <summary>Flags that are known to be true.</summary>
    private readonly HashSet<Value> always = [];

    private FunctionBuilder Builder => context.Builder;

    public Operand Is(IIsPatternOperation operation)
    {
        IOperation value = BufferCalls.Bare(operation.Value);
        return new Operand.Single(Matches(operation.Pattern, context.Expressions.Lower(value), value.Type));
    }

    public Operand IsType(IIsTypeOperation operation)
    {
        Value value = context.Expressions.Value(operation.ValueOperand);
        return new Operand.Single(Builder.Opaque(IrType.Boolean, "{0} is " + TypeReader.NameOf(operation.TypeOperand), Effect.Pure, -1, value));
    }

    public Operand Switch(ISwitchExpressionOperation operation)
    {
        ITypeSymbol type = operation.Type!;
        Operand selector = context.Expressions.Lower(operation.Value);
        if (TypeReader.IsBuffer(type) || StructBuffer.Is(type) || TypeReader.IsDelegate(type))
        {
            return context.Refuse("SD2007", "Which buffer or function this 'switch' gives is decided at run time. Use a 'switch' statement that does the work in each case.", operation);
        }

        return Arm(operation, selector, 0, ExpressionLowering.HintFor(operation) ?? "");
    }

    /// <summary>Whether a value matches a pattern, as a flag.</summary>
    public Value Matches(IPatternOperation pattern, Operand input, ITypeSymbol? type)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Flag(true);
            case IConstantPatternOperation constant:
                return Equals(input, type, constant.Value);
            case IRelationalPatternOperation relational when OperatorLowering.IsPlain(type) && OperatorLowering.Function(relational.OperatorKind, TypeReader.Read(type!)) is { } function:
                return Builder.Apply(function, IrType.Boolean, Single(input, relational), context.Expressions.Value(relational.Value));
            case INegatedPatternOperation negated:
                return Builder.Apply(Intrinsics.Not, IrType.Boolean, Matches(negated.Pattern, input, type));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return All(Flag(true), [(both.LeftPattern, input, type), (both.RightPattern, input, type)]);
            case IBinaryPatternOperation binary when !Runs(binary.RightPattern):
                Value left = Matches(binary.LeftPattern, input, type);
                Value right = Matches(binary.RightPattern, input, type);
                return always.Contains(left) ? left
                    : always.Contains(right) ? right
                    : Builder.Apply(Intrinsics.Or, IrType.Boolean, left, right);
            case IDeclarationPatternOperation declaration when declaration.MatchesNull || Same(declaration.MatchedType, type):
                Name(declaration.DeclaredSymbol, input, declaration);
                return declaration.MatchesNull || type is { IsValueType: true } ? Flag(true) : NotNull(input, declaration);
            case ITypePatternOperation typePattern when Same(typePattern.MatchedType, type):
                return type is { IsValueType: true } ? Flag(true) : NotNull(input, typePattern);
            case IRecursivePatternOperation { DeclaredSymbol: null, PropertySubpatterns.IsEmpty: true } recursive
                when TypeReader.IsTuple(type) && input is Operand.Aggregate tuple && recursive.DeconstructionSubpatterns.Length == tuple.Items.Count:
                IReadOnlyList<ITypeSymbol> types = TypeReader.Elements(type!);
                return All(Flag(true), recursive.DeconstructionSubpatterns.Select((inner, i) => (inner, tuple.Items[i], (ITypeSymbol?)types[i])));
            case IRecursivePatternOperation { DeconstructSymbol: IMethodSymbol method } recursive
                when Same(recursive.MatchedType, type) && Aggregates.IsStruct(type) && recursive.PropertySubpatterns.All(static p => IsPlainMember(p.Member)):
                Name(recursive.DeclaredSymbol, input, recursive);
                return context.Deconstructions.By(method, input, type, recursive) is { } apart
                    ? Members(recursive, input, All(Flag(true), recursive.DeconstructionSubpatterns.Select((inner, i) => (inner, apart.Items[i], (ITypeSymbol?)inner.InputType))))
                    : Flag(false);
            case IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true } recursive
                when Same(recursive.MatchedType, type) && recursive.PropertySubpatterns.All(static p => IsPlainMember(p.Member)):
                Name(recursive.DeclaredSymbol, input, recursive);
                return type is { IsValueType: true } ? Members(recursive, input, Flag(true)) : Guarded(NotNull(input, pattern), () => Members(recursive, input, Flag(true)));
            default:
                context.Error("SD2006", "This pattern is not supported. Constants, comparisons, 'and', 'or', 'not', 'var', '_', lengths and tuples of them are.", pattern.Syntax.GetLocation());
                return Flag(false);
        }
    }

    /// <summary>Assigns what matches to the variable that a pattern declares.</summary>
    private void Name(ISymbol? symbol, Operand input, IOperation at)
    {
        if (symbol is ILocalSymbol local)
        {
            context.Places.Store(context.Frame.Find(local) ?? context.Places.Declare(local, local.Type), input, at);
        }
    }

    /// <summary>Whether a value is a constant. A pattern's NaN matches NaN, which <c>==</c> does not.</summary>
    public Value Equals(Operand input, ITypeSymbol? type, IOperation constant)
    {
        Value value = Single(input, constant);
        if (constant.ConstantValue is { HasValue: true, Value: null })
        {
            return Builder.Opaque(IrType.Boolean, "{0} is null", Effect.Pure, -1, value);
        }

        if (constant.ConstantValue is { HasValue: true, Value: double.NaN or float.NaN })
        {
            return Builder.Apply(Intrinsics.NotEqual, IrType.Boolean, value, value);
        }

        Value other = context.Expressions.Value(constant);
        if (!OperatorLowering.IsPlain(type))
        {
            string template = type is { IsReferenceType: true, SpecialType: not SpecialType.System_String } ? "global::System.Object.Equals({0}, {1})" : "{0} == {1}";
            return Builder.Opaque(IrType.Boolean, template, Effect.Pure, -1, value, other);
        }

        if (other.Type != value.Type)
        {
            other = Builder.Apply(Intrinsics.Convert, value.Type, other);
        }

        return Builder.Apply(Intrinsics.Equal, IrType.Boolean, value, other);
    }

    /// <summary>A match with a <c>when</c>, which is evaluated only where the pattern matches.</summary>
    public Value Guarded(Value matches, IOperation guard) => Guarded(matches, () => context.Expressions.Value(guard));

    private Value Guarded(Value matches, Func<Value> test)
    {
        if (always.Contains(matches))
        {
            return test();
        }

        Variable result = Builder.NewVariable("", IrType.Boolean);
        context.If(
            matches,
            () => Builder.Bind(result, test()),
            () => Builder.Bind(result, Flag(false)));
        return Builder.Read(result);
    }

    /// <summary>Whether all patterns match. What runs code of the user's is tried where those before it match, as in C#.</summary>
    private Value All(Value matches, IEnumerable<(IPatternOperation Pattern, Operand Input, ITypeSymbol? Type)> parts)
    {
        foreach ((IPatternOperation pattern, Operand input, ITypeSymbol? type) in parts)
        {
            matches = Runs(pattern) ? Guarded(matches, () => Matches(pattern, input, type)) : And(matches, Matches(pattern, input, type));
        }

        return matches;
    }

    /// <summary>Whether a pattern reads a property that computes, or takes apart by a method that does.</summary>
    private static bool Runs(IPatternOperation pattern) => pattern.DescendantsAndSelf().Any(static inner =>
        inner is IRecursivePatternOperation { DeconstructSymbol: IMethodSymbol { IsImplicitlyDeclared: false } }
        || (inner is IPropertySubpatternOperation { Member: IMemberReferenceOperation member } && Computes(member)));

    private static bool Computes(IMemberReferenceOperation member) =>
        member is IPropertyReferenceOperation { Arguments.IsEmpty: true, Instance.Type: { } owner } && Aggregates.IsStruct(owner) && Aggregates.PartOf(member) is null;

    /// <summary>Whether the members that a pattern names match; those of an object are constants of differentiation.</summary>
    private Value Members(IRecursivePatternOperation pattern, Operand input, Value matches)
    {
        if (input is Operand.Aggregate aggregate)
        {
            foreach (IPropertySubpatternOperation part in pattern.PropertySubpatterns)
            {
                var member = (IMemberReferenceOperation)part.Member;
                matches = Computes(member)
                    ? Guarded(matches, () => Matches(part.Pattern, context.Structs.Get((IPropertyReferenceOperation)member, aggregate), member.Type))
                    : All(matches, [(part.Pattern, aggregate.Items[Aggregates.PartOf(member)!.Value], member.Type)]);
            }

            return matches;
        }

        Value whole = Single(input, pattern);
        foreach (IPropertySubpatternOperation part in pattern.PropertySubpatterns)
        {
            var member = (IMemberReferenceOperation)part.Member;
            Value value = whole.Type.IsBuffer
                ? Builder.Length(whole)
                : Builder.Opaque(TypeReader.Read(member.Type!), "{0}." + MemberLowering.Identifier(member.Member.Name), Effect.Reads, -1, whole);
            matches = And(matches, Matches(part.Pattern, new Operand.Single(value), member.Type));
        }

        return matches;
    }

    /// <summary>A length, or a member of an object that holds no floating-point numbers.</summary>
    private static bool IsPlainMember(IOperation member) => member switch
    {
        IPropertyReferenceOperation { Instance.Type: { } owner } property when TypeReader.IsBuffer(owner) => property.Property.Name == "Length",
        IMemberReferenceOperation { Instance.Type: { } aggregate } named when Aggregates.IsStruct(aggregate) => Aggregates.PartOf(named) is not null || Computes(named),
        IPropertyReferenceOperation { Arguments.IsEmpty: true } or IFieldReferenceOperation =>
            ((IMemberReferenceOperation)member).Instance is { Type: { } owner } && !TypeReader.IsTuple(owner)
            && !TypeReader.IsTuple(member.Type) && !TypeReader.IsDelegate(member.Type) && !TypeReader.IsBuffer(member.Type)
            && TypeReader.HiddenNumbers(member.Type!, "") is null,
        _ => false,
    };

    private Operand Arm(ISwitchExpressionOperation operation, Operand selector, int position, string name)
    {
        if (position == operation.Arms.Length)
        {
            context.Builder.Throw("new global::System.Runtime.CompilerServices.SwitchExpressionException()");
            return context.StandIn(operation.Type);
        }

        ISwitchExpressionArmOperation arm = operation.Arms[position];
        context.Statements.Hoist(arm.Locals);
        if (arm.Guard is null && MatchesAll(arm.Pattern))
        {
            Matches(arm.Pattern, selector, operation.Value.Type);
            return context.Expressions.Lower(arm.Value);
        }

        Value matches = Matches(arm.Pattern, selector, operation.Value.Type);
        if (arm.Guard is { } guard)
        {
            matches = MatchesAll(arm.Pattern) ? context.Expressions.Value(guard) : Guarded(matches, guard);
        }

        return context.Expressions.Choose(
            matches,
            operation.Type!,
            name,
            () => context.Expressions.Lower(arm.Value),
            () => Arm(operation, selector, position + 1, name));
    }

    private static bool MatchesAll(IPatternOperation pattern) => pattern
        is IDiscardPatternOperation
        or IDeclarationPatternOperation { MatchesNull: true }
        || (pattern is IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: false } tuple
            && (TypeReader.IsTuple(tuple.InputType) || (tuple.InputType.IsValueType && Same(tuple.MatchedType, tuple.InputType))) && tuple.DeconstructionSubpatterns.All(MatchesAll));

    private static bool Same(ITypeSymbol? left, ITypeSymbol? right) => SymbolEqualityComparer.Default.Equals(left, right);

    private Value NotNull(Operand input, IOperation at) =>
        Builder.Opaque(IrType.Boolean, "{0} is not null", Effect.Pure, -1, Single(input, at));

    private Value Single(Operand operand, IOperation at) => context.Expressions.Single(operand, at);

    private Value And(Value left, Value right) =>
        always.Contains(left) ? right
        : always.Contains(right) ? left
        : Builder.Apply(Intrinsics.And, IrType.Boolean, left, right);

    private Value Flag(bool value)
    {
        Value flag = Builder.Constant(IrType.Boolean, value ? "true" : "false");
        if (value)
        {
            always.Add(flag);
        }

        return flag;
    }
}
