using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Lowers calls to marked methods, which go through the split pair that is emitted for them.</summary>
internal sealed class ContractLowering(LoweringContext context)
{
    public Operand Call(IOperation call, IMethodSymbol method, IOperation? instance, IReadOnlyList<CallArgument> arguments)
    {
        if (!method.Locations.Any(static l => l.IsInSource) && method.ContainingType.GetMembers(method.Name + "Backward").IsEmpty)
        {
            return context.Refuse("SD3002", "'" + method.Name + "' is marked [Differentiable] in '" + method.ContainingAssembly.Name + "', which holds no derivatives of it. Compile that library with SymDiff.", call);
        }

        if (!DeclarationCheck.HasMembers(method.OriginalDefinition, context.Compilation))
        {
            return context.RefuseElsewhere("SD3005", "The marked method '" + method.Name + "' has errors of its own, so no derivatives are added for it.", call);
        }

        if (context.IsFlat)
        {
            string? reason = context.Inliner.Recurs(method) ? "it calls itself" : context.Inliner.CanInline(method, instance) is not null ? null : method.IsGenericMethod ? "it is generic" : method.IsAbstract ? "which method runs is decided at run time" : "its source is not in this project";
            return reason is null
                ? context.Inliner.Inline(call, new Operand.Function(method, context.Inliner.CanInline(method, instance), null, instance), arguments)
                : context.Refuse("SD3013", "'" + context.Method.Name + "' " + context.Demand + ", and those of '" + method.Name + "' cannot be had: " + reason + ". " + char.ToUpperInvariant(context.Advice[0]) + context.Advice.Substring(1) + ".", call);
        }

        if (method.RefKind != RefKind.None || !FreshScan.ReturnsFresh(method, context.Inliner.Bodies))
        {
            return context.Inliner.CanInline(method, instance) is { } body
                ? context.Inliner.Inline(call, new Operand.Function(method, body, null, instance), arguments)
                : context.Refuse("SD2007", "'" + method.Name + "' returns a buffer that it did not make itself, so what the result shares its elements with cannot be proven. Return a new array.", call);
        }

        // The method of the base itself is meant, and not whatever overrides it: in place.
        if (instance?.Syntax is BaseExpressionSyntax && (Hierarchy.IsDispatched(method) || method.IsOverride))
        {
            return !context.Inliner.Recurs(method) && context.Inliner.CanInline(method, instance) is { } inherited
                ? context.Inliner.Inline(call, new Operand.Function(method, inherited, null, instance), arguments)
                : context.Refuse("SD2020", "'base." + method.Name + "' cannot be repeated in place, and its derivatives would be those of the override. Move what both do to a method that is not virtual.", call);
        }

        // The struct that a method is called on is no parameter of its derivative: in place, its parts are followed.
        if (!method.IsStatic && context.Structs.IsHeld(instance) && !context.Inliner.Recurs(method) && context.Inliner.CanInline(method, instance) is { } held)
        {
            return context.Inliner.Inline(call, new Operand.Function(method, held, null, instance), arguments);
        }

        if (ModulesOf(method, instance, arguments) is not { } passed)
        {
            return !context.Inliner.Recurs(method) && context.Inliner.CanInline(method, instance) is { } constant
                ? context.Inliner.Inline(call, new Operand.Function(method, constant, null, instance), arguments)
                : context.Follow("SD3001", "'" + method.Name + "' is called with a module that is a constant here, and derivatives with respect to it have nowhere to go. Mark what holds the module [Parameter].", call);
        }

        bool onModule = !method.IsStatic && ModuleReader.IsModule(method.ContainingType);
        bool foreign = !method.IsStatic && !onModule && (instance is not (null or IInstanceReferenceOperation) || !context.Frame.HasOwnThis);
        if (foreign && (instance is null or IInstanceReferenceOperation ? context.Frame.Receiver is null : instance.Type is { TypeKind: TypeKind.Struct, IsReadOnly: false } && !method.IsReadOnly))
        {
            return context.Refuse("SD3001", "The marked method '" + method.Name + "' may write to the struct it is called on, through which derivatives cannot be followed. Mark it 'readonly', make it static, or call it on 'this'.", call);
        }

        // A forward mode that the callee does not offer can still be had from its body, unless it is in use already.
        if (Wants(context.Method, DerivativeKinds.Jvp) && !Wants(method, DerivativeKinds.Jvp))
        {
            return !context.Inliner.Recurs(method) && context.Inliner.CanInline(method, instance) is { } body
                ? context.Inliner.Inline(call, new Operand.Function(method, body, null, instance), arguments)
                : context.Refuse("SD3004", "'" + context.Method.Name + "' asks for forward mode, which '" + method.Name + "' does not offer. Mark '" + method.Name + "' [Differentiable(Derivatives.Gradient | Derivatives.Jvp)].", call, Remedies.Marking(context.Method, method));
        }

        // Places that may be one and the same: in the callee's body every access finds the place itself.
        if (arguments.Count(a => a.IsPlace(method.Parameters[a.Ordinal]) && !a.IsVariable) > 1
            && !context.Inliner.Recurs(method) && context.Inliner.CanInline(method, instance) is { } aliased)
        {
            return context.Inliner.Inline(call, new Operand.Function(method, aliased, null, instance), arguments);
        }

        // The adjoint of an array is a window on memory, which no tuple can hold.
        if (TypeReader.IsTuple(method.ReturnType) && TypeReader.Leaves(method.ReturnType).Any(static leaf => leaf.Type.IsFloatBuffer))
        {
            return !context.Inliner.Recurs(method) && context.Inliner.CanInline(method, instance) is { } opened
                ? context.Inliner.Inline(call, new Operand.Function(method, opened, null, instance), arguments)
                : context.Refuse("SD3001", "'" + method.Name + "' returns an array in a tuple, whose derivative cannot be handed over in a call. Return the array alone, and the rest through 'out' parameters.", call);
        }

        // What arrays of arrays, lists and Memory held cannot be kept for a callee: in place, it is followed.
        if (method.Parameters.Select(static p => p.Type).Append(method.ReturnType).FirstOrDefault(static type => TypeReader.IsHolder(type) || StructBuffer.Is(type)) is { } holder)
        {
            return !context.Inliner.Recurs(method) && context.Inliner.CanInline(method, instance) is { } rows
                ? context.Inliner.Inline(call, new Operand.Function(method, rows, null, instance), arguments)
                : context.Refuse("SD3001", "'" + method.Name + "' takes '" + TypeReader.Shown(holder) + "', and cannot be repeated in place. Pass spans" + (StructBuffer.Is(holder) ? " of numbers." : "."), call);
        }

        if (Opaque(method) is { } unknown)
        {
            return context.Refuse("SD3001", "'" + method.Name + "' takes or returns '" + TypeReader.Shown(unknown) + "', whose parts are not known here. Call a method that takes the numbers.", call);
        }

        IEnumerable<ITypeSymbol> types = method.Parameters.Select(static p => p.Type).Append(method.ReturnType);
        if (types.FirstOrDefault(type => Aggregates.IsStruct(type) && (context.Text.Assembly(type) is null || context.Text.Unreadable(type) is not null)) is { } closed)
        {
            return !context.Inliner.Recurs(method) && context.Inliner.CanInline(method, instance) is { } body
                ? context.Inliner.Inline(call, new Operand.Function(method, body, null, instance), arguments)
                : context.Refuse("SD3001", "'" + method.Name + "' takes or returns '" + TypeReader.Shown(closed) + "', which cannot be read and put together in '" + context.Method.ContainingType.ToDisplayString() + "'. Make its members accessible there.", call);
        }

        ITypeSymbol? self = (call as IInvocationOperation)?.ConstrainedToType;
        if (method is { IsStatic: true, IsAbstract: true } && self is not ITypeParameterSymbol)
        {
            return context.Refuse("SD2020", "Which '" + method.Name + "' is called here is not known. Call it by the name of a type parameter.", call);
        }

        Callee callee = SignatureReader.Callee(method, context.Compilation, context.Cancellation, context.Method.ContainingType, self) with { Passed = passed.ToEquatable() };
        if (onModule)
        {
            callee = callee with { Receiver = ModuleLowering.Text(passed[passed.Count - 1]) };
        }

        return foreign ? On(Receiver(instance), call, method, arguments, callee) : Emit(call, method, arguments, callee);
    }

