using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// What this generator adds to the user's types. The generator never sees it and the analyzer does: a marked method that
/// uses it is refused by both.
/// </summary>
internal static class EmittedMembers
{
    private static readonly string Folder = typeof(DifferentiableGenerator).FullName!;

    /// <summary>Whether a member, or the type around it, stands in an emitted file of this project.</summary>
    public static bool Has(ISymbol member) => member.DeclaringSyntaxReferences.Any(static r => r.SyntaxTree.FilePath.Replace('\\', '/').Contains("/" + Folder + "/"));

    /// <summary>Says so where such a member is used.</summary>
    public static Operand Refuse(LoweringContext context, ISymbol member, IOperation at) =>
        context.Refuse("SD3001", "'" + member.ToDisplayString() + "' is added by SymDiff, and what it adds cannot be used in a marked method yet. Use it outside, or call the marked method itself.", at);
}
