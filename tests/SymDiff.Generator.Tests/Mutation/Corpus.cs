using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Tests.Analysis;
using SymDiff.Generator.Tests.Diagnostics;
using SymDiff.Generator.Tests.Harness;
using SymDiff.Generator.Tests.RandomPrograms;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>
/// What mutants have to pass: the circuits and loops whose emitted text is verified, the programs that are run, the
/// messages. An entry whose output is that of the compiler as it is needs no run; one that differs is run under the
/// checks of random programs.
/// </summary>
internal sealed class Corpus
{
    private const string Head = "namespace N;\npublic partial class C\n{\n";
    private const int ShareInParts = 3;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);
    private readonly MutableCompiler compiler;
    private readonly CorpusEntry[] entries;

    /// <summary>Compiles every entry with the compiler as it is, and notes what it reaches.</summary>
    /// <param name="compiler">The compiler with its mutants.</param>
    /// <param name="randomPrograms">How many random programs it holds.</param>
    /// <param name="messages">Whether it holds the cases of messages.</param>
    public Corpus(MutableCompiler compiler, int randomPrograms, bool messages)
    {
        this.compiler = compiler;
        Toolchain plain = compiler.As(null);
        CSharpCompilation empty = Compile.Create([]);
        RandomProgram[] programs = [.. NastyPrograms.All.Concat(Enumerable.Range(0, randomPrograms).Select(ProgramWriter.Write))];
        entries =
        [
            .. Snapshots().Select(text => new CorpusEntry("snapshot", Add(empty, text), null, Reports: false)),
            .. CallCycleTests.Graphs.Select(graph => new CorpusEntry("cycles of a graph", Add(empty, CallCycleTests.Source((string)graph[0])), null, Reports: false)),
            .. programs.Select(program => new CorpusEntry(program.Name, Add(empty, ProgramBatch.Placed(program.Text, 0)), program, Reports: false)),
            .. programs.Where(static (_, i) => i % ShareInParts == 0).Select(program => new CorpusEntry(program.Name + ", in parts", Add(empty, ProgramBatch.Placed(program.Text, 0)), program, Reports: false) { InParts = true }),
            .. (messages ? DiagnosticCases.All : []).Select(fault => new CorpusEntry(
                fault.Id + " " + fault.Message,
                Add(empty, Head + fault.Members.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal) + "\n}\n"),
                null,
                Reports: true)),
        ];
        foreach (CorpusEntry entry in entries)
        {
            entry.Reached = compiler.ReachedBy(() => entry.Expected = Output(entry, plain));
        }
    }

    /// <summary>Fails unless the instrumented compiler emits and reports what the one of this build does.</summary>
    public void AssertPlainCompilerEmitsTheSame() => Assert.All(entries, static entry => Assert.Equal(Output(entry, Toolchain.OfThisBuild), entry.Expected));

    /// <summary>Fails unless all programs pass with the compiler as it is.</summary>
    public void AssertPlainCompilerPasses()
    {
        ProgramOutcome? faulty = Faulty(entries, compiler.As(null));
        Assert.True(faulty is null, $"{faulty?.Program.Name}: {faulty?.Worst}");
    }

    /// <summary>What catches a mutant; null where nothing does.</summary>
    /// <param name="mutant">The mutant.</param>
    /// <param name="trace">For who asks why it survives: how many entries reach it, and whose output is another.</param>
    public string? Catch(Mutant mutant, out string trace)
    {
        CorpusEntry[] reaching = [.. entries.Where(entry => entry.Reached[mutant.Number])];
        var different = new List<string>();
        string? catcher = Catch(mutant, reaching, different);
        trace = $"reached by {reaching.Length}, changes {different.Count}{string.Concat(different.Take(3).Select(static name => ", " + name))}";
        return catcher;
    }

    private string? Catch(Mutant mutant, CorpusEntry[] reaching, List<string> different)
    {
        Toolchain toolchain = compiler.As(mutant);
        for ((int done, int size) = (0, 3); done < reaching.Length; done += size, size = Math.Min(2 * size, 24))
        {
            var changed = new List<CorpusEntry>();
            foreach (CorpusEntry entry in reaching.Skip(done).Take(size))
            {
                string? output = null;
                Exception? thrown = null;
                if (!TimeBound.Run(() => thrown = Record.Exception(() => output = Output(entry, toolchain)), TimeLimit))
                {
                    return $"{entry.Name}: does not end";
                }

                if (thrown is not null)
                {
                    return $"{entry.Name}: throws {thrown.GetType().Name}";
                }

                if (output == entry.Expected)
                {
                    continue;
                }

                different.Add(entry.Name);
                if (entry.Program is null)
                {
                    return entry.Name;
                }

                changed.Add(entry);
            }

            if (Faulty(changed, toolchain) is { } faulty)
            {
                return $"{faulty.Program.Name}: {faulty.Worst}";
            }
        }

        return null;
    }

    private static ProgramOutcome? Faulty(IEnumerable<CorpusEntry> entries, Toolchain toolchain) => entries
        .Where(static entry => entry.Program is not null)
        .GroupBy(static entry => entry.InParts)
        .SelectMany(group => ProgramBatch.Run(group.Select(static entry => entry.Program!), new BatchSetup { Generator = group.Key ? toolchain.InParts : toolchain.Generator, Analyze = false }))
        .FirstOrDefault(static outcome => outcome.IsFaulty);

    private static CSharpCompilation Add(CSharpCompilation empty, string text) => empty.AddSyntaxTrees(Compile.Parse(new SourceFile("Source.cs", text)));

    private static string Output(CorpusEntry entry, Toolchain toolchain)
    {
        if (entry.Reports)
        {
            return string.Join('\n', Compile.Analyze(entry.Compilation, toolchain.Analyzer)
                .OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)
                .Select(static diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceSpan} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}")
                .Order(StringComparer.Ordinal));
        }

        GeneratorRunResult result = Compile.Driver(LanguageVersion.Latest, entry.InParts ? toolchain.InParts : toolchain.Generator).RunGenerators(entry.Compilation).GetRunResult().Results[0];
        return result.Exception is { } exception ? throw exception : string.Join('\n', result.GeneratedSources.Select(static source => source.HintName + "\n" + source.SourceText));
    }

    /// <summary>The sources of the snapshot tests, which compare emitted text: the first argument of <see cref="Circuit.Compile"/> or <see cref="Compile.Run(string)"/>.</summary>
    private static IEnumerable<string> Snapshots() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "tests", "SymDiff.Generator.Tests", "Snapshots"), "*.cs")
            .Where(static path => !path.Contains('#', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(static path => CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            .Where(static call => call.Expression.ToString() is $"{nameof(Circuit)}.{nameof(Circuit.Compile)}" or $"{nameof(Compile)}.{nameof(Compile.Run)}")
            .Select(static call => ((LiteralExpressionSyntax)call.ArgumentList.Arguments[0].Expression).Token.ValueText);
}