    /// <summary>
    /// The caller's modules that a method is given, its receiver last; null where one of them is a constant, or not
    /// known.
    /// </summary>
    private List<ModulePath>? ModulesOf(IMethodSymbol method, IOperation? instance, IReadOnlyList<CallArgument> arguments)
    {
        IEnumerable<IOperation> given = method.Parameters
            .Where(static p => ModuleReader.IsModule(p.Type) && !SymbolNames.Has(p, SymbolNames.NoGradient))
            .Select(p => arguments.First(a => a.Ordinal == p.Ordinal).Value);
        if (!method.IsStatic && ModuleReader.IsModule(method.ContainingType) && instance is not null)
        {
            given = given.Append(instance);
        }

        var passed = new List<ModulePath>();
        foreach (IOperation module in given)
        {
            if (context.Modules.Find(module)?.Path is not { } path)
            {
                return null;
            }

            passed.Add(path);
        }

        return passed;
    }

    private Value Receiver(IOperation? instance) => instance is null or IInstanceReferenceOperation ? context.Frame.Receiver! : context.Expressions.Value(instance);

    /// <summary>A call on another object, a constant of differentiation: it is evaluated first, and kept as an argument is.</summary>
    private Operand On(Value receiver, IOperation call, IMethodSymbol method, IReadOnlyList<CallArgument> arguments, Callee callee) => Emit(
        call,
        method,
        arguments,
        callee.On(receiver.Type),
        receiver);

