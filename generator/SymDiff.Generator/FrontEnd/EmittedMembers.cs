using Microsoft.CodeAnalysis;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// What this generator adds to the user's types. The analyzer sees it; the generator sees <see cref="Stubs"/> in its place,
/// where a body names one.
/// </summary>
internal static class EmittedMembers
{
    /// <summary>What is added to the name of a marked method to name its gradient.</summary>
    public const string Gradient = "Gradient";

    private static readonly string Folder = typeof(DifferentiableGenerator).FullName!;

    /// <summary>Where an emitted file of this project stands.</summary>
    public static string PathOf(string hintName) => typeof(DifferentiableGenerator).Assembly.GetName().Name + "/" + Folder + "/" + hintName;

    /// <summary>Whether a member, or the type around it, stands in an emitted file of this project.</summary>
    public static bool Has(ISymbol member) => member.DeclaringSyntaxReferences.Any(static r => r.SyntaxTree.FilePath.Replace('\\', '/').Contains("/" + Folder + "/"));

    /// <summary>The marked method that a member is the emitted gradient of, in this project or in a library; null for any other member.</summary>
    public static IMethodSymbol? PrimalOf(IMethodSymbol member)
    {
        member = member.OriginalDefinition;
        return MethodName(member.Name) is { } name && (Has(member) || member.DeclaringSyntaxReferences.IsEmpty)
            ? member.ContainingType.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(method => SymbolNames.IsMarked(method) && IsGradient(member, method))
            : null;
    }

    /// <summary>The name of the method that a gradient of this name belongs to, if it is one.</summary>
    public static string? MethodName(string name) =>
        name.Length > Gradient.Length && name.EndsWith(Gradient, StringComparison.Ordinal) ? name.Substring(0, name.Length - Gradient.Length) : null;

    /// <summary>Says that an emitted member has no derivative where it is used.</summary>
    public static Operand Refuse(LoweringContext context, ISymbol member, IOperation at) =>
        context.Refuse("SD3001", "'" + member.ToDisplayString() + "' is added by SymDiff, and of what it adds a marked method can use gradients only. Use it outside, or call the marked method itself.", at);

    private static bool IsGradient(IMethodSymbol member, IMethodSymbol method) =>
        member.Arity == method.Arity
        && (IsOfInputs(member, method) || member.Parameters.Length == method.Parameters.Length + Destinations(method) + Modules(method))
        && method.Parameters.Zip(member.Parameters, static (own, taken) => own.RefKind == taken.RefKind && TypeReader.NameOf(own.Type) == TypeReader.NameOf(taken.Type)).All(static same => same);

    /// <summary>Whether a gradient is that with respect to the inputs alone: it has no destination for a module.</summary>
    public static bool IsOfInputs(IMethodSymbol gradient, IMethodSymbol method) => gradient.Parameters.Length == method.Parameters.Length + Destinations(method);

    /// <summary>How many arrays and spans a method is differentiated with respect to.</summary>
    private static int Destinations(IMethodSymbol method) =>
        method.Parameters.Count(static p => StructBuffer.NumbersOf(p.Type).IsFloatBuffer && !SymbolNames.Has(p, SymbolNames.NoGradient));

    /// <summary>How many modules a method is differentiated with respect to.</summary>
    private static int Modules(IMethodSymbol method) =>
        method.Parameters.Count(static p => ModuleReader.IsModule(p.Type) && !SymbolNames.Has(p, SymbolNames.NoGradient))
        + (!method.IsStatic && ModuleReader.IsModule(method.ContainingType) ? 1 : 0);
}
