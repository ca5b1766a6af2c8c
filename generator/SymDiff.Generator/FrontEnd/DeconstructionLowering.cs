using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Takes values apart: tuples, records by their positional members, other structs as their <c>Deconstruct</c> says.</summary>
internal sealed class DeconstructionLowering(LoweringContext context)
{
    /// <summary><c>(p, q) = (q, p + q)</c>: targets, then all right sides, then the writes.</summary>
    public Operand Assign(IDeconstructionAssignmentOperation operation)
    {
        Place target = context.Places.Of(operation.Target);
        if (operation.SemanticModel is not { } model || operation.Syntax is not AssignmentExpressionSyntax syntax
            || !(operation.Value is ITupleOperation || Aggregates.Is(operation.Value.Type)))
        {
            Refuse(operation.Value.Type, operation);
            return context.StandIn(operation.Type);
        }

        Operand value = context.Expressions.Lower(operation.Value);
        if (Apart(value, operation.Value.Type, model.GetDeconstructionInfo(syntax), operation) is not { } parts)
        {
            return context.StandIn(operation.Type);
        }

        parts = Fit(target, parts, operation);
        context.Places.Store(target, parts, operation);
        return parts;
    }

    /// <summary>What a <c>Deconstruct</c> gives of a struct; null where that was refused.</summary>
    /// <param name="value">The struct.</param>
    /// <param name="type">Its type.</param>
    /// <param name="method">The method, which may be an extension.</param>
    /// <param name="at">Where it is called.</param>
    public Operand.Aggregate? By(IMethodSymbol method, Operand value, ITypeSymbol? type, IOperation at)
    {
        if (value is not Operand.Aggregate aggregate || !Aggregates.IsStruct(type))
        {
            return Refuse(type, at);
        }

        if (method.IsImplicitlyDeclared)
        {
            int?[] parts = [.. method.Parameters.Select(parameter => type!.GetMembers(parameter.Name).Select(member => Aggregates.IndexOf(type, member)).FirstOrDefault(static part => part is not null))];
            return parts.Contains(null) ? Refuse(type, at) : new([.. parts.Select(part => aggregate.Items[part!.Value])]);
        }

        IMethodSymbol callee = method.ReducedFrom ?? method;
        if (context.Inliner.CanInline(callee, null) is not { } body)
        {
            return Refuse(type, at);
        }

        Place self = context.Places.Temporary("", type!);
        context.Places.Bind(self, value);
        Place[] results = [.. callee.Parameters.Skip(callee.IsStatic ? 1 : 0).Select(parameter => context.Places.Temporary("", parameter.Type))];
        foreach (Place result in results)
        {
            context.Places.Empty(result);
        }

        IEnumerable<CallArgument> outputs = results.Select((result, i) => new CallArgument(callee.IsStatic ? i + 1 : i, at) { Target = result });
        context.Inliner.Inline(
            at,
            new Operand.Function(callee, body, null, null) { Self = callee.IsStatic ? null : self },
            callee.IsStatic ? [new CallArgument(0, at) { Evaluated = value }, .. outputs] : [.. outputs]);
        return new([.. results.Select(context.Places.LoadPlain)]);
    }

    private Operand? Apart(Operand value, ITypeSymbol? type, DeconstructionInfo info, IOperation at)
    {
        if (info.Nested.IsEmpty)
        {
            if (info.Conversion is { IsUserDefined: true })
            {
                context.Error("SD2022", "Taking this apart converts '" + type?.ToDisplayString() + "' by an operator, which is not supported. Assign it on its own.", at.Syntax.GetLocation());
                return null;
            }

            return value;
        }

        if (info.Method is { } method)
        {
            return By(method, value, type, at) is { } outputs
                ? Items(outputs, [.. method.Parameters.Where(static p => p.RefKind == RefKind.Out).Select(static p => p.Type)], info, at)
                : null;
        }

        return value is Operand.Aggregate tuple ? Items(tuple, TypeReader.IsTuple(type) ? TypeReader.Elements(type!) : [], info, at) : value;
    }

    private Operand.Aggregate? Items(Operand.Aggregate whole, IReadOnlyList<ITypeSymbol> types, DeconstructionInfo info, IOperation at)
    {
        if (whole.Items.Count != info.Nested.Length)
        {
            return whole;
        }

        Operand?[] items = [.. whole.Items.Select((item, i) => Apart(item, types.ElementAtOrDefault(i), info.Nested[i], at))];
        return items.Contains(null) ? null : new([.. items.OfType<Operand>()]);
    }

    /// <summary>Converts the elements where the targets are of other types.</summary>
    private Operand Fit(Place target, Operand value, IOperation at)
    {
        switch (target, value)
        {
            case (Place.Aggregate places, Operand.Aggregate values) when places.Items.Count == values.Items.Count:
                return new Operand.Aggregate([.. values.Items.Select((item, i) => Fit(places.Items[i], item, at))]);
            case (Place.Local { Variable.Type: var type }, Operand.Single { Value: var single }):
                return new Operand.Single(Numeric(single, type));
            case (Place.Element { Buffer.Type.Element: { } type }, Operand.Single { Value: var single }):
                return new Operand.Single(Numeric(single, type));
            case (Place.Foreign { Type: var type }, Operand.Single { Value: var single }):
                return new Operand.Single(Numeric(single, type));
            default:
                return value;
        }
    }

    private Value Numeric(Value value, IrType type) =>
        value.Type != type && value.Type.Kind is Kind.Float or Kind.Integer && type.Kind is Kind.Float or Kind.Integer
            ? value.Type == type ? value : context.Builder.Apply(Intrinsics.Convert, type, value)
            : value;

    private Operand.Aggregate? Refuse(ITypeSymbol? type, IOperation at)
    {
        context.Error("SD2002", "'" + type?.ToDisplayString() + "' cannot be taken apart here: tuples can, and structs of numbers whose 'Deconstruct' has its source in this project. Read its members one by one.", at.Syntax.GetLocation());
        return null;
    }
}
