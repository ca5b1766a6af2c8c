using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.CodeFixes;

/// <summary>
/// Files in a workspace, analysed as a project would be. The place where a diagnostic is expected stands between
/// <c>[|</c> and <c>|]</c>. A fixed file is compared character by character; a fixed project is compiled again with
/// generator and analyzer.
/// </summary>
internal sealed class FixRun
{
    private readonly CodeFixProvider provider;
    private readonly Solution solution;
    private readonly ImmutableArray<Diagnostic> diagnostics;
    private readonly IReadOnlyList<(string Path, TextSpan Span)> marks;

    private FixRun(CodeFixProvider provider, Solution solution, ImmutableArray<Diagnostic> diagnostics, IReadOnlyList<(string Path, TextSpan Span)> marks)
    {
        this.provider = provider;
        this.solution = solution;
        this.diagnostics = diagnostics;
        this.marks = marks;
    }

    /// <summary>Analyses files.</summary>
    /// <typeparam name="T">The fix under test.</typeparam>
    /// <param name="sources">The text of each, with marks.</param>
    public static FixRun Of<T>(params string[] sources)
        where T : CodeFixProvider, new()
    {
        var marks = new List<(string Path, TextSpan Span)>();
        Solution solution = new AdhocWorkspace().CurrentSolution.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "UnderTest",
            "UnderTest",
            LanguageNames.CSharp,
            compilationOptions: Compile.CompilationOptions,
            parseOptions: Compile.Options(LanguageVersion.Latest),
            metadataReferences: Compile.References));
        ProjectId project = Assert.Single(solution.ProjectIds);
        for (int i = 0; i < sources.Length; i++)
        {
            string path = PathOf(i);
            int start = sources[i].IndexOf("[|", StringComparison.Ordinal), end = sources[i].IndexOf("|]", StringComparison.Ordinal);
            if (start >= 0)
            {
                marks.Add((path, TextSpan.FromBounds(start, end - 2)));
            }

            string text = sources[i].Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
            solution = solution.AddDocument(DocumentId.CreateNewId(project), path, SourceText.From(text), filePath: path);
        }

        solution = solution.AddDocument(DocumentId.CreateNewId(project), "ImplicitUsings.cs", SourceText.From(ImplicitUsings), filePath: "ImplicitUsings.cs");
        Compilation compilation = solution.GetProject(project)!.GetCompilationAsync().GetAwaiter().GetResult()!;
        Compile.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _);
        return new FixRun(new T(), solution, Compile.Analyze(updated), marks);
    }

    /// <summary>Fails unless the fix is offered once, with this title, and gives these files, which are then without fault.</summary>
    /// <param name="title">What the user is offered.</param>
    /// <param name="expected">The files afterwards, in the order of the sources.</param>
    public CompileResult Gives(string title, params string[] expected) => GivesTelling([], title, expected);

    /// <summary>The same for files about which something is still told.</summary>
    /// <param name="told">The ids of what is told, in order.</param>
    /// <param name="title">What the user is offered.</param>
    /// <param name="expected">The files afterwards, in the order of the sources.</param>
    public CompileResult GivesTelling(string[] told, string title, params string[] expected)
    {
        CompileResult result = Clears(title, expected);
        Assert.Equal(told, result.SymDiffDiagnostics.Select(static d => d.Id).Order());
        return result.AssertClean();
    }

    /// <summary>Fails unless fixing everything in the project at once gives these files, which are then without fault.</summary>
    /// <param name="expected">The files afterwards, in the order of the sources.</param>
    public CompileResult AllGives(params string[] expected)
    {
        Assert.Contains(FixAllScope.Project, provider.GetFixAllProvider()!.GetSupportedFixAllScopes());
        Document first = Document(PathOf(0));
        var context = new FixAllContext(
            first,
            provider,
            FixAllScope.Project,
            provider.GetType().Name,
            Fixable().Select(static d => d.Id).Distinct(),
            new Found(Fixable()),
            CancellationToken.None);
        CodeAction? action = provider.GetFixAllProvider()!.GetFixAsync(context).GetAwaiter().GetResult();
        Assert.NotNull(action);
        Assert.Equal(provider.GetType().Name, action.EquivalenceKey);
        CompileResult result = Compiled(action, expected);
        Assert.Empty(result.SymDiffDiagnostics);
        return result.AssertClean();
    }

    /// <summary>Fails when the fix is offered.</summary>
    public void IsNotOffered() => Assert.Empty(Offered());

    /// <summary>
    /// Fails unless the fix is offered once and gives these files, where the diagnostic is gone; faults of another
    /// cause may be left.
    /// </summary>
    /// <param name="title">What the user is offered.</param>
    /// <param name="expected">The files afterwards, in the order of the sources.</param>
    public CompileResult Clears(string title, params string[] expected)
    {
        CodeAction action = Assert.Single(Offered());
        Assert.Equal(title, action.Title);
        CompileResult result = Compiled(action, expected);
        Assert.DoesNotContain(result.SymDiffDiagnostics, d => provider.FixableDiagnosticIds.Contains(d.Id));
        return result;
    }

    // A file without usings of its own, so that the fixes have to add what they need.
    private static string ImplicitUsings => Compile.ImplicitUsings.Replace("global using SymDiff;", "", StringComparison.Ordinal);

    private const string Divider = "\n---\n";

    private static string PathOf(int index) => $"File{index + 1}.cs";

    private IEnumerable<Diagnostic> Fixable() => diagnostics.Where(d => provider.FixableDiagnosticIds.Contains(d.Id));

    private Document Document(string path) => solution.Projects.Single().Documents.Single(d => d.FilePath == path);

    private List<CodeAction> Offered()
    {
        (string path, TextSpan span) = Assert.Single(marks);
        string all = string.Join('\n', diagnostics);
        Diagnostic diagnostic = Fixable().SingleOrDefault(d => d.Location.SourceTree!.FilePath == path && d.Location.SourceSpan == span)
            ?? throw new InvalidOperationException($"Nothing to fix at {path} {span}:\n{all}");
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(Document(path), diagnostic, (action, _) => actions.Add(action), CancellationToken.None);
        provider.RegisterCodeFixesAsync(context).GetAwaiter().GetResult();
        Assert.All(actions, action => Assert.Equal(provider.GetType().Name, action.EquivalenceKey));
        return actions;
    }

    private static CompileResult Compiled(CodeAction action, string[] expected)
    {
        Solution changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(action.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult())).ChangedSolution;
        string[] texts = [.. changed.Projects.Single().Documents
            .Where(static d => d.FilePath != "ImplicitUsings.cs")
            .OrderBy(static d => d.FilePath, StringComparer.Ordinal)
            .Select(static d => d.GetTextAsync().GetAwaiter().GetResult().ToString())];
        Assert.Equal(string.Join(Divider, expected), string.Join(Divider, texts));
        Compilation compilation = changed.Projects.Single().GetCompilationAsync().GetAwaiter().GetResult()!;
        Compile.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out ImmutableArray<Diagnostic> reported);
        return new CompileResult((CSharpCompilation)updated, [], reported, Compile.Analyze(updated));
    }

    private sealed class Found(IEnumerable<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(d => d.Location.SourceTree!.FilePath == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
