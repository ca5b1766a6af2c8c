using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>
/// The compiler, built in memory from its sources with every mutant in it behind a switch. Built once, it is each of the
/// mutants in turn at no cost, and it tells which mutants a program reaches at all.
/// </summary>
internal sealed class MutableCompiler
{
    private const string SwitchSource =
        """
        namespace SymDiff.Generator
        {
            public static class MutantSwitch
            {
                public static int Active = -1;
                public static bool[] Reached;

                public static bool Is(int number)
                {
                    // A mutant that never returns ends in an exception, not in a dead process.
                    global::System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
                    if (Reached is { } reached)
                    {
                        reached[number] = true;
                    }

                    return number == Active;
                }
            }
        }
        """;

    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private readonly Type generator;
    private readonly Type analyzer;
    private readonly FieldInfo active;
    private readonly FieldInfo reached;

    private MutableCompiler(MemoryStream image, IReadOnlyList<Mutant> mutants, IReadOnlyList<Mutant> refused)
    {
        (Mutants, Refused) = (mutants, refused);
        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext("Mutants").LoadFromStream(image);
        generator = assembly.GetType(typeof(DifferentiableGenerator).FullName!, throwOnError: true)!;
        analyzer = assembly.GetType(typeof(DifferentiableAnalyzer).FullName!, throwOnError: true)!;
        Type toggle = assembly.GetType("SymDiff.Generator.MutantSwitch", throwOnError: true)!;
        active = toggle.GetField("Active")!;
        reached = toggle.GetField("Reached")!;
    }

    // Its own type of switches: those of this build are another's.
    private object InParts
    {
        get
        {
            ConstructorInfo made = generator.Assembly.GetType(typeof(CompilerOptions).FullName!, throwOnError: true)!.GetConstructors().Single(static c => c.GetParameters().Length > 1);
            return made.Invoke([.. made.GetParameters().Select(static parameter => parameter.Name == nameof(CompilerOptions.Largest) ? Toolchain.ShortBody : parameter.DefaultValue)]);
        }
    }

    /// <summary>The mutants that are C#.</summary>
    public IReadOnlyList<Mutant> Mutants { get; }

    /// <summary>The ones that the C# compiler caught.</summary>
    public IReadOnlyList<Mutant> Refused { get; }

    /// <summary>The compiler as a mutant, or as it is.</summary>
    /// <param name="mutant">The mutant, or null.</param>
    public Toolchain As(Mutant? mutant)
    {
        active.SetValue(null, mutant?.Number ?? -1);
        return new Toolchain((IIncrementalGenerator)Activator.CreateInstance(generator)!, (DiagnosticAnalyzer)Activator.CreateInstance(analyzer)!, (IIncrementalGenerator)Activator.CreateInstance(generator, BindingFlags.Instance | BindingFlags.NonPublic, null, [InParts], null)!);
    }

    /// <summary>Which mutants would have been asked for while an action ran, by number.</summary>
    /// <param name="action">The action.</param>
    public bool[] ReachedBy(Action action)
    {
        var asked = new bool[Mutants.Count + Refused.Count];
        reached.SetValue(null, asked);
        action();
        reached.SetValue(null, null);
        return asked;
    }

