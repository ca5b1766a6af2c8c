using System.Text;
using Microsoft.CodeAnalysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Reads the contract of a marked method from its symbol.</summary>
internal static class SignatureReader
{
    /// <summary>
    /// What a call needs to know. Without a compilation, or where a method has no source in it, its buffers count as
    /// written.
    /// </summary>
    public static Callee Callee(IMethodSymbol method, Compilation? compilation, CancellationToken cancellation) => new(
        method.IsStatic ? TypeReader.NameOf(method.ContainingType) : "this",
        method.Name,
        TypeReader.NameOf(method.ReturnType),
        method.ReturnsVoid ? default : TypeReader.Leaves(method.ReturnType).ToEquatable(),
        method.Parameters.Select(p => Parameter(method, p, compilation, cancellation)).ToEquatable());

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
        default);

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

    public static DerivativeKinds Derivatives(IMethodSymbol method) =>
        SymbolNames.Find(method, SymbolNames.Differentiable) is { ConstructorArguments: { Length: 1 } arguments } && arguments[0].Value is int flags ? (DerivativeKinds)flags : DerivativeKinds.Gradient;

    private static Parameter Parameter(IMethodSymbol method, IParameterSymbol parameter, Compilation? compilation, CancellationToken cancellation)
    {
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
            written);
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
    /// Hint names ignore case, so names that differ by it count as the same.
    /// </summary>
    private static string HintName(IMethodSymbol method)
    {
        string types = string.Join(".", Around(method).Select(static t => t.MetadataName.Replace('`', '_')).ToArray());
        string place = method.ContainingNamespace.IsGlobalNamespace ? types : method.ContainingNamespace.ToDisplayString() + "." + types;
        IMethodSymbol[] same = [.. method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(m => string.Equals(m.Name, method.Name, StringComparison.OrdinalIgnoreCase) && SymbolNames.IsMarked(m))];
        var name = new StringBuilder(place).Append('.').Append(method.Name);
        if (same.Length > 1)
        {
            foreach (IParameterSymbol parameter in method.Parameters)
            {
                name.Append('_').Append(parameter.RefKind == RefKind.None ? "" : parameter.RefKind.ToString().ToLowerInvariant());
                foreach (char c in parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat))
                {
                    name.Append(char.IsLetterOrDigit(c) ? c.ToString() : c == '[' ? "Array" : c == '<' ? "Of" : c == '.' ? "." : "");
                }
            }

            int twins = same.TakeWhile(m => !SymbolEqualityComparer.Default.Equals(m, method)).Count(m => m.Name != method.Name);
            name.Append(twins > 0 ? "_" + twins.ToString(System.Globalization.CultureInfo.InvariantCulture) : "");
        }

        return name.Append(".g.cs").ToString();
    }
}
