using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Lowers calls of emitted gradients: the call as it stands, together with the method that it is the gradient of, which is
/// what can be differentiated again.
/// </summary>
internal sealed class GradientLowering(LoweringContext context)
{
    /// <summary>How many gradients may lie in each other: each is a derivative of one order more.</summary>
    private const int Deepest = Orders.Most - 1;

    /// <summary>A call of something emitted; null for any other.</summary>
    public Operand? TryLower(IOperation call, IMethodSymbol emitted, IOperation? instance, IReadOnlyList<CallArgument> arguments) =>
        EmittedMembers.PrimalOf(emitted) is { } method ? Call(call, emitted, method.IsGenericMethod ? method.Construct([.. emitted.TypeArguments.Select(TypeArguments.Current.Find)]) : method, instance, arguments)
        : EmittedMembers.Has(emitted) ? EmittedMembers.Refuse(context, emitted, call)
        : null;

    private Operand Call(IOperation call, IMethodSymbol emitted, IMethodSymbol method, IOperation? instance, IReadOnlyList<CallArgument> arguments)
    {
        if (!context.ReadsGradients)
        {
            return context.StandIn(call.Type);
        }

        if (Obstacle(emitted, method, instance) is { } obstacle)
        {
            return context.Refuse("SD3013", "'" + context.Method.Name + "' differentiates '" + emitted.Name + "', and '" + method.Name + "' cannot be differentiated twice: " + obstacle.Reason + ". " + (obstacle.Advice ?? "Call '" + emitted.Name + "' outside, and pass on what it gives."), call);
        }

        if (!DeclarationCheck.HasMembers(method.OriginalDefinition, context.Compilation))
        {
            return context.RefuseElsewhere("SD3005", "The marked method '" + method.Name + "' has errors of its own, so no derivatives are added for it.", call);
        }

        if (context.Differentiated.Contains(method.OriginalDefinition, SymbolEqualityComparer.Default))
        {
            return context.Refuse("SD3013", "'" + emitted.Name + "' leads back to the derivative of '" + method.Name + "', which would need itself. Call '" + emitted.Name + "' outside, and pass on what it gives.", call);
        }

        if (context.Differentiated.Count > Deepest)
        {
            return context.Refuse("SD3013", "'" + emitted.Name + "' lies in so many gradients that this takes a derivative of an order higher than " + Orders.Most.ToString(System.Globalization.CultureInfo.InvariantCulture) + ". Write it out.", call);
        }

        context.Members.RequireAccess(call, emitted);
        if (Objects(method, instance, arguments) is not { } objects || Primal(call, emitted, method, objects) is not { } primal)
        {
            return context.StandIn(call.Type);
        }

        Callee own = primal.Function.Signature;
        Callee callee = SignatureReader.Callee(emitted, context.Compilation, context.Cancellation, context.Method.ContainingType) with
        {
            Self = null,
            HasReceiver = own.HasReceiver,
            Parameters =
            [
                .. own.Parameters,
                .. emitted.Parameters.Skip(method.Parameters.Length).Select(static p => new Parameter(p.Name, TypeReader.NameOf(p.Type), Passing.Value, [new Leaf("", TypeReader.Read(p.Type))], true, true)),
            ],
        };
        if (objects.Self?.Path is { } path)
        {
            callee = callee with { Receiver = ModuleLowering.Text(path) };
        }

        return context.Contracts.Emit(call, emitted, arguments, callee, objects.Receiver, primal);
    }

    /// <summary>
    /// What the method is called on, where that is not the <c>this</c> of the marked method, and which of the caller's modules
    /// it is given; null where that is refused.
    /// </summary>
    private (Operand.Module? Self, Value? Receiver, IReadOnlyDictionary<ISymbol, ModulePath> Passed)? Objects(IMethodSymbol method, IOperation? instance, IReadOnlyList<CallArgument> arguments)
    {
        var passed = new Dictionary<ISymbol, ModulePath>(SymbolEqualityComparer.Default);
        foreach (IParameterSymbol parameter in method.Parameters.Where(static p => ModuleReader.IsModule(p.Type) && !SymbolNames.Has(p, SymbolNames.NoGradient)))
        {
            if (context.Modules.Find(arguments.First(a => a.Ordinal == parameter.Ordinal).Value) is not { } module)
            {
                return null;
            }

            if (module.Path is { } path)
            {
                passed.Add(parameter, path);
            }
        }

        bool own = instance is null or IInstanceReferenceOperation;
        if (method.IsStatic)
        {
            return (null, null, passed);
        }

        if (!ModuleReader.IsModule(method.ContainingType))
        {
            return (null, !own ? context.Expressions.Value(instance!) : context.Frame.Module is { } around ? context.Modules.Value(around) : context.Frame.Receiver, passed);
        }

        return (own ? context.Modules.Own(context.Frame) : context.Modules.Find(instance!)) is { } self
            ? (self, self.Path is null ? context.Modules.Value(self) : null, passed)
            : null;
    }

