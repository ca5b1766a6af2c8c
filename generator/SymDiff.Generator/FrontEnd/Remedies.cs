using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// What can be done about a call whose derivative is not known. Advice and code fixes come from one place, so that
/// neither names a way out that would be refused in its turn.
/// </summary>
internal sealed class Remedies
{
    private readonly bool mark;
    private readonly bool rule;

    private Remedies(bool mark, bool rule, ImmutableDictionary<string, string?> facts)
    {
        this.mark = mark;
        this.rule = rule;
        Facts = facts;
    }

    /// <summary>What a diagnostic tells the code fixes.</summary>
    public ImmutableDictionary<string, string?> Facts { get; }

    /// <summary>For a call of a method that is not marked, on <paramref name="instance"/> or on nothing.</summary>
    public static Remedies Of(LoweringContext context, IMethodSymbol callee, IOperation? instance)
    {
        callee = callee.OriginalDefinition;
        bool mark = CanMark(context, callee, instance), rule = CanHaveRule(context, callee);
        ImmutableDictionary<string, string?> facts = mark ? Marking(context.Method, callee) : ImmutableDictionary<string, string?>.Empty;
        return new Remedies(mark, rule, rule ? facts.Add(FixFacts.Rule, DocumentationCommentId.CreateDeclarationId(callee)) : facts);
    }

    /// <summary>The facts for marking a method, with the modes that the caller asks for.</summary>
    public static ImmutableDictionary<string, string?> Marking(IMethodSymbol caller, IMethodSymbol callee)
    {
        ImmutableDictionary<string, string?> facts = ImmutableDictionary<string, string?>.Empty.Add(FixFacts.Mark, DocumentationCommentId.CreateDeclarationId(callee.OriginalDefinition));
        return SignatureReader.Derivatives(caller).HasFlag(DerivativeKinds.Jvp) ? facts.Add(FixFacts.Modes, "Gradient|Jvp") : facts;
    }

    /// <summary>One sentence; <paramref name="last"/> is a way out that depends on the call and not on the callee.</summary>
    public string Advice(string last)
    {
        string[] ways = [.. new[] { mark ? "mark it [Differentiable]" : "", rule ? "give it a rule with [DerivativeOf]" : "", last }.Where(static way => way.Length > 0)];
        string all = ways.Length == 1 ? ways[0] : string.Join(", ", ways.Take(ways.Length - 1).ToArray()) + ", or " + ways[ways.Length - 1];
        return char.ToUpperInvariant(all[0]) + all.Substring(1) + ".";
    }

    private static bool CanMark(LoweringContext context, IMethodSymbol callee, IOperation? instance) =>
        callee.MethodKind == MethodKind.Ordinary
        && !callee.DeclaringSyntaxReferences.IsEmpty
        && !SymbolNames.IsMarked(callee)
        && !callee.IsVirtual && !callee.IsAbstract && !callee.IsOverride
        && (callee.IsStatic || (instance is null or IInstanceReferenceOperation && context.Frame.Receiver is null))
        && DeclarationCheck.Check(callee, context.Compilation, "").All(static fault => fault.Id == "SD1001");

    private static bool CanHaveRule(LoweringContext context, IMethodSymbol callee) =>
        callee is { MethodKind: MethodKind.Ordinary, IsGenericMethod: false, CanBeReferencedByName: true }
        && RuleSignature.CanHaveLocal(callee)
        && !callee.Parameters.Any(static p => TypeReader.IsTuple(p.Type) || p.Type.IsRefLikeType)
        && !IsGeneric(callee.ContainingType)
        && context.Compilation.IsSymbolAccessibleWithin(callee, context.Method.ContainingType);

    private static bool IsGeneric(INamedTypeSymbol? type) => type is not null && (type.IsGenericType || IsGeneric(type.ContainingType));
}
