using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Lowers conversions.</summary>
internal sealed class ConversionLowering(LoweringContext context)
{
    public Operand Lower(IConversionOperation operation)
    {
        IOperation inner = operation.Operand;
        ITypeSymbol type = operation.Type!;
        if (inner is IInvocationOperation { TargetMethod.Name: "Clone", Instance: { } cloned } && TypeReader.IsBuffer(cloned.Type) && TypeReader.IsBuffer(type))
        {
            return new Operand.Single(context.Buffers.Copy(context.Expressions.Value(cloned), TypeReader.Read(cloned.Type!), operation));
        }

        if (inner is IInvocationOperation { TargetMethod.Name: "Clone", Instance: { } copied } && StructBuffer.Is(copied.Type) && StructBuffer.Is(type))
        {
            return context.StructBuffers.Find(copied) is { } source ? context.StructBuffers.Copy(source, operation) : context.StandIn(type);
        }

        if (!operation.Conversion.Exists)
        {
            // What is wrong may be the operand, which says so itself.
            context.Expressions.Lower(inner);
            return context.Follow("SD2002", "The C# compiler reports an error here.", operation);
        }

        if (type.TypeKind == TypeKind.Dynamic || inner.Type is { TypeKind: TypeKind.Dynamic })
        {
            return context.Refuse("SD2002", "'dynamic' is not supported: what runs is decided at run time.", operation);
        }

        if (inner.Type is null)
        {
            return inner is IThrowOperation or IAnonymousFunctionOperation or IMethodReferenceOperation
                ? context.Expressions.Lower(inner)
                : inner.ConstantValue is { HasValue: true } ? context.StandIn(type) : Retyped(inner, type);
        }

        if (operation.OperatorMethod is { } method && (Aggregates.IsStruct(type) || Aggregates.IsStruct(inner.Type)))
        {
            return SymbolEqualityComparer.Default.Equals(method.ReturnType, type) && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, inner.Type)
                ? context.Calls.Operator(operation, method, [new CallArgument(0, inner)])
                : context.Refuse("SD2022", "The conversion from '" + inner.Type.ToDisplayString() + "' to '" + type.ToDisplayString() + "' takes more than one step, which is not supported. Write the steps out.", operation);
        }

