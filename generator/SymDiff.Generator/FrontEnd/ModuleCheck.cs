using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Checks the declaration of a type with members marked <c>[Parameter]</c>.</summary>
internal static class ModuleCheck
{
    // What Gradients has already: of its own, of its base, of every object.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "Flat", "Count", "Parameters", "Clear", "AddScaled", "Fits", "Describe", "Part", "Number", "Storage", "Gradients",
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    };

    private static readonly string[] Added = ["ParameterCount", "CopyParametersTo", "SetParameters"];

    /// <summary>What is wrong, each at its place.</summary>
    /// <param name="type">The type.</param>
    /// <param name="members">Its marked members.</param>
    public static IReadOnlyList<Report> Check(INamedTypeSymbol type, IReadOnlyList<ISymbol> members)
    {
        var faults = new List<Report>();
        Location here = members.Count > 0 ? members[0].Locations[0] : type.Locations[0];
        if (Unsuited(type) is { } unsuited)
        {
            return [new("SD8001", "'" + type.Name + "' has a [Parameter] and " + unsuited, here)];
        }

        // Where a marked method stands in the type, its check says so.
        if (!type.GetMembers().OfType<IMethodSymbol>().Any(SymbolNames.IsMarked))
        {
            foreach (TypeDeclarationSyntax whole in SignatureReader.Around(type).Append(type).SelectMany(DeclarationCheck.WholeDeclarations))
            {
                faults.Add(new("SD1001", "'" + whole.Identifier.Text + "' must be partial, because what belongs to the parameters of '" + type.Name + "' is added to it. Write 'partial' before '" + whole.Keyword.Text + "'.", whole.Identifier.GetLocation()));
            }
        }

        foreach (ISymbol taken in Added.Append("Gradients").SelectMany(name => type.GetMembers(name)).Where(m => !IsEmitted(m, type) && m is not INamedTypeSymbol))
        {
            faults.Add(new("SD1011", "'" + taken.Name + "' is the name of a member that SymDiff adds to '" + type.Name + "' for its parameters. Rename it.", taken.Locations[0]));
        }

        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(static f => f.IsImplicitlyDeclared && SymbolNames.Has(f, SymbolNames.Parameter)))
        {
            faults.Add(new("SD8001", "[Parameter] stands on the field behind '" + field.AssociatedSymbol?.Name + "'. Write it without 'field:'.", field.Locations[0]));
        }

        IrType? element = null;
        foreach (ISymbol member in members)
        {
            if (Fault(type, member) is { } fault)
            {
                faults.Add(fault);
            }
            else if (ModuleReader.ElementOf(ModuleReader.Type(member)) is { } own)
            {
                element ??= own;
                if (own != element)
                {
                    faults.Add(new("SD8001", "'" + member.Name + "' holds numbers of type '" + own.Name + "' and the parameters before it numbers of type '" + element.Name + "', which cannot stand in one vector. Use one type for all.", member.Locations[0]));
                }
            }
        }

        return faults;
    }

    private static string? Unsuited(INamedTypeSymbol type) =>
        type.TypeKind != TypeKind.Class ? "is no class. Parameters are trained in place, so they need an object that they belong to; the numbers of a struct are differentiated without a mark."
        : SignatureReader.Around(type).Append(type).Any(static t => t.IsGenericType) ? "is generic, which is not supported. Write it for 'double' or 'float'."
        : type.IsFileLocal || SignatureReader.Around(type).Any(static t => t.IsFileLocal) ? "is local to its file, so no other file can add to it. Remove 'file'."
        : Base(type) is { } inherited ? "inherits others from '" + inherited.Name + "', which is not supported. Make that a member of it."
        : null;

    private static INamedTypeSymbol? Base(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? above = type.BaseType; above is not null; above = above.BaseType)
        {
            if (above.GetMembers().Any(ModuleReader.IsParameter) || ModuleReader.IsModule(above))
            {
                return above;
            }
        }

        return null;
    }

    private static Report? Fault(INamedTypeSymbol type, ISymbol member)
    {
        Location here = member.Locations[0];
        Report Refused(string reason) => new("SD8001", "'" + member.Name + "' cannot be a parameter: " + reason, here);
        ITypeSymbol of = ModuleReader.Type(member);
        if (member.IsStatic)
        {
            return Refused("it is static, and parameters belong to an object. Remove 'static', or pass it to the method.");
        }

        if (member is IPropertySymbol { } property && !IsAutomatic(type, property))
        {
            return Refused("a property has to be automatic, '{ get; set; }', and not virtual. Mark the field behind it.");
        }

        if (Aggregates.Declaration(member) is ParameterSyntax)
        {
            return Refused("the parameter of a record declares it. Declare it as a property of its own.");
        }

        if (Reserved.Contains(member.Name))
        {
            return Refused("'Gradients' has a member of that name. Rename it.");
        }

        if (of.TypeKind == TypeKind.Error)
        {
            return Refused("its type does not exist.");
        }

        if (TypeReader.IsFloat(of))
        {
            bool settable = member is IFieldSymbol { IsReadOnly: false, IsConst: false } or IPropertySymbol { SetMethod.IsInitOnly: false };
            return settable ? null : new("SD8004", "'" + member.Name + "' is a number that cannot be set, so it cannot be trained. Make it writable, or a constant without [Parameter].", here);
        }

        if (TypeReader.IsBuffer(of) && TypeReader.Read(of) is { IsFloatBuffer: true, IsArray: true, IsMatrix: false, IsJagged: false })
        {
            return null;
        }

        if (of is not INamedTypeSymbol { TypeKind: TypeKind.Class } module || !(ModuleReader.IsMeant(module) || ModuleReader.IsModule(module)))
        {
            return Refused("'" + TypeReader.Shown(of) + "' is no double or float, no array of them, and no class with parameters.");
        }

        if (Reaches(module, type, new HashSet<ISymbol>(SymbolEqualityComparer.Default)))
        {
            return Refused("a '" + type.Name + "' would hold another one, without end.");
        }

        int needed = Math.Min(Rank(type), member.DeclaredAccessibility == Accessibility.Public ? Rank(Accessibility.Public) : Rank(Accessibility.Internal));
        bool inside = SignatureReader.Around(module).Contains(type, SymbolEqualityComparer.Default) && module.DeclaredAccessibility == Accessibility.Private;
        return Rank(module) < needed || inside
            ? Refused("'" + TypeReader.Shown(of) + "' is less accessible than the 'Gradients' of '" + type.Name + "'. Make it as accessible.")
            : null;
    }

    private static bool IsAutomatic(INamedTypeSymbol type, IPropertySymbol property) =>
        property is { IsVirtual: false, IsAbstract: false, IsOverride: false, IsIndexer: false, GetMethod: not null }
        && type.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property))
        && !(Aggregates.Declaration(property) is PropertyDeclarationSyntax declaration && Aggregates.Computes(declaration));

    private static bool Reaches(INamedTypeSymbol from, INamedTypeSymbol target, HashSet<ISymbol> visited) =>
        SymbolEqualityComparer.Default.Equals(from, target)
        || (visited.Add(from) && ModuleReader.Parameters(from).Select(ModuleReader.Type).OfType<INamedTypeSymbol>().Any(next => Reaches(next, target, visited)));

    private static int Rank(INamedTypeSymbol type) => SignatureReader.Around(type).Append(type).Min(static t => Rank(t.DeclaredAccessibility));

    private static int Rank(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Public => 3,
        Accessibility.Internal or Accessibility.ProtectedOrInternal => 2,
        Accessibility.Protected or Accessibility.ProtectedAndInternal => 1,
        _ => 0,
    };

    private static bool IsEmitted(ISymbol member, INamedTypeSymbol type)
    {
        string hint = SignatureReader.HintName(type);
        return member.Locations.Any(l => l.SourceTree?.FilePath.Replace('\\', '/').EndsWith(hint, StringComparison.OrdinalIgnoreCase) == true);
    }
}
