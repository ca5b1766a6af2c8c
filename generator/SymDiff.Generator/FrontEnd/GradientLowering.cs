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
        EmittedMembers.PrimalOf(emitted) is { } method ? Call(call, emitted, method, instance, arguments)
        : EmittedMembers.Has(emitted) ? EmittedMembers.Refuse(context, emitted, call)
        : null;

    private Operand Call(IOperation call, IMethodSymbol emitted, IMethodSymbol method, IOperation? instance, IReadOnlyList<CallArgument> arguments)
    {
        if (!context.ReadsGradients)
        {
            return context.StandIn(call.Type);
        }

        if (Obstacle(method, instance) is { } obstacle)
        {
            return context.Refuse("SD3013", "'" + context.Method.Name + "' differentiates '" + emitted.Name + "', and '" + method.Name + "' cannot be differentiated twice: " + obstacle + ". Call '" + emitted.Name + "' outside, and pass on what it gives.", call);
        }

        if (!DeclarationCheck.HasMembers(method, context.Compilation))
        {
            return context.RefuseElsewhere("SD3005", "The marked method '" + method.Name + "' has errors of its own, so no derivatives are added for it.", call);
        }

        if (context.Differentiated.Contains(method, SymbolEqualityComparer.Default))
        {
            return context.Refuse("SD3013", "'" + emitted.Name + "' leads back to the derivative of '" + method.Name + "', which would need itself. Call '" + emitted.Name + "' outside, and pass on what it gives.", call);
        }

        if (context.Differentiated.Count > Deepest)
        {
            return context.Refuse("SD3013", "'" + emitted.Name + "' lies in so many gradients that this takes a derivative of an order higher than " + Orders.Most.ToString(System.Globalization.CultureInfo.InvariantCulture) + ". Write it out.", call);
        }

        if (Primal(call, emitted, method) is not { } primal)
        {
            return context.StandIn(call.Type);
        }

        Callee own = primal.Function.Signature;
        Callee callee = SignatureReader.Callee(emitted, context.Compilation, context.Cancellation, context.Method.ContainingType) with
        {
            Parameters =
            [
                .. own.Parameters,
                .. emitted.Parameters.Skip(own.Parameters.Count).Select(static p => new Parameter(p.Name, TypeReader.NameOf(p.Type), Passing.Value, [new Leaf("", TypeReader.Read(p.Type))], true, true)),
            ],
        };
        return context.Contracts.Emit(call, emitted, arguments, callee, primal: primal);
    }

    /// <summary>Why a method has no gradient that can be differentiated where it is called; null where it may have one.</summary>
    private string? Obstacle(IMethodSymbol method, IOperation? instance) =>
        !method.Locations.Any(static l => l.IsInSource) ? "its source is not in this project"
        : method.IsGenericMethod || SignatureReader.Around(method).Any(static type => type.IsGenericType) ? "it is generic"
        : Hierarchy.IsDispatched(method) || method.IsOverride ? "which method runs is decided at run time"
        : method.Parameters.Any(static p => ModuleReader.IsModule(p.Type)) || (!method.IsStatic && ModuleReader.IsModule(method.ContainingType)) ? "it has parameters of modules"
        : !method.IsStatic && (!context.Frame.HasOwnThis || instance is not (null or IInstanceReferenceOperation)) ? "it is called on another object than 'this'"
        : method.Parameters.Any(p => p.RefKind is RefKind.Ref or RefKind.Out || Writes(method, p)) ? "it overwrites an argument"
        : null;

    private bool Writes(IMethodSymbol method, IParameterSymbol parameter) =>
        TypeReader.Read(parameter.Type) is { IsBuffer: true, IsReadOnly: false } && WriteScan.WritesElements(method, parameter, context.Compilation, context.Cancellation);

    /// <summary>The method with all that it calls in place; null where that is refused.</summary>
    private Primal? Primal(IOperation call, IMethodSymbol emitted, IMethodSymbol method)
    {
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
            Differentiated = [.. context.Differentiated, method],
            Inlined = context.Inlined,
        };
        Callee signature = SignatureReader.Callee(method, context.Compilation, context.Cancellation, context.Method.ContainingType);
        Function function = Lowering.Body(inner, method, signature, body);
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

    private Primal? TooLarge(IOperation call, IMethodSymbol emitted)
    {
        context.Refuse("SD3001", "The gradients that are called here grow too large when they are differentiated in place. Call '" + emitted.Name + "' outside, and pass on what it gives.", call);
        return null;
    }

    /// <summary>Whether the method offers products with its Hessian, and the marked method has no mode but the reverse one.</summary>
    private bool HasProduct(IMethodSymbol method) => !context.IsFlat
        && (SignatureReader.Derivatives(method) & DerivativeKinds.SecondOrder) != 0
        && (SignatureReader.Derivatives(context.Method) | DerivativeKinds.Gradient) == DerivativeKinds.Gradient
        && SignatureReader.Order(context.Method) <= 1;

    /// <summary>How often the method is repeated to be differentiated along each of its inputs.</summary>
    private static int Directions(Callee signature) => signature.Parameters.Where(static p => p.Differentiated).Sum(static p => p.Leaves.Count);

    private static int Size(Region region) => region.Ops.Sum(static op => 1 + op.Regions.Sum(Size) + (op is Call { Primal: { } inner } ? Directions(inner.Function.Signature) * Size(inner.Function.Body) : 0));
}