    /// <summary>A type with numbers that no derivative is handed over in, though the callee, compiled elsewhere, may do so.</summary>
    private static ITypeSymbol? Opaque(IMethodSymbol method) => method.Locations.Any(static l => l.IsInSource) ? null : method.Parameters
        .Where(static p => !SymbolNames.Has(p, SymbolNames.NoGradient))
        .Select(static p => p.Type)
        .Append(method.ReturnType)
        .FirstOrDefault(static type => !TypeReader.Carries(type) && TypeReader.HiddenNumbers(type, "") is not null);

    private static bool Wants(IMethodSymbol method, DerivativeKinds kind) => SignatureReader.Derivatives(method.OriginalDefinition).HasFlag(kind);

    /// <summary>The call itself: what goes in is taken apart, what comes out is put where it belongs.</summary>
    public Operand Emit(IOperation call, IMethodSymbol method, IReadOnlyList<CallArgument> arguments, Callee callee, Value? receiver = null, Primal? primal = null)
    {
        int count = method.Parameters.Length;
        var operands = new Operand?[count];
        var places = new Place?[count];
        foreach (CallArgument argument in arguments)
        {
            IParameterSymbol parameter = method.Parameters[argument.Ordinal];
            if (argument.IsPlace(parameter))
            {
                places[argument.Ordinal] = context.Places.Of(argument.Value);
            }
            else
            {
                operands[argument.Ordinal] = context.Expressions.Lower(argument.Value);
            }
        }

        List<Value> inputs = receiver is null ? [] : [receiver];
        for (int i = 0; i < count; i++)
        {
            if (places[i] is { } place && method.Parameters[i].RefKind != RefKind.Out)
            {
                operands[i] = context.Places.LoadPlain(place);
            }

            if (operands[i] is { } operand)
            {
                Flatten(operand, inputs, call);
            }
        }

        Distinct(call, method, places, inputs);
        if (callee.Rule is not null)
        {
            Apart(callee, inputs);
        }

        IrType[] outputs = [.. callee.Returns.Select(static l => l.Type), .. callee.Parameters.Where(static p => p.Passing is Passing.Ref or Passing.Out).SelectMany(static p => p.Leaves).Select(static l => l.Type)];
        EquatableArray<string> through = places.Where((_, i) => method.Parameters[i].RefKind is RefKind.Ref or RefKind.Out).Select(context.Places.Published).ToEquatable();
        var results = new Queue<Value>(context.Builder.Call(callee, inputs, outputs, through, primal));
        Operand result = method.ReturnsVoid ? Operand.Nothing : Gather(method.ReturnType, results);
        for (int i = 0; i < count; i++)
        {
            if (places[i] is { } place && method.Parameters[i].RefKind is RefKind.Ref or RefKind.Out)
            {
                context.Places.Store(place, Gather(method.Parameters[i].Type, results), call);
            }
        }

        return result;
    }