    /// <summary>Why a method has no gradient that can be differentiated where it is called, and what else to do; null where it may have one.</summary>
    private (string Reason, string? Advice)? Obstacle(IMethodSymbol emitted, IMethodSymbol method, IOperation? instance)
    {
        if (!EmittedMembers.IsOfInputs(emitted, method))
        {
            bool other = SignatureReader.Callee(method, null, context.Cancellation).HasInputs;
            return ("what belongs to the parameters of a module goes into an object, where it cannot be followed", other ? "Leave that argument out: the derivatives with respect to the other inputs are what '" + emitted.Name + "' gives without it." : null);
        }

        string? reason = !TypeArguments.AreNumbers(method) || SignatureReader.Around(method).Any(static type => type.IsGenericType) ? "it is generic"
            : Hierarchy.IsDispatched(method) || method.IsOverride ? "which method runs is decided at run time"
            : method is { IsStatic: false, ContainingType.IsValueType: true } && (context.Structs.IsHeld(instance) || !(instance is null or IInstanceReferenceOperation)) ? "it is called on a struct, which its gradient takes as a constant"
            : method.Parameters.Any(static p => StructBuffer.Is(p.Type)) ? "it takes an array or span of structs"
            : method.Parameters.Any(static p => p.RefKind is RefKind.Ref or RefKind.Out) || (IsHere(method) && method.Parameters.Any(p => Writes(method, p))) ? "it overwrites an argument"
            : null;
        return reason is not null ? (reason, null) : IsHere(method) ? null : Missing(emitted, method);
    }

    /// <summary>
    /// What a method of another assembly lacks: without its source there are products with its Hessian where the assembly
    /// offers them, which are enough for the gradient of one caller. They run the method again; one that must not be has no
    /// Hessian.
    /// </summary>
    private (string Reason, string? Advice)? Missing(IMethodSymbol emitted, IMethodSymbol method)
    {
        const string Away = "its source is not in this project";
        string outside = "call '" + emitted.Name + "' outside, and pass on what it gives.";
        if (SignatureReader.Callee(method, null, context.Cancellation).HasModules)
        {
            return (Away, null);
        }

        if (!SignatureReader.Derivatives(method).HasFlag(DerivativeKinds.Hessian) || method.ContainingType.GetMembers(method.Name + "Hessian").IsEmpty)
        {
            return (Away + ", and '" + method.ContainingAssembly.Name + "' has no Hessian of it", "Mark it [Differentiable(Derivatives.Hessian)] there, or " + outside);
        }

        if (method.Parameters.FirstOrDefault(static p => TypeReader.Read(p.Type) is { IsBuffer: true, IsReadOnly: false }) is { } written)
        {
            return (Away + ", and it may overwrite '" + written.Name + "'", "Let it take a ReadOnlySpan there, or " + outside);
        }

        return HasProduct(method) ? null : (Away + ", and the Hessian that '" + method.ContainingAssembly.Name + "' has of it serves the gradient of one caller alone", "Ask for no other derivative of '" + context.Method.Name + "', or " + outside);
    }

    private static bool IsHere(IMethodSymbol method) => method.Locations.Any(static l => l.IsInSource);

    private bool Writes(IMethodSymbol method, IParameterSymbol parameter) =>
        TypeReader.Read(parameter.Type) is { IsBuffer: true, IsReadOnly: false } && WriteScan.WritesElements(method, parameter, context.Compilation, context.Cancellation);