        Operand operand = context.Expressions.Lower(inner);
        return Convert(operand, inner.Type, type, operation.IsChecked, operation);
    }

    /// <summary>A conversion by a method of the target's: <c>T.CreateChecked(x)</c>. Null where the method is another, or no number goes in.</summary>
    public Operand? Create(IOperation call, IMethodSymbol method, IOperation argument)
    {
        IrType target = TypeReader.Read(method.ReturnType), source = TypeReader.Read(method.TypeArguments[0]);
        if (method.Name is not (Intrinsics.CreateChecked or "CreateSaturating" or "CreateTruncating")
            || target.Kind is not (Kind.Float or Kind.Integer) || source.Kind is not (Kind.Float or Kind.Integer))
        {
            return null;
        }

        if ((target.IsGeneric || target == IrType.Double) && argument.ConstantValue is { HasValue: true, Value: double or float or int } constant)
        {
            return new Operand.Single(context.Builder.Constant(target, Literal.Text(System.Convert.ToDouble(constant.Value, System.Globalization.CultureInfo.InvariantCulture), IrType.Double)));
        }

        Value value = context.Expressions.Value(argument);
        return new Operand.Single(value.Type == target ? value : context.Builder.Apply(Intrinsics.Convert, target, method.Name, [value], Notice(value, target, method.ReturnType, call, argument.Syntax)));
    }

    /// <summary>A notice for a number that loses its derivative where it becomes a whole one; -1 where none does.</summary>
    private int Notice(Value value, IrType target, ITypeSymbol to, IOperation at, SyntaxNode? operand) => value.Type.IsFloat && !target.IsFloat
        ? context.RefuseActive("SD4001", "A value that depends on the method's inputs" + Refusal.Active + " is converted to '" + to.ToDisplayString() + "' here: no derivative passes through. Wrap it in Diff.StopGradient to say that this is meant.", at.Syntax.GetLocation(), [operand])
        : -1;

    /// <summary>Converts what was evaluated already; <paramref name="at"/> is where to report.</summary>
    public Operand Convert(Operand operand, ITypeSymbol from, ITypeSymbol to, bool isChecked, IOperation at)
    {
        switch (operand)
        {
            case Operand.Function:
                return operand;
            case Operand.Module module when SymbolEqualityComparer.Default.Equals(from, to):
                return module;
            case Operand.Module { Path: null } constant:
                return new Operand.Single(Convert(context.Modules.Value(constant), from, to, isChecked, at));
            case Operand.Module:
                return context.Refuse("SD2020", "A module is converted to '" + to.ToDisplayString() + "' here, and what then reads its parameters is not known. Use it as what it is.", at);
            case Operand.Aggregate tuple when TypeReader.IsTuple(to):
                IReadOnlyList<ITypeSymbol> sources = TypeReader.IsTuple(from) ? TypeReader.Elements(from) : TypeReader.Elements(to);
                IReadOnlyList<ITypeSymbol> targets = TypeReader.Elements(to);
                return new Operand.Aggregate([.. tuple.Items.Select((item, i) => Convert(item, sources[i], targets[i], isChecked, at))]);
            case Operand.Aggregate when SymbolEqualityComparer.Default.Equals(from, to):
                return operand;
            case Operand.Structs when StructBuffer.Of(to) is { } target && SymbolEqualityComparer.Default.Equals(target.Element, StructBuffer.Of(from)?.Element):
                return operand;
            case Operand.Structs:
                context.Expressions.Single(operand, at);
                return context.StandIn(to);
            case Operand.Single single:
                return new Operand.Single(Convert(single.Value, from, to, isChecked, at));
            case Operand.Aggregate:
                return context.Refuse("SD2002", "A tuple or struct is converted to '" + to.ToDisplayString() + "' here. Take it apart first.", at);
            default:
                return context.StandIn(to);
        }
    }

    private Value Convert(Value value, ITypeSymbol from, ITypeSymbol to, bool isChecked, IOperation at)
    {
        IrType target = TypeReader.Read(to);
        if (value.Type == target || (value.Type.IsBuffer && target.IsBuffer && value.Type.Element == target.Element))
        {
            return value;
        }

        Location place = at.Syntax.GetLocation();
        SyntaxNode? operand = (at as IConversionOperation)?.Operand.Syntax;
        bool number = value.Type.Kind is Kind.Float or Kind.Integer, toNumber = target.Kind is Kind.Float or Kind.Integer;
        if (number && toNumber)
        {
            return context.Builder.Apply(Intrinsics.Convert, target, isChecked && target.Kind == Kind.Integer ? "checked" : "", [value], Notice(value, target, to, at, operand));
        }

        if (value.Type.IsBuffer)
        {
            if (value.Type.IsFloatBuffer && at is not IThrowOperation)
            {
                context.Error("SD2011", "A buffer is converted to '" + to.ToDisplayString() + "' here, through which derivatives cannot be followed. Use the array or span itself.", place);
            }

            return context.Builder.Opaque(target, "(" + target.Name + "){0}", Effect.Pure, -1, value);
        }

        (string Id, string Message) refusal = to switch
        {
            { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => ("SD2019", "A value that depends on the method's inputs" + Refusal.Active + " is converted to '" + to.ToDisplayString() + "' here. Nullable values carry no derivative: use the number itself."),
            { SpecialType: SpecialType.System_Object } => ("SD2020", "A value that depends on the method's inputs" + Refusal.Active + " is boxed here, which would lose its derivative. Wrap it in Diff.StopGradient to say that this is meant."),
            _ => ("SD2022", "A value that depends on the method's inputs" + Refusal.Active + " is converted from '" + from.ToDisplayString() + "' to '" + to.ToDisplayString() + "' here, and no derivative is known for that conversion. Keep it a double or float, or wrap it in Diff.StopGradient."),
        };
        return context.Builder.Opaque(
            target,
            "(" + target.Name + "){0}",
            OpaqueLowering.EffectOf([value], to),
            value.Type.IsFloat ? context.RefuseActive(refusal.Id, refusal.Message, place, [operand]) : -1,
            value);
    }

    /// <summary>An expression that has no type of its own takes that of its target.</summary>
    private Operand Retyped(IOperation inner, ITypeSymbol type) => inner switch
    {
        ITupleOperation tuple when TypeReader.IsTuple(type) => Convert(context.Expressions.Lower(tuple), type, type, false, inner),
        _ => context.Expressions.Lower(inner),
    };
}
