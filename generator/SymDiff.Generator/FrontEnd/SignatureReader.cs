using System.Text;
using Microsoft.CodeAnalysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Reads the contract of a marked method from its symbol.</summary>
internal static class SignatureReader
{
    /// <summary>
    /// What a call needs to know. Without a compilation, or where a method has no source in it, its buffers count as
    /// written.
    /// </summary>
    /// <param name="within">The type that the call stands in; null for the method's own.</param>
    /// <param name="self">The type parameter that a static abstract method is called on.</param>
    public static Callee Callee(IMethodSymbol method, Compilation? compilation, CancellationToken cancellation, ITypeSymbol? within = null, ITypeSymbol? self = null) => new(
        MarkedMember.IsStatic(method) ? TypeReader.NameOf(self ?? method.ContainingType) : "this",
        MarkedMember.Stem(method),
        MarkedMember.Result(method) is { } result ? TypeReader.NameOf(result) : "void",
        MarkedMember.Result(method) is { } leaves ? TypeReader.Leaves(leaves).ToEquatable() : default,
        Self(method, compilation).Concat(method.Parameters.Select(p => Parameter(method, p, compilation, within ?? method.ContainingType, cancellation))).ToEquatable())
    {
        Keeping = CacheMarks.Of(method),
        Invocation = MarkedMember.Invocation(method),
        Self = MarkedMember.IsStatic(method) ? null : ModuleReader.TypeOf(method.ContainingType),
        TypeArguments = method.TypeArguments.Select(TypeReader.NameOf).ToEquatable(),
        IsDispatched = Hierarchy.IsDispatched(method),
        Definition = method.IsGenericMethod || method.ContainingType.IsGenericType ? method.OriginalDefinition.ToDisplayString() : "",
        Assembly = MarkedMember.Result(method) is { } made ? new AggregateText(compilation, within ?? method.ContainingType).Assembly(made) ?? "" : Template.Plain,
    };

    /// <summary>Everything about the method but its body.</summary>
    public static MethodModel Model(IMethodSymbol method, Callee signature) => new(
        method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(),
        Types(method).ToEquatable(),
        Access(method.DeclaredAccessibility) + Hierarchy.Modifiers(method),
        HintName(method),
        Derivatives(method),
        signature,
        null,
        default)
    {
        Singular = Singular(method),
        FastMath = SymbolNames.Mark(method)?.NamedArguments.FirstOrDefault(static a => a.Key == "FastMath").Value.Value is true,
        IsAbstract = method.IsAbstract,
        HasLanes = HasLanes(method),
        Constraints = (Hierarchy.Overridden(method) is null ? method.TypeParameters : []).Select(Constraint).Where(static clause => clause.Length > 0).ToEquatable(),
        Order = Order(method),
        IsDeclarable = Declarable.Is(method),
    };

    /// <summary>The types around a member, from the outermost.</summary>
    public static IEnumerable<INamedTypeSymbol> Around(ISymbol member)
    {
        var types = new List<INamedTypeSymbol>();
        for (INamedTypeSymbol? type = member.ContainingType; type is not null; type = type.ContainingType)
        {
            types.Insert(0, type);
        }

        return types;
    }

    /// <summary>The namespaces around a member, from the innermost.</summary>
    public static IEnumerable<INamespaceSymbol> Namespaces(ISymbol member)
    {
        for (INamespaceSymbol space = member.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            yield return space;
        }
    }

    public static DerivativeKinds Derivatives(IMethodSymbol method) =>
        SymbolNames.Mark(method) is { ConstructorArguments: { Length: 1 } arguments } && arguments[0].Value is int flags ? (DerivativeKinds)flags : DerivativeKinds.Gradient;

    /// <summary>The order of derivatives that is asked for, whether there are such or not.</summary>
    public static int Order(IMethodSymbol method) =>
        SymbolNames.Mark(method)?.NamedArguments.FirstOrDefault(static a => a.Key == "Order").Value.Value is int order ? order : 1;

    private static SingularPolicy Singular(IMethodSymbol method) =>
        SymbolNames.Mark(method)?.NamedArguments.FirstOrDefault(static a => a.Key == "Singular").Value.Value is int policy
            ? (SingularPolicy)policy
            : SingularPolicy.Infinity;

