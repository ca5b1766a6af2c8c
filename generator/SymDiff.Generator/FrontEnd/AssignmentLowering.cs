using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Lowers assignments in C#'s order of evaluation: the parts of the target, its old value where that is needed, the
/// right side, the write.
/// </summary>
internal sealed class AssignmentLowering(LoweringContext context)
{
    private FunctionBuilder Builder => context.Builder;

    public Operand Simple(ISimpleAssignmentOperation operation)
    {
        if (operation.IsRef)
        {
            return Rebind(operation);
        }

        Place target = context.Places.Of(operation.Target);
        context.StructBuffers.Look(target, operation.Target, operation.Value);
        Operand value = context.Expressions.Lower(operation.Value);
        context.Places.Store(target, value, operation.Target);
        return target is Place.Local or Place.Aggregate { IsElement: false } ? context.Places.LoadPlain(target) : value;
    }

    public Operand Compound(ICompoundAssignmentOperation operation)
    {
        ITypeSymbol type = operation.Target.Type!;
        Place target = context.Places.Of(operation.Target);
        if (operation.OperatorMethod is { IsStatic: true } method && (Aggregates.IsStruct(type) || Aggregates.IsStruct(operation.Value.Type)))
        {
            return StructCompound(operation, target, method);
        }

        if (!OperatorLowering.IsOwn(operation.OperatorMethod) || operation.IsLifted || !OperatorLowering.IsPlain(type) || !OperatorLowering.IsPlain(operation.Value.Type))
        {
            return OpaqueCompound(operation, target);
        }

        Value old = context.Expressions.Single(context.Places.LoadPlain(target), operation.Target);
        Value right = context.Expressions.Value(operation.Value);
        bool shift = operation.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
        IrType wide = operation.InConversion.IsIdentity ? old.Type : shift ? IrType.Int32 : right.Type;
        Value left = old.Type == wide ? old : Builder.Apply(Intrinsics.Convert, wide, old);
        if (OperatorLowering.Function(operation.OperatorKind, wide) is not { } function)
        {
            return Fence.Refuse(context, operation);
        }

        Value result = context.Operators.Apply(function, wide, operation.IsChecked, left, right);
        return Put(target, Narrow(result, old.Type, operation.IsChecked), operation);
    }

    public Operand Increment(IIncrementOrDecrementOperation operation)
    {
        Place target = context.Places.Of(operation.Target);
        if (!OperatorLowering.IsOwn(operation.OperatorMethod) || operation.IsLifted || !OperatorLowering.IsPlain(operation.Target.Type))
        {
            return context.Refuse("SD2023", "'++' and '--' on '" + operation.Target.Type?.ToDisplayString() + "' are not supported. Write the addition out.", operation);
        }

        Value old = context.Expressions.Single(context.Places.LoadPlain(target), operation.Target);
        IrType wide = old.Type.IsFloat || old.Type.Name is "int" or "long" or "uint" or "ulong" or "nint" or "nuint" ? old.Type : IrType.Int32;
        Value left = old.Type == wide ? old : Builder.Apply(Intrinsics.Convert, wide, old);
        string function = operation.Kind == OperationKind.Increment ? Intrinsics.Add : Intrinsics.Subtract;
        Value result = context.Operators.Apply(function, wide, operation.IsChecked, left, Builder.Constant(wide, "1"));
        Operand now = Put(target, Narrow(result, old.Type, operation.IsChecked), operation);
        return operation.IsPostfix ? new Operand.Single(old) : now;
    }

    private Value Narrow(Value value, IrType type, bool isChecked) =>
        value.Type == type
            ? value
            : Builder.Apply(Intrinsics.Convert, type, isChecked && type.Kind == Kind.Integer ? "checked" : "", [value]);

    private Operand Put(Place target, Value value, IOperation at)
    {
        var operand = new Operand.Single(value);
        context.Places.Store(target, operand, at);
        return target is Place.Local ? context.Places.LoadPlain(target) : operand;
    }

    private Operand OpaqueCompound(ICompoundAssignmentOperation operation, Place target)
    {
        if (OperatorLowering.Sign(operation.OperatorKind) is not { } sign || TypeReader.IsDelegate(operation.Target.Type))
        {
            return context.Refuse("SD2023", "This compound assignment is not supported. Write it as a plain assignment.", operation);
        }

        Value left = context.Expressions.Single(context.Places.LoadPlain(target), operation.Target);
        Value right = context.Expressions.Value(operation.Value);
        int refusal = context.RefuseActive("SD2018", "A value that depends on the method's inputs" + Refusal.Active + " is used in '" + sign + "=' on '" + operation.Target.Type!.ToDisplayString() + "', for which no derivative is known. Wrap it in Diff.StopGradient to say that this is meant.", operation.Syntax.GetLocation(), [null, operation.Value.Syntax]);
        ITypeSymbol type = operation.Target.Type!;
        context.Opaques.NoteText(type, [left, right]);
        return Put(target, Builder.Opaque(TypeReader.Read(type), "{0} " + sign + " {1}", OpaqueLowering.EffectOf([left, right], type), refusal, left, right), operation);
    }

    /// <summary><c>p += q</c> by an operator of the user's.</summary>
    private Operand StructCompound(ICompoundAssignmentOperation operation, Place target, IMethodSymbol method)
    {
        Operand old = context.Places.LoadPlain(target);
        var right = new CallArgument(1, operation.Value) { Evaluated = context.Expressions.Lower(operation.Value) };
        if (!operation.InConversion.IsIdentity || !operation.OutConversion.IsIdentity || operation.IsLifted)
        {
            return context.Refuse("SD2023", "This compound assignment converts the value, which is not supported. Write it as a plain assignment.", operation);
        }

        Operand result = context.Calls.Operator(operation, method, [new CallArgument(0, operation.Target) { Evaluated = old }, right]);
        context.Places.Store(target, result, operation);
        return result;
    }

    /// <summary><c>r = ref x</c>.</summary>
    private Operand Rebind(ISimpleAssignmentOperation operation)
    {
        if (operation.Target is not ILocalReferenceOperation local || context.Depth > 0)
        {
            return context.Refuse("SD2007", "This 'ref' is pointed somewhere else in a branch or loop, so its target cannot be proven. Declare a new 'ref' local there.", operation);
        }

        Place place = context.Places.Of(operation.Value);
        context.Frame.Declare(local.Local, place);
        return context.Places.LoadPlain(place);
    }
}
