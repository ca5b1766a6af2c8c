using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// How aggregates are written in C#, as seen from the type whose code it is: how a value is put together from its
/// leaves, and whether each leaf can be read and assigned. Without a compilation everything counts as accessible.
/// </summary>
/// <param name="Compilation">What knows who may see what.</param>
/// <param name="Within">The type that holds the text.</param>
internal readonly record struct AggregateText(Compilation? Compilation, ITypeSymbol Within)
{
    /// <summary>
    /// An expression with the holes <c>{0}</c>, <c>{1}</c>, … for the leaves in order; null where a struct cannot be
    /// put together from there.
    /// </summary>
    public string? Assembly(ITypeSymbol type)
    {
        int holes = 0;
        return Assembly(type, ref holes);
    }

    /// <summary>The first member that a leaf lies behind and that cannot be read from there; null where all can.</summary>
    public ISymbol? Unreadable(ITypeSymbol type)
    {
        if (!Aggregates.Is(type) || Numerics.Is(type))
        {
            return null;
        }

        foreach (Part part in Aggregates.Parts(type))
        {
            ISymbol read = part.Member is IPropertySymbol { GetMethod: { } getter } ? getter : part.Member;
            if (!Sees(read))
            {
                return part.Member;
            }

            if (Unreadable(part.Type) is { } inner)
            {
                return inner;
            }
        }

        return null;
    }

    /// <summary>Whether the leaves of a variable are variables of their own: fields that can be written.</summary>
    public bool HasVariables(ITypeSymbol type)
    {
        AggregateText text = this;
        return !Aggregates.Is(type) || Aggregates.Parts(type).All(part => part.Member is IFieldSymbol { IsReadOnly: false } && text.Sees(part.Member) && text.HasVariables(part.Type));
    }

    private string? Assembly(ITypeSymbol type, ref int holes)
    {
        if (!Aggregates.Is(type))
        {
            return "{" + holes++ + "}";
        }

        IReadOnlyList<Part> parts = Aggregates.Parts(type);
        var texts = new string[parts.Count];
        for (int i = 0; i < parts.Count; i++)
        {
            if (Assembly(parts[i].Type, ref holes) is not { } text)
            {
                return null;
            }

            texts[i] = text;
        }

        return Numerics.Is(type) ? "new " + TypeReader.NameOf(type) + "(" + string.Join(", ", texts) + ")"
            : TypeReader.IsTuple(type) ? "(" + string.Join(", ", texts) + ")"
            : parts.All(CanInitialise) ? Initialised((INamedTypeSymbol)type, parts, texts)
            : Constructed((INamedTypeSymbol)type, parts, texts);
    }

    private bool CanInitialise(Part part) => part.Member switch
    {
        IFieldSymbol field => !field.IsReadOnly && Sees(field),
        IPropertySymbol { SetMethod: { } setter } => Sees(setter),
        _ => false,
    };

    /// <summary>An initialiser sets every part. A constructor without parameters that the user wrote is not run for that.</summary>
    private static string Initialised(INamedTypeSymbol type, IReadOnlyList<Part> parts, string[] texts)
    {
        string name = TypeReader.NameOf(type);
        string members = " { " + string.Join(", ", parts.Select((part, i) => part.Path.Substring(1) + " = " + texts[i]).ToArray()) + " }";
        return type.InstanceConstructors.Any(static c => c.Parameters.IsEmpty && !c.IsImplicitlyDeclared)
            ? "(default(" + name + ") with" + members + ")"
            : "new " + name + members;
    }

    /// <summary>A call of the one constructor of so many parameters, where it does nothing but keep them.</summary>
    private string? Constructed(INamedTypeSymbol type, IReadOnlyList<Part> parts, string[] texts)
    {
        bool Takes(IMethodSymbol constructor) => constructor.Parameters.Length >= parts.Count
            ? constructor.Parameters.Skip(parts.Count).All(static p => p.IsOptional || p.IsParams)
            : constructor.Parameters.Any(static p => p.IsParams);
        IMethodSymbol[] constructors = [.. type.InstanceConstructors.Where(Takes)];
        return constructors.Length == 1 && constructors[0] is var constructor
            && constructor.Parameters.Length == parts.Count
            && Sees(constructor)
            && Kept(type, constructor, parts) is { } order
                ? "new " + TypeReader.NameOf(type) + "(" + string.Join(", ", order.Select(i => texts[i]).ToArray()) + ")"
                : null;
    }

    /// <summary>For each parameter of a constructor the part that it becomes; null where the constructor does anything else.</summary>
    private static int[]? Kept(INamedTypeSymbol type, IMethodSymbol constructor, IReadOnlyList<Part> parts)
    {
        (ISymbol? Member, string? Parameter)[] kept;
        if (Aggregates.Primary(constructor) is { } primary)
        {
            IEnumerable<(ISymbol?, string?)> positional = primary is RecordDeclarationSyntax
                ? parts.Where(Aggregates.IsPositional).Select(static p => ((ISymbol?)p.Member, (string?)p.Member.Name))
                : [];
            kept = [.. positional, .. Aggregates.Initializers(type).Select(static i => ((ISymbol?)i.Part.Member, Name(i.Initializer.Value)))];
        }
        else if (Aggregates.Declaration(constructor) is ConstructorDeclarationSyntax { Initializer: null } declaration && !Aggregates.Initializers(type).Any())
        {
            IEnumerable<ExpressionSyntax?> statements = declaration.ExpressionBody is { } arrow ? [arrow.Expression] : declaration.Body?.Statements.Select(static s => (s as ExpressionStatementSyntax)?.Expression) ?? [];
            kept = [.. statements.SelectMany(Assignments).Select(a => (a.Target is null || constructor.Parameters.Any(p => p.Name == a.Target) && !a.IsQualified ? null : type.GetMembers(a.Target).FirstOrDefault(), a.Value))];
        }
        else
        {
            return null;
        }

        if (kept.Length != parts.Count)
        {
            return null;
        }

        int[] order = [.. constructor.Parameters.Select(p => p.RefKind == RefKind.None && kept.FirstOrDefault(k => k.Parameter == p.Name).Member is { } member
            && Aggregates.IndexOf(type, member) is { } index && SymbolEqualityComparer.Default.Equals(parts[index].Type, p.Type) ? index : -1)];
        return order.Contains(-1) || order.Distinct().Count() != parts.Count ? null : order;
    }

    /// <summary><c>X = x</c> or <c>(X, Y) = (x, y)</c>, by the names of both sides; a null for whatever is something else.</summary>
    private static IEnumerable<(string? Target, bool IsQualified, string? Value)> Assignments(ExpressionSyntax? statement) => statement switch
    {
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: TupleExpressionSyntax left, Right: TupleExpressionSyntax right } when left.Arguments.Count == right.Arguments.Count =>
            left.Arguments.Select((target, i) => Assignment(target.Expression, right.Arguments[i].Expression)),
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment => [Assignment(assignment.Left, assignment.Right)],
        _ => [(null, false, null)],
    };

    private static (string? Target, bool IsQualified, string? Value) Assignment(ExpressionSyntax target, ExpressionSyntax value) =>
        target is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: { } member } ? (Name(member), true, Name(value)) : (Name(target), false, Name(value));

    private static string? Name(ExpressionSyntax expression) => (expression as IdentifierNameSyntax)?.Identifier.ValueText;

    private bool Sees(ISymbol member) => Compilation is null || Compilation.IsSymbolAccessibleWithin(member, Within);
}
