using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Many programs compiled together and run one by one.</summary>
internal sealed partial class ProgramBatch
{
    private readonly RandomProgram[] programs;
    private readonly ProgramOutcome[] outcomes;
    private readonly Entry[] entries;
    private readonly CSharpCompilation user;
    private readonly HashSet<string> emitted;
    private readonly Dictionary<string, string> sources = [];

    private ProgramBatch(IEnumerable<RandomProgram> programs, BatchSetup setup)
    {
        this.programs = [.. programs];
        outcomes = [.. this.programs.Select(static program => new ProgramOutcome(program))];
        entries = [.. this.programs.Select(static (program, i) => Entry.Read(Placed(program.Text, i))!)];
        user = Compile.Create([EntryDriver.Shapes, .. this.programs.SelectMany((program, i) => new[]
        {
            new SourceFile($"Program_{i}.cs", Placed(program.Text, i)),
            new SourceFile($"Driver_{i}.cs", EntryDriver.Write(i, entries[i])),
        })]);
        CompileResult result = Compile.Run(user, generator: setup.Generator, analyze: setup.Analyze);
        emitted = [.. result.Sources.Select(static source => source.HintName)];
        foreach (GeneratedSource source in result.Sources)
        {
            sources[source.HintName] = source.Text;
        }

        Report(result, setup.Analyze);
        LoadedProgram loaded = LoadWithoutTheBroken(result.Compilation);
        LoadedProgram traced = LoadWithoutTheBroken(Compile.Create([
            EntryDriver.Shapes,
            new SourceFile("Trace.cs", TraceRewriter.Recorder),
            .. Gradients(result),
            .. this.programs.SelectMany((program, i) => new[]
            {
                new SourceFile($"Program_{i}.cs", TraceRewriter.Copy(Placed(program.Text, i))),
                new SourceFile($"Driver_{i}.cs", EntryDriver.WriteValue(EntryDriver.Name(i), entries[i])),
            }),
        ]));
        foreach (int i in Sound())
        {
            bool refused = outcomes[i].Faults.Any(static fault => fault.Kind.StartsWith("refused ", StringComparison.Ordinal));
            ProgramCheck.Run(loaded, traced, i, entries[i], outcomes[i], refused, RealArrays(i));
        }

        foreach (CompilerOptions options in setup.Variants)
        {
            Compare(options);
        }
    }

    /// <summary>Compiles and checks programs.</summary>
    /// <param name="programs">The programs; each must be correct C#.</param>
    /// <param name="setup">How; with the user's generator and the analyzer when null.</param>
    public static IReadOnlyList<ProgramOutcome> Run(IEnumerable<RandomProgram> programs, BatchSetup? setup = null) =>
        new ProgramBatch(programs, setup ?? new BatchSetup()).outcomes;

    /// <summary>The emitted text of one program, for a report.</summary>
    /// <param name="program">The program.</param>
    public static string Emitted(RandomProgram program) => string.Join("\n\n", new ProgramBatch([program], new BatchSetup()).sources.Values);

    /// <summary>A program's text in the namespace of its number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number.</param>
    public static string Placed(string text, int number) =>
        text.Replace(RandomProgram.Placeholder, $"UnderTest.P_{number}", StringComparison.Ordinal);

    /// <summary>The number of the program whose namespace a text is in; -1 where there is none.</summary>
    /// <param name="text">The text.</param>
    public static int NumberOf(string text) => Owner().Match(text) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : -1;

    [GeneratedRegex(@"(?:^Program_|^Driver_|namespace UnderTest\.P_)(\d+)", RegexOptions.Multiline)]
    private static partial Regex Owner();

    /// <summary>What was emitted for programs that call it: so do their copies.</summary>
    private IEnumerable<SourceFile> Gradients(CompileResult result) => result.Sources
        .Where(source => NumberOf(source.Text) is >= 0 and var i && programs[i].Text.Contains("Gradient(", StringComparison.Ordinal))
        .Select(static source => new SourceFile(source.HintName, source.Text));

    private static int ProgramOf(SyntaxTree? tree)
    {
        int named = NumberOf(tree is null ? "" : Path.GetFileName(tree.FilePath));
        return named >= 0 ? named : NumberOf(tree?.ToString() ?? "");
    }

    // A refused method is emitted with a body that says so; where the analyzer ran, it must say the same.
    private void Report(CompileResult result, bool analyzed)
    {
        foreach (SyntaxTree tree in result.Compilation.SyntaxTrees.Where(tree => emitted.Contains(Path.GetFileName(tree.FilePath))))
        {
            foreach (Match match in Refused().Matches(tree.ToString()))
            {
                // With these one member goes without: the others are checked as ever.
                if (match.Groups[1].Value is not ("SD1019" or "SD6007"))
                {
                    Add(tree, $"refused {match.Groups[1].Value}", match.Groups[2].Value);
                }

                if (analyzed && !result.AnalyzerDiagnostics.Any(diagnostic => diagnostic.Id == match.Groups[1].Value && ProgramOf(diagnostic.Location.SourceTree) == ProgramOf(tree)))
                {
                    Add(tree, $"refused without a report {match.Groups[1].Value}", match.Groups[2].Value);
                }
            }
        }

        foreach (Diagnostic diagnostic in result.SymDiffDiagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            Add(diagnostic, "refused");
        }
    }

