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
    public static Callee Callee(IMethodSymbol method, Compilation? compilation, CancellationToken cancellation, ITypeSymbol? within = null) => new(
        method.IsStatic ? TypeReader.NameOf(method.ContainingType) : "this",
        method.Name,
        TypeReader.NameOf(method.ReturnType),
        method.ReturnsVoid ? default : TypeReader.Leaves(method.ReturnType).ToEquatable(),
        method.Parameters.Select(p => Parameter(method, p, compilation, within ?? method.ContainingType, cancellation)).ToEquatable())
    {
        Assembly = method.ReturnsVoid ? Template.Plain : new AggregateText(compilation, within ?? method.ContainingType).Assembly(method.ReturnType) ?? "",
    };

    /// <summary>Everything about the method but its body.</summary>
    public static MethodModel Model(IMethodSymbol method, Callee signature) => new(
        method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(),
        Types(method).ToEquatable(),
        Access(method.DeclaredAccessibility) + (method.IsStatic ? " static" : ""),
        Cref(method),
        HintName(method),
        Derivatives(method),
        signature,
        null,
        default)
    {
        Singular = Singular(method),
        Order = Order(method),
        IsDeclarable = Declarable.Is(method),
    };

    /// <summary>The types around a method, from the outermost.</summary>
    public static IEnumerable<INamedTypeSymbol> Around(IMethodSymbol method)
    {
        var types = new List<INamedTypeSymbol>();
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            types.Insert(0, type);
        }

        return types;
    }

    /// <summary>The namespaces around a method, from the innermost.</summary>
    public static IEnumerable<INamespaceSymbol> Namespaces(IMethodSymbol method)
    {
        for (INamespaceSymbol space = method.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            yield return space;
        }
    }

    public static DerivativeKinds Derivatives(IMethodSymbol method) =>
        SymbolNames.Find(method, SymbolNames.Differentiable) is { ConstructorArguments: { Length: 1 } arguments } && arguments[0].Value is int flags ? (DerivativeKinds)flags : DerivativeKinds.Gradient;

    /// <summary>The order of derivatives that is asked for, whether there are such or not.</summary>
    public static int Order(IMethodSymbol method) =>
        SymbolNames.Find(method, SymbolNames.Differentiable)?.NamedArguments.FirstOrDefault(static a => a.Key == "Order").Value.Value is int order ? order : 1;

    private static SingularPolicy Singular(IMethodSymbol method) =>
        SymbolNames.Find(method, SymbolNames.Differentiable)?.NamedArguments.FirstOrDefault(static a => a.Key == "Singular").Value.Value is int policy
            ? (SingularPolicy)policy
            : SingularPolicy.Infinity;

    private static Parameter Parameter(IMethodSymbol method, IParameterSymbol parameter, Compilation? compilation, ITypeSymbol within, CancellationToken cancellation)
    {
        var text = new AggregateText(compilation, within);
        Leaf[] leaves = [.. TypeReader.Leaves(parameter.Type)];
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
            leaves.Any(static l => l.Type.IsFloat || l.Type.IsFloatBuffer) && !SymbolNames.Has(parameter, SymbolNames.NoGradient),
            written)
        {
            Assembly = text.Assembly(parameter.Type) ?? "",
            HasVariables = text.HasVariables(parameter.Type),
        };
    }

    private static IEnumerable<ContainingType> Types(IMethodSymbol method) => Around(method).Select(static type =>
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
    });

    private static string Access(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Internal => "internal",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedOrInternal => "protected internal",
        Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };

    /// <summary>A reference for documentation comments, where generic types stand in braces and tuples by their type.</summary>
    private static string Cref(IMethodSymbol method)
    {
        IEnumerable<string> parameters = method.Parameters.Select(static p => p.RefKind switch
        {
            RefKind.None => "",
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            _ => "ref readonly ",
        } + Plain(p.Type));
        return Plain(method.ContainingType) + "." + MemberLowering.Identifier(method.Name) + "(" + string.Join(", ", parameters.ToArray()) + ")";
    }

    private static readonly SymbolDisplayFormat CrefFormat = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.ExpandValueTuple | SymbolDisplayMiscellaneousOptions.ExpandNullable);

    private static string Plain(ITypeSymbol type) => type.ToDisplayString(CrefFormat).Replace('<', '{').Replace('>', '}');

    /// <summary>
    /// The emitted file's name: the method's, and where the type has other methods of that name its parameters, too.
    /// Hint names ignore case and must differ even in code that does not compile yet, so names that would be equal are
    /// numbered in the order of their declarations.
    /// </summary>
    private static string HintName(IMethodSymbol method)
    {
        string place = string.Join(".", Namespaces(method).Reverse().Concat<INamespaceOrTypeSymbol>(Around(method)).Select(PlaceName).ToArray());
        IMethodSymbol[] same = [.. method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(m => SameName(m, method) && SymbolNames.IsMarked(m))];
        return place + "." + (same.Length <= 1 ? method.Name : Numbered(MethodName, same, method)) + ".g.cs";
    }

    private static string PlaceName(INamespaceOrTypeSymbol place)
    {
        INamespaceOrTypeSymbol[] same = [.. ((INamespaceOrTypeSymbol)place.ContainingSymbol).GetMembers().OfType<INamespaceOrTypeSymbol>().Where(other => SameName(other, place))];
        return Numbered(static other => Letters(other.MetadataName), same, place);
    }

    private static string MethodName(IMethodSymbol method) => method.Name + string.Concat(method.Parameters.Select(static p =>
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
