using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// What the type parameters of a generic method stand for while its body is lowered in place of a call: numbers of a known type,
/// or of a type parameter of the method around it. The body speaks of the parameters; <see cref="TypeReader"/> reads them as this.
/// </summary>
internal sealed class TypeArguments
{
    public static readonly TypeArguments None = new();

    // Lowering stays on its thread; the activation that is being lowered sets what is read on it.
    [ThreadStatic]
    private static TypeArguments? current;

    private readonly Dictionary<ITypeSymbol, ITypeSymbol> known = new(SymbolEqualityComparer.Default);

    private TypeArguments()
    {
    }

    /// <summary>Those of the activation that is being lowered.</summary>
    public static TypeArguments Current
    {
        get => current ?? None;
        set => current = value;
    }

    /// <summary>Those of a call.</summary>
    /// <param name="body">The method whose body is lowered.</param>
    /// <param name="called">The method as it is called.</param>
    public static TypeArguments Of(IMethodSymbol body, IMethodSymbol called)
    {
        var arguments = new TypeArguments();
        foreach ((ITypeParameterSymbol parameter, ITypeSymbol argument) in Pairs(body, called).Where(IsNumber))
        {
            if (Current.Find(argument) is var known && !SymbolEqualityComparer.Default.Equals(known, parameter))
            {
                arguments.known[parameter] = known;
            }
        }

        return arguments.known.Count == 0 ? None : arguments;
    }

    /// <summary>Whether every type parameter of the method's own is known to stand for numbers.</summary>
    public static bool AreNumbers(IMethodSymbol called) => called.OriginalDefinition.TypeParameters.Zip(called.TypeArguments, static (parameter, argument) => (parameter, argument)).All(IsNumber);

    /// <summary>Whether a type parameter stands for floating-point numbers of one type.</summary>
    public static bool IsNumber((ITypeParameterSymbol Parameter, ITypeSymbol Argument) pair) => TypeReader.IsNumber(pair.Parameter) && TypeReader.IsFloat(pair.Argument);

    /// <summary>What a type parameter stands for: itself, where that is not known.</summary>
    public ITypeSymbol Find(ITypeSymbol parameter) => known.TryGetValue(parameter, out ITypeSymbol? argument) ? argument : parameter;

    /// <summary>
    /// Whether a member that number types share can be called by the name of a type: <c>double</c> implements some of them in
    /// such a way that only a type parameter has them.
    /// </summary>
    public bool Has(ITypeSymbol self, string member) => Find(self) is ITypeParameterSymbol || Find(self).GetMembers(member).Any(static m => m is { IsStatic: true, DeclaredAccessibility: Accessibility.Public });

    /// <summary>A type's name in C#, with what its type parameters stand for in their places.</summary>
    public string Name(ITypeSymbol type, SymbolDisplayFormat format) => known.Count == 0 ? type.ToDisplayString(format) : string.Concat(type.ToDisplayParts(format)
        .Select(part => part.Symbol is ITypeParameterSymbol parameter && known.TryGetValue(parameter, out ITypeSymbol? argument) ? argument.ToDisplayString(format) : part.ToString()));

    private static IEnumerable<(ITypeParameterSymbol Parameter, ITypeSymbol Argument)> Pairs(IMethodSymbol body, IMethodSymbol called)
    {
        IEnumerable<(ITypeParameterSymbol, ITypeSymbol)> pairs = body.TypeParameters.Zip(called.TypeArguments, static (parameter, argument) => (parameter, argument));
        for ((INamedTypeSymbol? type, INamedTypeSymbol? from) = (body.ContainingType, called.ContainingType); type is not null && from is not null; (type, from) = (type.ContainingType, from.ContainingType))
        {
            pairs = pairs.Concat(type.TypeParameters.Zip(from.TypeArguments, static (parameter, argument) => (parameter, argument)));
        }

        return pairs;
    }
}
