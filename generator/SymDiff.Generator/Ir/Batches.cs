using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

/// <summary>
/// The contracts of <c>FGradientBatch</c> and <c>FJacobianBatch</c>: a number becomes a span with one for each point, a buffer
/// a row for each point, and what is shared stays as it is.
/// </summary>
internal static class Batches
{
    /// <summary>
    /// What the method takes for each point, then <c>values</c>, then for each differentiated parameter its gradients; that of a
    /// shared number is an <c>out</c> parameter, that of a module an object, which comes last for the one that the method is called on.
    /// </summary>
    public static Callee Gradient(Callee callee)
    {
        var names = new FreeNames(callee);
        var parameters = callee.Parameters.Select(AtPoints).ToList();
        parameters.Add(Spanned(names.Take("values"), callee.Returns[0].Type, written: true));
        foreach (Parameter parameter in callee.Parameters.Where(static p => p.Differentiated))
        {
            string name = names.Take(parameter.Name + "Gradient");
            if (parameter.IsModule)
            {
                parameters.Add(Gradients(name, parameter.Name, parameter.Module!));
                continue;
            }

            IrType type = parameter.Leaves[0].Type;
            parameters.Add(
                !parameter.IsShared ? Spanned(name, type.Element ?? type, written: true)
                : parameter.IsBuffer ? Plain(name, type.Derivative, written: true)
                : Plain(name, type, written: true) with { Passing = Passing.Out });
        }

        if (callee.Self is { } self)
        {
            parameters.Add(Gradients(names.Take("gradients"), "", self));
        }

        return Made(callee, parameters);
    }

    /// <summary>
    /// What the method takes for each point; then <c>results</c>, with a row of the numbers that it returns for each point, or, where
    /// it returns nothing, how many <c>points</c> there are; then for each differentiated parameter its Jacobians.
    /// </summary>
    public static Callee Jacobian(Callee callee)
    {
        var names = new FreeNames(callee);
        var parameters = callee.Parameters.Select(AtPoints).ToList();
        parameters.Add(callee.Returns.Count > 0 ? Spanned(names.Take("results"), callee.Returns[0].Type, written: true) : Plain(names.Take("points"), IrType.Int32, written: false));
        foreach (Parameter parameter in callee.Parameters.Where(static p => p.Differentiated))
        {
            IrType type = parameter.Leaves[0].Type;
            parameters.Add(Spanned(names.Take(parameter.Name + "Jacobian"), type.Element ?? type, written: true));
        }

        return Made(callee, parameters);
    }

    /// <summary>Why a method has no such member, as what follows its name; null where it has one.</summary>
    public static string? Obstacle(MethodModel model, DerivativeKinds kind)
    {
        Callee callee = model.Signature;
        return !model.HasLanes || callee.TypeArguments.Count > 0 ? "is generic, and has no derivatives at many points at once."
            : callee.IsDispatched ? "is called by way of what it overrides or implements, and has no derivatives at many points at once."
            : callee.HasModules && kind == DerivativeKinds.Jacobian ? "is differentiated with respect to a module, and has no Jacobian at many points at once."
            : callee.HasReceiver ? "is called on a struct, and has no derivatives at many points at once. Make it a static method that takes the struct as a [Shared] parameter."
            : callee.Parameters.Select(parameter => Obstacle(parameter, kind)).FirstOrDefault(static obstacle => obstacle is not null)
            ?? (kind == DerivativeKinds.Jacobian ? ObstacleOfResult(callee) : null);
    }

    private static string? ObstacleOfResult(Callee callee) =>
        callee.Returns.Any(static leaf => !leaf.Type.IsFloat) || callee.Returns.Select(static leaf => leaf.Type).Distinct().Count() > 1
            ? "does not return numbers of one floating-point type alone, which 'results' could hold for each point."
            : null;

    private static string? Obstacle(Parameter parameter, DerivativeKinds kind)
    {
        string subject = "takes '" + parameter.Name + "' ";
        if (parameter.Passing is Passing.Ref or Passing.Out)
        {
            return subject + "by reference, and has no derivatives at many points at once. Write to a span.";
        }

        if (parameter.IsShared)
        {
            return parameter.Written ? subject + "as [Shared] and may write it, which each point would see of the one before."
                : parameter.Differentiated && (parameter.IsAggregate || parameter.Struct is not null || parameter.Leaves[0].Type.IsHolder || (kind == DerivativeKinds.Jacobian && parameter.Leaves[0].Type.IsMatrix)) ? subject + "as [Shared], whose derivative at many points has no form. Pass spans and numbers, or mark it [NoGradient]."
                : null;
        }

        IrType? type = parameter.IsAggregate || parameter.Struct is not null ? null : parameter.Leaves[0].Type;
        return type is null or { IsHolder: true } or { IsMatrix: true } || (type.Element ?? type).Kind is not (Kind.Float or Kind.Integer or Kind.Boolean)
            ? subject + "as a '" + TypeName(parameter) + "', of which there is no span for many points. Pass spans and numbers, or mark it [Shared]."
            : null;
    }

    private static string TypeName(Parameter parameter) => parameter.Type.Replace("global::", "");

    private static Parameter AtPoints(Parameter parameter)
    {
        IrType type = parameter.Leaves.Count == 1 ? parameter.Leaves[0].Type : IrType.Int32;
        return parameter.IsShared ? parameter with { Differentiated = false }
            : Plain(parameter.Name, parameter.IsBuffer && !type.IsReadOnly ? IrType.Span(type.Element!) : IrType.ReadOnlySpan(type.Element ?? type), parameter.IsBuffer && parameter.Written);
    }

    private static Parameter Spanned(string name, IrType element, bool written) => Plain(name, written ? IrType.Span(element) : IrType.ReadOnlySpan(element), written);

    private static Parameter Plain(string name, IrType type, bool written) => new(name, type.Name, Passing.Value, [new Leaf("", type)], false, written);

    private static Parameter Gradients(string name, string root, ModuleType module) =>
        new(name, module.Gradients, Passing.Value, [new Leaf("", new IrType(Kind.Opaque, module.Gradients))], false, true) { Module = module, GradientsOf = root };

    private static Callee Made(Callee callee, List<Parameter> parameters) => callee with
    {
        ReturnType = "void",
        Returns = [],
        Assembly = Template.Plain,
        Parameters = parameters.ToEquatable(),
        Self = null,
        Constants = callee.Modules.ToEquatable(),
    };
}