    [GeneratedRegex("""NotSupportedException\("(SD\d{4}): (.*)"\);""")]
    private static partial Regex Refused();

    private IEnumerable<int> Sound() => Enumerable.Range(0, programs.Length)
        .Where(i => !outcomes[i].Faults.Any(static fault => fault.Kind.StartsWith("error ", StringComparison.Ordinal)));

    // An optimisation never changes an answer: values keep their bits, sums of adjoints may be rounded otherwise. A program that
    // is emitted as it was gives what it gave.
    private void Compare(CompilerOptions options)
    {
        CompileResult result = Compile.Run(user, generator: new DifferentiableGenerator(options), analyze: false);
        ILookup<int, GeneratedSource> others = result.Sources.ToLookup(static source => NumberOf(source.Text));
        ILookup<int, string> own = sources.Values.ToLookup(NumberOf);
        int[] changed = [.. Sound().Where(i => !others[i].Select(static source => source.Text).Order(StringComparer.Ordinal).SequenceEqual(own[i].Order(StringComparer.Ordinal)))];
        IEnumerable<SyntaxTree> same = result.Compilation.SyntaxTrees.Where(tree => ProgramOf(tree) is >= 0 and var i && !changed.Contains(i));
        if (changed.Length == 0)
        {
            return;
        }

        LoadedProgram loaded = LoadWithoutTheBroken(result.Compilation.RemoveSyntaxTrees(same));
        foreach (int i in changed.Intersect(Sound()))
        {
            ProgramCheck.Compare(loaded, i, entries[i], outcomes[i], options);
        }
    }

    // What the user's own code is warned of may be repeated in emitted code.
    private void Warn(IEnumerable<Diagnostic> diagnostics)
    {
        Diagnostic[] visible = [.. diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning)];
        HashSet<(int, string)> own = [.. visible.Where(diagnostic => !IsEmitted(diagnostic)).Select(static diagnostic => (ProgramOf(diagnostic.Location.SourceTree), diagnostic.Id))];
        foreach (Diagnostic diagnostic in visible.Where(diagnostic => IsEmitted(diagnostic) && !own.Contains((ProgramOf(diagnostic.Location.SourceTree), diagnostic.Id))))
        {
            Add(diagnostic, "warning");
        }
    }

    private bool IsEmitted(Diagnostic diagnostic) => emitted.Contains(Path.GetFileName(diagnostic.Location.SourceTree?.FilePath ?? ""));

    private void Add(Diagnostic diagnostic, string nature)
    {
        string line = diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim() ?? "";
        Add(diagnostic.Location.SourceTree, $"{nature} {diagnostic.Id}", $"{diagnostic.GetMessage(null)} at: {line}");
    }

    private void Add(SyntaxTree? tree, string kind, string detail)
    {
        int program = ProgramOf(tree);
        Assert.True(program >= 0, $"Outside every program: {kind}: {detail}");
        if (!outcomes[program].Faults.Any(fault => fault.Kind == kind))
        {
            outcomes[program].Faults.Add(new ProgramFault(kind, detail));
        }
    }

    // Emitted code that makes real arrays says so; elsewhere a gradient must not allocate.
    private bool RealArrays(int program) =>
        sources.Values.Any(text => text.Contains($"namespace UnderTest.P_{program}", StringComparison.Ordinal)
            && Owner().Match(text).Groups[1].Value == program.ToString(System.Globalization.CultureInfo.InvariantCulture)
            && (text.Contains("new double[", StringComparison.Ordinal) || text.Contains("new float[", StringComparison.Ordinal) || text.Contains("new int[", StringComparison.Ordinal)
                || text.Contains(".ToArray()", StringComparison.Ordinal) || text.Contains(".Clone()", StringComparison.Ordinal)));

    private LoadedProgram LoadWithoutTheBroken(CSharpCompilation compilation)
    {
        while (true)
        {
            using var image = new MemoryStream();
            EmitResult result = compilation.Emit(image);
            Warn(result.Diagnostics);
            if (result.Success)
            {
                return LoadedProgram.Load(image);
            }

            foreach (Diagnostic diagnostic in result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            {
                Add(diagnostic, IsEmitted(diagnostic) ? "error" : "error in source");
            }

            SyntaxTree[] broken = [.. compilation.SyntaxTrees.Where(tree =>
                ProgramOf(tree) is >= 0 and var i && outcomes[i].Faults.Any(static fault => fault.Kind.StartsWith("error ", StringComparison.Ordinal)))];
            Assert.NotEmpty(broken);
            compilation = compilation.RemoveSyntaxTrees(broken);
        }
    }
}