    /// <summary>The struct that a getter is read from, as a parameter.</summary>
    private static IEnumerable<Parameter> Self(IMethodSymbol method, Compilation? compilation)
    {
        if (!MarkedMember.TakesSelf(method))
        {
            yield break;
        }

        var text = new AggregateText(compilation, method.ContainingType);
        yield return new Parameter(MarkedMember.SelfName, TypeReader.NameOf(method.ContainingType), Passing.Value, TypeReader.Leaves(method.ContainingType).ToEquatable(), true, false)
        {
            Assembly = text.Assembly(method.ContainingType) ?? "",
            HasVariables = text.HasVariables(method.ContainingType),
        };
    }

    private static Parameter Parameter(IMethodSymbol method, IParameterSymbol parameter, Compilation? compilation, ITypeSymbol within, CancellationToken cancellation)
    {
        var text = new AggregateText(compilation, within);
        StructBuffer? structs = IsOfNumbers(parameter) ? StructBuffer.Of(parameter.Type) : null;
        Leaf[] leaves = structs is null && StructBuffer.Is(parameter.Type) ? [new Leaf("", TypeReader.Read(parameter.Type))] : [.. TypeReader.Leaves(parameter.Type)];
        ModuleType? module = ModuleReader.TypeOf(parameter.Type);
        bool written = leaves.Any(static l => l.Type is { IsBuffer: true, IsReadOnly: false })
            && (compilation is null || WriteScan.WritesElements(method, parameter, compilation, cancellation));
        return new Parameter(
            parameter.Name,
            TypeReader.NameOf(parameter.Type),
            parameter.RefKind switch
            {
                RefKind.None => Passing.Value,
                RefKind.Ref => Passing.Ref,
                RefKind.Out => Passing.Out,
                _ => Passing.In,
            },
            leaves.ToEquatable(),
            (module is not null || leaves.Any(static l => l.Type.IsFloat || l.Type.IsFloatBuffer)) && !SymbolNames.Has(parameter, SymbolNames.NoGradient),
            written)
        {
            Module = module,
            IsShared = SymbolNames.Has(parameter, SymbolNames.Shared),
            Struct = structs is null ? null : TypeReader.NameOf(structs.Element),
            NumbersOfStruct = structs?.Count ?? 1,
            Assembly = text.Assembly(parameter.Type) ?? "",
            HasVariables = text.HasVariables(parameter.Type),
        };
    }

    /// <summary>Whether an array or span of structs is followed as the numbers in it: not where it is a constant of differentiation.</summary>
    public static bool IsOfNumbers(IParameterSymbol parameter) =>
        StructBuffer.Of(parameter.Type) is { LayoutFault: null } && !SymbolNames.Has(parameter, SymbolNames.NoGradient);

    private static IEnumerable<ContainingType> Types(IMethodSymbol method) => Around(method).Select(Header);

    /// <summary>How a type is reopened.</summary>
    public static ContainingType Header(INamedTypeSymbol type)
    {
        string keyword = type switch
        {
            { IsRecord: true, IsValueType: true } => "record struct ",
            { IsRecord: true } => "record ",
            { TypeKind: TypeKind.Struct } => "struct ",
            { TypeKind: TypeKind.Interface } => "interface ",
            _ => "class ",
        };
        string parameters = type.TypeParameters.IsEmpty
            ? ""
            : "<" + string.Join(", ", type.TypeParameters.Select(static p => p.Variance switch
            {
                VarianceKind.In => "in ",
                VarianceKind.Out => "out ",
                _ => "",
            } + MemberLowering.Identifier(p.Name)).ToArray()) + ">";
        return new ContainingType(keyword + MemberLowering.Identifier(type.Name) + parameters);
    }

    private static bool HasLanes(IMethodSymbol method) =>
        !method.Parameters.Select(static p => p.Type).Append(method.ReturnType).Where(static type => type.SpecialType != SpecialType.System_Void)
            .SelectMany(static type => TypeReader.Leaves(type)).Any(static leaf => (leaf.Type.Element ?? leaf.Type).IsGeneric)
        && (Hierarchy.Overridden(method) is not { } overridden || HasLanes(overridden.OriginalDefinition));