    /// <summary>
    /// The forward half of a marked method checks that what it writes has no other name; for a method with a rule the
    /// caller does.
    /// </summary>
    private void Apart(Callee callee, IReadOnlyList<Value> inputs)
    {
        var buffers = CallFacts.Arguments(callee, inputs).Where(static a => a.Leaf.Type.IsBuffer).ToList();
        for (int i = 0; i < buffers.Count; i++)
        {
            foreach ((Value argument, Parameter parameter, Leaf leaf) in buffers.Take(i).Where(other => other.Leaf.Type.Element == buffers[i].Leaf.Type.Element
                && (other.Parameter.Written || buffers[i].Parameter.Written) && context.MayShare(other.Argument, buffers[i].Argument)))
            {
                context.Builder.Act("global::SymDiff.Guard.Apart<" + leaf.Type.Element!.Name + ">({0}, \"" + buffers[i].Parameter.Name + "\", {1})", -1, buffers[i].Argument, argument);
            }
        }
    }

    /// <summary>Two names for one variable within a call: what the callee writes through one it would read through the other.</summary>
    private void Distinct(IOperation call, IMethodSymbol method, Place?[] places, List<Value> inputs)
    {
        bool IsWritten(int i) => method.Parameters[i].RefKind is RefKind.Ref or RefKind.Out;
        Place[] targets = [.. places.Where((p, i) => p is not null && p != Place.Discarded && IsWritten(i)).Select(static p => p!)];
        Place[] sources = [.. places.Where((p, i) => p is not null && !IsWritten(i)).Select(static p => p!)];
        bool twice = targets.SelectMany(PlaceLowering.Leaves).GroupBy(static v => v).Any(static g => g.Count() > 1)
            || targets.SelectMany(PlaceLowering.Leaves).Intersect(sources.SelectMany(PlaceLowering.Leaves)).Any()
            || SharesElement(targets, sources)
            || targets.SelectMany(Elements).Any(e => inputs.Any(v => v.Type.IsBuffer && context.MayShare(v, e.Buffer)));
        if (twice)
        {
            context.Error("SD2008", "Two arguments of this call stand for the same variable or buffer, and one of them is written. Copy one of them first.", call.Syntax.GetLocation());
        }
    }

    /// <summary>
    /// Whether a written element is surely another argument too. Where only the run decides, the call is guarded: like
    /// overlapping buffers, one element passed twice is an <see cref="ArgumentException"/>.
    /// </summary>
    private bool SharesElement(Place[] targets, Place[] sources)
    {
        Place.Element[] written = [.. targets.SelectMany(Elements)];
        Place.Element[] all = [.. written, .. sources.SelectMany(Elements)];
        for (int i = 0; i < written.Length; i++)
        {
            foreach (Place.Element other in all.Skip(i + 1).Where(e => context.MayShare(e.Buffer, written[i].Buffer)))
            {
                if (other.Index == written[i].Index && other.Buffer == written[i].Buffer)
                {
                    return true;
                }

                if (other.Buffer != written[i].Buffer)
                {
                    // Two windows on one array: how far they are apart is not known here.
                    return true;
                }

                Value same = context.Builder.Apply(Intrinsics.Equal, IrType.Boolean, written[i].Index, other.Index);
                context.Builder.If(same, () => context.Builder.Throw("new global::System.ArgumentException(\"One element is passed twice, and the call may write it.\")"));
            }
        }

        return false;
    }

    private static IEnumerable<Place.Element> Elements(Place place) => place switch
    {
        Place.Element element => [element],
        Place.Aggregate aggregate => aggregate.Items.SelectMany(Elements),
        _ => [],
    };

    private void Flatten(Operand operand, List<Value> values, IOperation at)
    {
        if (operand is Operand.Aggregate tuple)
        {
            foreach (Operand item in tuple.Items)
            {
                Flatten(item, values, at);
            }
        }
        else
        {
            values.Add(context.Expressions.Single(operand, at));
        }
    }

    private static Operand Gather(ITypeSymbol type, Queue<Value> values) => Aggregates.Is(type)
        ? new Operand.Aggregate([.. Aggregates.Parts(type).Select(part => Gather(part.Type, values))])
        : new Operand.Single(values.Dequeue());
}
