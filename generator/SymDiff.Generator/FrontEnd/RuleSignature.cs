using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// The two forms of a rule. A local derivative takes what its target takes and returns the partial derivatives. A
/// backward has the contract of <c>FBackward</c>: the inputs as they are on entry, the adjoint of the result, an adjoint
/// for each differentiated parameter.
/// </summary>
internal static class RuleSignature
{
    /// <summary>Whether a rule is meant as a backward: by the number of its parameters, or because nothing else fits.</summary>
    public static bool IsBackward(IMethodSymbol rule, IMethodSymbol target) =>
        rule.Parameters.Length > target.Parameters.Length || !CanHaveLocal(target);

    /// <summary>Whether a rule begins with what a method takes.</summary>
    public static bool TakesInputsOf(IMethodSymbol rule, IMethodSymbol target) =>
        rule.Parameters.Length >= target.Parameters.Length
        && target.Parameters.Zip(rule.Parameters, static (wanted, own) => SymbolEqualityComparer.Default.Equals(wanted.Type, own.Type)).All(static same => same);

    /// <summary>Whether a method is one that a local derivative can be given to.</summary>
    public static bool CanHaveLocal(IMethodSymbol target) =>
        target.IsStatic
        && TypeReader.IsFloat(target.ReturnType)
        && target.Parameters.Any(static p => TypeReader.IsFloat(p.Type))
        && target.Parameters.All(static p => p.RefKind == RefKind.None && !TypeReader.IsBuffer(p.Type));

    /// <summary>What is wrong with a rule for a method, or null.</summary>
    public static string? Fault(IMethodSymbol target, IMethodSymbol rule)
    {
        bool backward = IsBackward(rule, target);
        if (backward && !CanHaveBackward(target))
        {
            return "'" + target.ToDisplayString() + "' cannot have a rule. It must be static and not generic, take a floating-point number, array or span, and return or write one; no array or span may be in a tuple or passed by reference.";
        }

        (ITypeSymbol[] results, Wanted[] parameters) = backward ? ([], Backward(target, rule)) : Local(target);
        ITypeSymbol[] returned = TypeReader.IsTuple(rule.ReturnType) ? [.. TypeReader.Elements(rule.ReturnType)] : [rule.ReturnType];
        bool returns = backward
            ? rule.ReturnsVoid || SymbolEqualityComparer.Default.Equals(rule.ReturnType, target.ReturnType)
            : returned.SequenceEqual(results, SymbolEqualityComparer.Default);
        bool fits = rule.IsStatic && !rule.IsGenericMethod && returns
            && rule.Parameters.Length == parameters.Length
            && rule.Parameters.Zip(parameters, static (own, wanted) => own.RefKind == wanted.RefKind && TypeReader.Shown(own.Type) == wanted.Type).All(static same => same);
        return fits ? null : "The rule '" + rule.ToDisplayString() + "' does not fit '" + target.ToDisplayString() + "'. Expected is " + Shown(rule.Name, results, parameters) + ".";
    }

    /// <summary>Whether the rule's backward has an adjoint for a parameter of its target.</summary>
    public static bool IsDifferentiated(IParameterSymbol parameter, IMethodSymbol rule) =>
        TypeReader.Carries(parameter.Type)
        && !SymbolNames.Has(parameter, SymbolNames.NoGradient)
        && !SymbolNames.Has(rule.Parameters[parameter.Ordinal], SymbolNames.NoGradient);

    private static bool CanHaveBackward(IMethodSymbol target) =>
        target is { IsStatic: true, IsGenericMethod: false, RefKind: RefKind.None, MethodKind: MethodKind.Ordinary }
        && target.Parameters.Any(static p => p.RefKind != RefKind.Out && TypeReader.Carries(p.Type))
        && (TypeReader.Carries(target.ReturnType) || target.Parameters.Any(static p => p.RefKind is RefKind.Ref or RefKind.Out ? TypeReader.Carries(p.Type) : TypeReader.Read(p.Type) is { IsFloatBuffer: true, IsReadOnly: false }))
        && target.Parameters.All(static p => p.RefKind == RefKind.None || !TypeReader.IsBuffer(p.Type))
        && target.Parameters.Select(static p => p.Type).Append(target.ReturnType).All(static type => !TypeReader.IsHolder(type) && !StructBuffer.Is(type))
        && target.Parameters.Select(static p => p.Type).Append(target.ReturnType).All(static type => !TypeReader.IsTuple(type) || !TypeReader.Leaves(type).Any(static leaf => leaf.Type.IsBuffer));

    private static (ITypeSymbol[] Results, Wanted[] Parameters) Local(IMethodSymbol target) => (
        [.. target.Parameters.Where(static p => TypeReader.IsFloat(p.Type)).Select(static p => p.Type)],
        [.. target.Parameters.Select(Own)]);

    private static Wanted[] Backward(IMethodSymbol target, IMethodSymbol rule)
    {
        var wanted = new List<Wanted>(target.Parameters.Select(Own));
        if (TypeReader.Carries(target.ReturnType))
        {
            wanted.Add(new(RefKind.None, TypeReader.Read(target.ReturnType) is { IsBuffer: true, IsMatrix: false, Element: { } element } ? "System.ReadOnlySpan<" + element.Name + ">" : TypeReader.Shown(target.ReturnType), "resultAdjoint"));
        }

        // A rule that does not even begin with the inputs has no marks that belong to them.
        bool marks = rule.Parameters.Length >= target.Parameters.Length;
        foreach (IParameterSymbol parameter in target.Parameters.Where(p => marks ? IsDifferentiated(p, rule) : TypeReader.Carries(p.Type)))
        {
            bool buffer = TypeReader.IsBuffer(parameter.Type);
            wanted.Add(new(
                buffer || parameter.RefKind == RefKind.Out ? RefKind.None : RefKind.Ref,
                buffer && !TypeReader.IsMatrix(parameter.Type) ? "System.Span<" + TypeReader.Read(parameter.Type).Element!.Name + ">" : TypeReader.Shown(parameter.Type),
                parameter.Name + "Adjoint"));
        }

        return [.. wanted];
    }

    private static Wanted Own(IParameterSymbol parameter) => new(parameter.RefKind, TypeReader.Shown(parameter.Type), parameter.Name);

    private static string Shown(string name, ITypeSymbol[] results, Wanted[] parameters)
    {
        string numbers = string.Join(", ", results.Select(TypeReader.Shown).ToArray());
        return "'static " + (results.Length == 0 ? "void" : results.Length > 1 ? "(" + numbers + ")" : numbers) + " " + name + "("
            + string.Join(", ", parameters.Select(static p => p.RefKind switch
            {
                RefKind.None => "",
                RefKind.Ref => "ref ",
                RefKind.Out => "out ",
                RefKind.In => "in ",
                _ => "ref readonly ",
            } + p.Type + " " + p.Name).ToArray()) + ")'";
    }

    private sealed record Wanted(RefKind RefKind, string Type, string Name);
}
