using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// Methods that are chosen at run time. The derivatives of an abstract one are abstract themselves, so that a type which
/// implements it without them does not compile. Those of a method with a body are inherited by whatever overrides it
/// without having any: it is refused unless every override is known here and marked.
/// </summary>
internal static class Hierarchy
{
    // Asked for each such method: the types are gathered once.
    private static readonly ConditionalWeakTable<Compilation, INamedTypeSymbol[]> TypesOf = new();

    /// <summary>Whether which method runs is decided at run time.</summary>
    public static bool IsDispatched(IMethodSymbol method) =>
        method.IsAbstract || method.IsVirtual || (method.IsOverride && !method.IsSealed && !method.ContainingType.IsSealed);

    /// <summary>The modifiers of a method's derivatives, behind their accessibility.</summary>
    public static string Modifiers(IMethodSymbol method)
    {
        string kind = Overridden(method) is not null ? " override" : method is { IsAbstract: false, IsStatic: false } && IsDispatched(method) ? " virtual" : "";
        return (MarkedMember.IsStatic(method) ? " static" : "") + (method.IsAbstract ? " abstract" : "") + kind;
    }

    /// <summary>The nearest marked method that a method overrides, whose derivatives its own then override, too.</summary>
    public static IMethodSymbol? Overridden(IMethodSymbol method)
    {
        for (IMethodSymbol? overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolNames.IsMarked(overridden)
                && (overridden.Locations.Any(static l => l.IsInSource) || !overridden.ContainingType.GetMembers(overridden.Name + "Backward").IsEmpty))
            {
                return overridden;
            }
        }

        return null;
    }

    /// <summary>What is wrong with a marked method as part of a hierarchy.</summary>
    public static IEnumerable<Report> Check(IMethodSymbol method, Compilation compilation, Location here)
    {
        if (Difference(method) is { } difference)
        {
            yield return new("SD1021", difference.Message, here);
        }

        if (!IsDispatched(method) || (method.IsStatic && method.IsAbstract && method.ContainingType.TypeKind != TypeKind.Interface))
        {
            yield break;
        }

        string name = "'" + method.Name + "'";
        if (!method.IsAbstract && method.ContainingType.TypeKind == TypeKind.Interface)
        {
            yield return new("SD2021", name + " has a body in an interface: a type that implements it otherwise, and was compiled without SymDiff, would inherit the derivatives of this body. Leave the body out.", here);
            yield break;
        }

        if (!method.IsAbstract && !IsClosed(method.ContainingType))
        {
            yield return new("SD2021", name + " is virtual: an override that was compiled without SymDiff would inherit its derivatives. Make it abstract, seal it, or make its type internal, in a project without InternalsVisibleTo.", here);
            yield break;
        }

        foreach (INamedTypeSymbol type in TypesOf.GetValue(compilation, static c => [.. Types(c.Assembly.GlobalNamespace)]))
        {
            if (Actual(method, type) is { } actual && !SymbolEqualityComparer.Default.Equals(actual.OriginalDefinition, method.OriginalDefinition) && !SymbolNames.IsMarked(actual))
            {
                yield return new("SD2021", "'" + actual.ToDisplayString() + "' runs in the place of " + name + " and has no derivatives of its own. Mark it [Differentiable].", here);
                yield break;
            }
        }
    }

    /// <summary>The method that a type declares or chooses in the place of another one; null where it has none.</summary>
    private static IMethodSymbol? Actual(IMethodSymbol method, INamedTypeSymbol type)
    {
        if (method.ContainingType.TypeKind == TypeKind.Interface)
        {
            return type.TypeKind is not (TypeKind.Class or TypeKind.Struct) ? null : type.AllInterfaces
                .Where(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, method.ContainingType.OriginalDefinition))
                .SelectMany(i => i.GetMembers(method.Name).OfType<IMethodSymbol>().Where(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method.OriginalDefinition)))
                .Select(type.FindImplementationForInterfaceMember)
                .OfType<IMethodSymbol>()
                .FirstOrDefault(static found => !SymbolNames.IsMarked(found));
        }

        return type.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(candidate => Overrides(candidate, method));
    }

    private static bool Overrides(IMethodSymbol candidate, IMethodSymbol method)
    {
        for (IMethodSymbol? overridden = candidate.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether no other project can derive from a type.</summary>
    private static bool IsClosed(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
        {
            if (around.DeclaredAccessibility is Accessibility.Private
                || (around.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal && !type.ContainingAssembly.GetAttributes().Any(static a => a.AttributeClass?.Name == "InternalsVisibleToAttribute")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// How the derivatives of a method would differ from those that they implement or override, of which method: tuple
    /// elements are named after parameters. Null where they fit.
    /// </summary>
    public static (IMethodSymbol Contract, string Message)? Difference(IMethodSymbol method)
    {
        foreach (IMethodSymbol contract in Contracts(method))
        {
            string what = "'" + method.Name + "' stands for '" + contract.ToDisplayString() + "', and so do its derivatives. ";
            for (int i = 0; i < method.Parameters.Length; i++)
            {
                if (method.Parameters[i].Name != contract.Parameters[i].Name)
                {
                    return (Own(contract), what + "Call its parameter '" + method.Parameters[i].Name + "' '" + contract.Parameters[i].Name + "', as there.");
                }

                if (SymbolNames.Has(method.Parameters[i], SymbolNames.NoGradient) != SymbolNames.Has(contract.Parameters[i], SymbolNames.NoGradient))
                {
                    return (Own(contract), what + "Mark the parameter '" + method.Parameters[i].Name + "' [NoGradient] in both or in neither.");
                }
            }

            if (SignatureReader.Derivatives(method) != SignatureReader.Derivatives(contract.OriginalDefinition) || SignatureReader.Order(method) != SignatureReader.Order(contract.OriginalDefinition))
            {
                return (Own(contract), what + "Ask for the same derivatives in both.");
            }
        }

        return null;

        // By the method's own type parameters.
        IMethodSymbol Own(IMethodSymbol contract) => contract.IsGenericMethod ? contract.ConstructedFrom.Construct([.. method.TypeArguments]) : contract;
    }

    /// <summary>The marked methods that a method implements or overrides.</summary>
    private static IEnumerable<IMethodSymbol> Contracts(IMethodSymbol method)
    {
        if (Overridden(method) is { } overridden)
        {
            yield return overridden;
        }

        if (method.ContainingType.TypeKind == TypeKind.Interface || method.DeclaredAccessibility != Accessibility.Public)
        {
            yield break;
        }

        foreach (IMethodSymbol member in method.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(method.Name)).OfType<IMethodSymbol>().Where(SymbolNames.IsMarked))
        {
            if (SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method))
            {
                yield return member;
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(static member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
}
