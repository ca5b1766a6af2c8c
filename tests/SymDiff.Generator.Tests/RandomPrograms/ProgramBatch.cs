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
    private readonly HashSet<string> emitted;
    private readonly Dictionary<string, string> sources = [];

    private ProgramBatch(IEnumerable<RandomProgram> programs, Toolchain? toolchain = null)
    {
        this.programs = [.. programs];
        outcomes = [.. this.programs.Select(static program => new ProgramOutcome(program))];
        Entry[] entries = [.. this.programs.Select((program, i) => Entry.Read(Placed(program.Text, i))!)];
        SourceFile[] files = [.. this.programs.SelectMany((program, i) => new[]
        {
            new SourceFile($"Program_{i}.cs", Placed(program.Text, i)),
            new SourceFile($"Driver_{i}.cs", EntryDriver.Write(i, entries[i])),
        })];
        CompileResult result = Compile.Run(Compile.Create(files), LanguageVersion.Latest, toolchain ?? Toolchain.Of());
        emitted = [.. result.Sources.Select(static source => source.HintName)];
        foreach (GeneratedSource source in result.Sources)
        {
            sources[source.HintName] = source.Text;
        }

        Report(result);
        using LoadedProgram loaded = LoadWithoutTheBroken(result.Compilation);
        for (int i = 0; i < this.programs.Length; i++)
        {
            if (!outcomes[i].Faults.Any(static fault => fault.Kind.StartsWith("error ", StringComparison.Ordinal)))
            {
                bool refused = outcomes[i].Faults.Any(static fault => fault.Kind.StartsWith("refused ", StringComparison.Ordinal));
                ProgramCheck.Run(loaded, i, entries[i], outcomes[i], refused, RealArrays(i));
            }
        }
    }

    /// <summary>Compiles and checks programs.</summary>
    /// <param name="programs">The programs; each must be correct C#.</param>
    /// <param name="toolchain">The compiler; that of this build when null.</param>
    public static IReadOnlyList<ProgramOutcome> Run(IEnumerable<RandomProgram> programs, Toolchain? toolchain = null) => new ProgramBatch(programs, toolchain).outcomes;

    /// <summary>The emitted text of one program, for a report.</summary>
    /// <param name="program">The program.</param>
    public static string Emitted(RandomProgram program) => string.Join("\n\n", new ProgramBatch([program]).sources.Values);

    /// <summary>A program's text in the namespace of its number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number.</param>
    public static string Placed(string text, int number) =>
        text.Replace(RandomProgram.Placeholder, $"UnderTest.P_{number}", StringComparison.Ordinal);

    [GeneratedRegex(@"(?:^Program_|^Driver_|namespace UnderTest\.P_)(\d+)", RegexOptions.Multiline)]
    private static partial Regex Owner();

    private static int ProgramOf(SyntaxTree? tree)
    {
        Match match = Owner().Match(tree is null ? "" : Path.GetFileName(tree.FilePath));
        match = match.Success ? match : Owner().Match(tree?.ToString() ?? "");
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : -1;
    }

    private void Report(CompileResult result)
    {
        foreach (Diagnostic diagnostic in result.SymDiffDiagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            Add(diagnostic, "refused");
        }

        // What the user's own code is warned of may be repeated.
        HashSet<(int, string)> own = [.. result.CompilerDiagnostics
            .Where(diagnostic => !IsEmitted(diagnostic))
            .Select(static diagnostic => (ProgramOf(diagnostic.Location.SourceTree), diagnostic.Id))];
        foreach (Diagnostic diagnostic in result.CompilerDiagnostics)
        {
            string nature = diagnostic.Severity != DiagnosticSeverity.Error ? "warning" : IsEmitted(diagnostic) ? "error" : "error in source";
            if (diagnostic.Severity == DiagnosticSeverity.Error
                || (IsEmitted(diagnostic) && !own.Contains((ProgramOf(diagnostic.Location.SourceTree), diagnostic.Id))))
            {
                Add(diagnostic, nature);
            }
        }
    }

    private bool IsEmitted(Diagnostic diagnostic) => emitted.Contains(Path.GetFileName(diagnostic.Location.SourceTree?.FilePath ?? ""));

    private void Add(Diagnostic diagnostic, string nature)
    {
        int program = ProgramOf(diagnostic.Location.SourceTree);
        Assert.True(program >= 0, $"Outside every program: {diagnostic}");
        string line = diagnostic.Location.SourceTree!.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();
        var fault = new ProgramFault($"{nature} {diagnostic.Id}", $"{diagnostic.GetMessage(null)} at: {line}");
        if (!outcomes[program].Faults.Contains(fault))
        {
            outcomes[program].Faults.Add(fault);
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