    /// <summary>Builds the compiler with the mutants of the files that are chosen.</summary>
    /// <param name="isMutated">Whether a file is, by its path relative to the compiler's folder.</param>
    public static MutableCompiler Build(Func<string, bool> isMutated)
    {
        string root = Path.Combine(Repository.Root, "generator", "SymDiff.Generator");
        string[] files = [.. Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(static path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal) && !path.StartsWith(RestatedFolder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

        // What is restated is no part of the compiler's code but text that it reads.
        ResourceDescription[] restated = [.. Directory.GetFiles(Path.Combine(root, RestatedFolder), "*.cs")
            .Select(static path => new ResourceDescription("SymDiff.Generator.Restated." + Path.GetFileNameWithoutExtension(path), () => File.OpenRead(path), isPublic: true))];
        CSharpCompilation plain = CSharpCompilation.Create(
            "SymDiff.Generator.Mutants",
            [
                .. files.Select(path => Parse(File.ReadAllText(Path.Combine(root, path)), path)),
                Parse(ImplicitUsings, "ImplicitUsings.cs"),
                Parse(SwitchSource, "MutantSwitch.cs"),
            ],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));

        var sites = new List<(Mutant Mutant, Change Change)>();
        foreach (SyntaxTree tree in plain.SyntaxTrees.Where(tree => files.Contains(tree.FilePath) && isMutated(tree.FilePath)))
        {
            Find(tree, plain.GetSemanticModel(tree), sites);
        }

        // What is no C# is found by compiling all at once and taking out what the errors are in.
        var refused = new HashSet<Mutant>();
        while (true)
        {
            CSharpCompilation instrumented = plain;
            var places = new Dictionary<string, Dictionary<Mutant, TextSpan>>();
            foreach (IGrouping<string, (Mutant Mutant, Change Change)> file in sites.Where(site => !refused.Contains(site.Mutant)).GroupBy(static site => site.Mutant.File))
            {
                SyntaxTree tree = plain.SyntaxTrees.Single(candidate => candidate.FilePath == file.Key);
                places[file.Key] = [];
                instrumented = instrumented.ReplaceSyntaxTree(tree, Parse(Switched(tree.ToString(), [.. file], places[file.Key]), file.Key));
            }

            var image = new MemoryStream();
            Diagnostic[] errors = [.. instrumented.Emit(image, manifestResources: restated).Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
            if (errors.Length == 0)
            {
                return new MutableCompiler(image, [.. sites.Select(static site => site.Mutant).Where(mutant => !refused.Contains(mutant))], [.. refused]);
            }

            int before = refused.Count;
            foreach (Diagnostic error in errors)
            {
                string file = error.Location.SourceTree?.FilePath ?? "";
                IEnumerable<KeyValuePair<Mutant, TextSpan>> around = places.TryGetValue(file, out Dictionary<Mutant, TextSpan>? spans)
                    ? spans.Where(place => place.Value.IntersectsWith(error.Location.SourceSpan))
                    : [];
                refused.UnionWith(around.OrderBy(static place => place.Value.Length).Take(1).Select(static place => place.Key));
                if (error.Id == "CS0165")
                {
                    // The error stands where the variable is used, the mutant where it is no longer set.
                    string name = error.Location.SourceTree!.ToString().Substring(error.Location.SourceSpan.Start, error.Location.SourceSpan.Length);
                    refused.UnionWith(sites.Select(static site => site.Mutant).Where(mutant => mutant.File == file && mutant.Original.StartsWith(name + " = ", StringComparison.Ordinal)));
                }
            }

            Assert.True(refused.Count > before, "Errors outside every mutant:\n" + string.Join('\n', errors.Take(40).Select(static error => error.ToString())));
        }
    }

    private const string RestatedFolder = "Restated/";

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), path, System.Text.Encoding.UTF8);

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("SymDiff", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith("xunit", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path));

    private static void Find(SyntaxTree tree, SemanticModel model, List<(Mutant Mutant, Change Change)> sites)
    {
        var seen = new Dictionary<(string, string, string), int>();
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes().Where(Runs))
        {
            foreach (Mutator mutator in Mutator.All)
            {
                foreach (Change change in mutator.Find(node, model))
                {
                    (string original, string changed) = (OneLine(node.ToString()), OneLine(change.Text));
                    int occurrence = seen[(mutator.Name, original, changed)] = seen.GetValueOrDefault((mutator.Name, original, changed)) + 1;
                    int line = tree.GetLineSpan(change.Span).StartLinePosition.Line + 1;
                    sites.Add((new Mutant(sites.Count, mutator.Name, tree.FilePath, line, original, changed, occurrence), change));
                }
            }
        }
    }

    /// <summary>Whether a node is code of a body: no pattern, constant, attribute, and nothing that runs only once when a type is loaded.</summary>
    private static bool Runs(SyntaxNode node)
    {
        foreach (SyntaxNode around in node.AncestorsAndSelf())
        {
            switch (around)
            {
                case PatternSyntax or AttributeSyntax or ParameterSyntax or CaseSwitchLabelSyntax or LocalDeclarationStatementSyntax { IsConst: true } or ConstructorInitializerSyntax:
                case InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } }:
                    return false;
                case BlockSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax:
                    return true;
            }
        }

        return false;
    }

    private static string OneLine(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 160 ? line : line[..100] + " … " + line[^57..];
    }

    // Text is put in from left to right: at one place first what ends there, inner before outer, then what begins, outer before inner.
    private static string Switched(string text, (Mutant Mutant, Change Change)[] sites, Dictionary<Mutant, TextSpan> places)
    {
        IEnumerable<(int At, int Order, int Length, int Number, string Text, Mutant Mutant, bool Begins)> insertions = sites.SelectMany(static site => new[]
        {
            (site.Change.Span.Start, 1, -site.Change.Span.Length, site.Mutant.Number, site.Change.Before, site.Mutant, true),
            (site.Change.Span.End, 0, site.Change.Span.Length, -site.Mutant.Number, site.Change.After, site.Mutant, false),
        });
        var result = new System.Text.StringBuilder();
        int done = 0;
        foreach ((int at, _, _, _, string inserted, Mutant mutant, bool begins) in insertions.OrderBy(static i => i.At).ThenBy(static i => i.Order).ThenBy(static i => i.Length).ThenBy(static i => i.Number))
        {
            result.Append(text, done, at - done);
            done = at;
            int start = result.Length;
            result.Append(inserted.Replace(Change.Switch.ToString(), $"global::SymDiff.Generator.MutantSwitch.Is({mutant.Number})", StringComparison.Ordinal));
            places[mutant] = begins ? new TextSpan(start, 0) : TextSpan.FromBounds(places[mutant].Start, result.Length);
        }

        return result.Append(text, done, text.Length - done).ToString();
    }
}