    /// <summary>The constraints of a type parameter as a clause; empty where it has none.</summary>
    private static string Constraint(ITypeParameterSymbol parameter)
    {
        var parts = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint || parameter.HasValueTypeConstraint || parameter.HasReferenceTypeConstraint || parameter.HasNotNullConstraint)
        {
            parts.Add(parameter.HasUnmanagedTypeConstraint ? "unmanaged"
                : parameter.HasValueTypeConstraint ? "struct"
                : parameter.HasNotNullConstraint ? "notnull"
                : parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        }

        parts.AddRange(parameter.ConstraintTypes.Select(TypeReader.NameOf));
        if (parameter.HasConstructorConstraint)
        {
            parts.Add("new()");
        }

        if (parameter.AllowsRefLikeType)
        {
            parts.Add("allows ref struct");
        }

        return parts.Count == 0 ? "" : "where " + MemberLowering.Identifier(parameter.Name) + " : " + string.Join(", ", parts.ToArray());
    }

    private static string Access(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Internal => "internal",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedOrInternal => "protected internal",
        Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };

    /// <summary>
    /// The emitted file's name: the method's, and where the type has other methods of that name its parameters, too.
    /// Hint names ignore case and must differ even in code that does not compile yet, so names that would be equal are
    /// numbered in the order of their declarations.
    /// </summary>
    private static string HintName(IMethodSymbol method)
    {
        string stem = MarkedMember.Stem(method);
        IMethodSymbol[] same = [.. method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(m => string.Equals(MarkedMember.Stem(m), stem, StringComparison.OrdinalIgnoreCase) && SymbolNames.IsMarked(m))];
        return Place(method) + "." + (same.Length <= 1 ? stem : Numbered(MethodName, same, method)) + ".g.cs";
    }

    /// <summary>The name of the file with the generated part of a module.</summary>
    public static string HintName(INamedTypeSymbol module) => (Place(module) + "." + PlaceName(module)).TrimStart('.') + ".Parameters.g.cs";

    private static string Place(ISymbol symbol) => string.Join(".", Namespaces(symbol).Reverse().Concat<INamespaceOrTypeSymbol>(Around(symbol)).Select(PlaceName).ToArray());

    private static string PlaceName(INamespaceOrTypeSymbol place)
    {
        INamespaceOrTypeSymbol[] same = [.. ((INamespaceOrTypeSymbol)place.ContainingSymbol).GetMembers().OfType<INamespaceOrTypeSymbol>().Where(other => SameName(other, place))];
        return Numbered(static other => Letters(other.MetadataName), same, place);
    }

    private static string MethodName(IMethodSymbol method) => MarkedMember.Stem(method) + string.Concat(method.Parameters.Select(static p =>
        "_" + (p.RefKind == RefKind.None ? "" : p.RefKind.ToString().ToLowerInvariant()) + Letters(p.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat))).ToArray());

    /// <summary>A name, numbered where symbols before it in <paramref name="same"/> would have the same.</summary>
    private static string Numbered<T>(Func<T, string> nameOf, T[] same, T symbol)
        where T : ISymbol
    {
        string name = nameOf(symbol);
        int before = same.TakeWhile(other => !SymbolEqualityComparer.Default.Equals(other, symbol))
            .Count(other => string.Equals(nameOf(other), name, StringComparison.OrdinalIgnoreCase));
        return before == 0 ? name : name + "_" + (before + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>What may stand in a file's name.</summary>
    private static string Letters(string text)
    {
        var name = new StringBuilder();
        foreach (char c in text)
        {
            name.Append(char.IsLetterOrDigit(c) || c is '_' or '.' ? c.ToString() : c switch
            {
                '[' => "Array",
                '<' => "Of",
                '`' => "_",
                _ => "",
            });
        }

        return name.ToString();
    }

    private static bool SameName(ISymbol left, ISymbol right) => string.Equals(left.Name, right.Name, StringComparison.OrdinalIgnoreCase);
}
