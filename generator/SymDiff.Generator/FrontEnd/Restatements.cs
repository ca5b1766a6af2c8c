using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.Generator.FrontEnd;

/// <summary>
/// What members of System.Numerics compute, as C# over their numbers: the files in <c>Restated/</c>, which are read like
/// methods of the user's. A class <c>Vector3Members</c> has the members of <c>Vector3</c> by their names, with the instance
/// as the first parameter; <c>Elements</c> has those that do the same to every element of a vector.
/// </summary>
/// <remarks>They are compiled against the references of the user's compilation, and only where such a member is used.</remarks>
internal sealed class Restatements
{
    private const string Space = "SymDiff.Generator.Restated";

    private static readonly Lazy<IReadOnlyList<SyntaxTree>> Sources = new(Read);

    private static readonly ConditionalWeakTable<Compilation, Restatements> Known = new();

    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        [WellKnownMemberNames.InstanceConstructorName] = "Create",
        [WellKnownMemberNames.AdditionOperatorName] = "Add",
        [WellKnownMemberNames.SubtractionOperatorName] = "Subtract",
        [WellKnownMemberNames.MultiplyOperatorName] = "Multiply",
        [WellKnownMemberNames.DivisionOperatorName] = "Divide",
        [WellKnownMemberNames.UnaryNegationOperatorName] = "Negate",
        [WellKnownMemberNames.UnaryPlusOperatorName] = "Plus",
    };

    private readonly CSharpCompilation compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> models = new();
    private readonly bool isSince9;

    private Restatements(Compilation around)
    {
        compilation = CSharpCompilation.Create(Space, Sources.Value, around.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        isSince9 = compilation.GetTypeByMetadataName("System.Numerics.Vector2")?.GetMembers("Exp").IsEmpty == false;
    }

    /// <summary>Those that a compilation reads.</summary>
    public static Restatements Of(Compilation compilation) => Known.GetValue(compilation, static key => new Restatements(key));

    /// <summary>Whether a tree is one of theirs.</summary>
    public static bool Hold(SyntaxTree tree) => Sources.IsValueCreated && Sources.Value.Contains(tree);

    /// <summary>One for all methods: what was bound stays bound.</summary>
    public SemanticModel ModelOf(SyntaxTree tree) => models.GetOrAdd(tree, key => compilation.GetSemanticModel(key));

    /// <summary>What the static method of a type is called that an operator or constructor is, too.</summary>
    public static string NameOf(IMethodSymbol member) => Operators.TryGetValue(member.Name, out string? name) ? name : member.Name;

    /// <summary>The restatement of a member, and whether it is of elements; null where there is none.</summary>
    public (IMethodSymbol Method, bool OfElements)? Find(IMethodSymbol member)
    {
        ITypeSymbol type = member.ContainingType;
        string name = NameOf(member);
        ITypeSymbol[] inputs = [.. member.IsStatic || member.MethodKind == MethodKind.Constructor ? [] : (ITypeSymbol[])[type], .. member.Parameters.Select(static p => p.Type)];
        return Among(type.Name + "Members", name, [.. inputs.Select(static t => t.ToDisplayString())]) is { } own ? (own, false)
            : Numerics.IsVector(type) && Among("Elements", name, [.. inputs.Select(static t => Numerics.IsVector(t) ? "float" : t.ToDisplayString())]) is { } element ? (element, true)
            : null;
    }

    public static bool IsMarked(IMethodSymbol restatement, string mark) => restatement.GetAttributes().Any(a => a.AttributeClass?.Name == mark + "Attribute");

    private IMethodSymbol? Among(string holder, string name, string[] inputs) => compilation.GetTypeByMetadataName(Space + "." + holder)?
        .GetMembers(name)
        .OfType<IMethodSymbol>()
        .FirstOrDefault(m => m.DeclaredAccessibility == Accessibility.Public && m.Parameters.Select(static p => p.Type.ToDisplayString()).SequenceEqual(inputs) && (isSince9 || !IsMarked(m, "Since9")));

    private static IReadOnlyList<SyntaxTree> Read()
    {
        Assembly here = typeof(Restatements).Assembly;
        return [.. here.GetManifestResourceNames().Where(static name => name.StartsWith(Space, StringComparison.Ordinal)).OrderBy(static name => name, StringComparer.Ordinal).Select(name =>
        {
            using var reader = new StreamReader(here.GetManifestResourceStream(name)!);
            return CSharpSyntaxTree.ParseText("global using System;" + reader.ReadToEnd(), new CSharpParseOptions(LanguageVersion.Latest), name);
        })];
    }
}