    /// <summary>The method with all that it calls in place; null where that is refused.</summary>
    private Primal? Primal(IOperation call, IMethodSymbol emitted, IMethodSymbol method, (Operand.Module? Self, Value? Receiver, IReadOnlyDictionary<ISymbol, ModulePath> Passed) objects)
    {
        if (!IsHere(method))
        {
            return Foreign(method, objects.Receiver?.Type);
        }

        if (context.Inliner.Bodies.Find(method) is not { } body)
        {
            context.RefuseElsewhere("SD3005", "The marked method '" + method.Name + "' has no body.", call);
            return null;
        }

        if (context.Inlined > context.InlineBudget)
        {
            return TooLarge(call, emitted);
        }

        var inner = new LoweringContext(context.Method, context.Compilation, context.Cancellation)
        {
            IsFlat = true,
            IsTwice = true,
            Demand = "differentiates '" + emitted.Name + "', which takes second derivatives",
            Advice = "call '" + emitted.Name + "' outside",
            Differentiated = [.. context.Differentiated, method.OriginalDefinition],
            Inlined = context.Inlined,
        };
        Callee signature = SignatureReader.Callee(method, context.Compilation, context.Cancellation, context.Method.ContainingType).OfInputs;
        Function function = Lowering.Body(inner, method, signature, body, new Lowering.Surroundings(objects.Self, objects.Receiver?.Type, objects.Passed));
        context.Frame = context.Frame;
        context.Inlined = inner.Inlined + (Directions(signature) * Size(function.Body));
        if (inner.Errors.Count == 0 && Lowering.CallsMarked(function.Body))
        {
            context.Refuse("SD3013", "'" + context.Method.Name + "' differentiates '" + emitted.Name + "', and a function that '" + method.Name + "' calls has first derivatives only. Write it out in numbers, or call '" + emitted.Name + "' outside.", call);
            return null;
        }

        if (inner.Errors.Count == 0 && context.Inlined <= context.InlineBudget)
        {
            return new Primal(function, SignatureReader.Model(method, signature).Singular) { HasProduct = HasProduct(method) };
        }

        if (inner.Errors.Count == 0)
        {
            return TooLarge(call, emitted);
        }

        // What the method is refused for itself is said there.
        var own = new LoweringContext(method, context.Compilation, context.Cancellation) { ReadsGradients = false };
        Lowering.Body(own, method, signature, body);
        Report first = inner.Errors[0];
        _ = own.Errors.Count > 0 ? context.RefuseElsewhere("SD3005", first.Message, call) : context.Refuse(first.Id, first.Message, call);
        return null;
    }

    /// <summary>A method of another assembly: in the place of its body stands one that yields 0, which is never read.</summary>
    private Primal Foreign(IMethodSymbol method, IrType? receiver)
    {
        Callee signature = SignatureReader.Callee(method, context.Compilation, context.Cancellation, context.Method.ContainingType);
        signature = receiver is null ? signature : signature.On(receiver);
        var builder = new FunctionBuilder();
        Value[] arguments = [.. signature.Parameters.SelectMany(static p => p.Leaves.Select(leaf => (p.Name, leaf.Type))).Select(a => builder.Argument(a.Type, a.Name))];
        Value[] results = [builder.Constant(signature.Returns[0].Type, "0")];
        return new Primal(builder.Finish(signature, arguments, results), SignatureReader.Model(method, signature).Singular) { HasProduct = true, IsForeign = true };
    }

    private Primal? TooLarge(IOperation call, IMethodSymbol emitted)
    {
        context.Refuse("SD3001", "The gradients that are called here grow too large when they are differentiated in place. Call '" + emitted.Name + "' outside, and pass on what it gives.", call);
        return null;
    }

    /// <summary>Whether the method offers products with its Hessian, and the marked method has no mode but the reverse one.</summary>
    private bool HasProduct(IMethodSymbol method) => !context.IsFlat
        && SignatureReader.Model(method, SignatureReader.Callee(method, null, context.Cancellation)) is { Signature.HasModules: false } model
        && model.Has(DerivativeKinds.HessianVectorProduct)
        && (SignatureReader.Derivatives(context.Method) | DerivativeKinds.Gradient) == DerivativeKinds.Gradient
        && SignatureReader.Order(context.Method) <= 1;

    /// <summary>How often the method is repeated to be differentiated along each of its inputs.</summary>
    private static int Directions(Callee signature) => signature.Parameters.Where(static p => p.Differentiated).Sum(static p => p.Leaves.Count);

    private static int Size(Region region) => region.Ops.Sum(static op => 1 + op.Regions.Sum(Size) + (op is Call { Primal: { } inner } ? Directions(inner.Function.Signature) * Size(inner.Function.Body) : 0));
}
