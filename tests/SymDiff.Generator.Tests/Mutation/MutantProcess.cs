using System.Diagnostics;
using System.Globalization;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>
/// Mutants judged in a process of their own, which is given one number after the other and answers each with a line: a
/// mutant that recurses without end takes its process with it, one that never ends has it stopped, and the next goes to
/// a new process.
/// </summary>
internal static class MutantProcess
{
    private const int RandomPrograms = 60;

    // Enough for the slowest test of emitted code on a machine that is shared; what never ends is mostly stopped before, inside.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    // Bytes, in hexadecimal: a mutant that fills the memory ends in an exception.
    private const string HeapLimit = "100000000";

    private const string Survives = "survives: ";

    /// <summary>What catches each of some mutants, in their order; where nothing does, null and what is known of it.</summary>
    /// <param name="mutants">The mutants.</param>
    public static IEnumerable<(Mutant Mutant, string? Catcher, string Trace)> Judge(IReadOnlyList<Mutant> mutants)
    {
        for (int done = 0; done < mutants.Count;)
        {
            using Process child = Start(isFirst: done == 0, out Task<string> errors);
            try
            {
                if (Answer(child, StartLimit) is not "ready")
                {
                    Assert.Fail(errors.Wait(EndLimit) ? errors.Result : $"The process is not ready after {StartLimit}.");
                }

                for (bool lives = true; lives && done < mutants.Count; done++)
                {
                    child.StandardInput.WriteLine(mutants[done].Number.ToString(CultureInfo.InvariantCulture));
                    string? answer = Answer(child, TimeLimit);
                    lives = answer is not null;
                    yield return answer is not null && answer.StartsWith(Survives, StringComparison.Ordinal)
                        ? (mutants[done], null, answer[Survives.Length..])
                        : (mutants[done], answer ?? (child.WaitForExit(EndLimit) ? "ends the process" : "does not end"), "");
                }
            }
            finally
            {
                child.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>The other side.</summary>
    /// <param name="isFirst">Whether the compiler as it is has to pass before its mutants are judged.</param>
    public static void Serve(bool isFirst)
    {
        TextWriter answers = Console.Out;
        Console.SetOut(TextWriter.Null);
        MutableCompiler compiler = MutableCompiler.Build(MutatedFiles.Contains);
        var corpus = new Corpus(compiler, RandomPrograms, messages: true);
        var suite = new GradientSuite();
        if (isFirst)
        {
            corpus.AssertPlainCompilerEmitsTheSame();
            corpus.AssertPlainCompilerPasses();
            suite.AssertPasses();
        }

        Dictionary<int, Mutant> mutants = compiler.Mutants.ToDictionary(static mutant => mutant.Number);
        answers.WriteLine("ready");
        while (Console.In.ReadLine() is { } number)
        {
            Mutant mutant = mutants[int.Parse(number, CultureInfo.InvariantCulture)];
            answers.WriteLine((corpus.Catch(mutant, out string trace) ?? suite.Catch(compiler.As(mutant), ref trace) ?? Survives + trace).ReplaceLineEndings(" "));
        }
    }

    private static Process Start(bool isFirst, out Task<string> errors)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(MutantProcess).Assembly.Location, "mutants", isFirst.ToString()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        Process process = Process.Start(start)!;
        errors = process.StandardError.ReadToEndAsync();
        return process;
    }

    // Null when the process has ended or the time is up.
    private static string? Answer(Process child, TimeSpan limit)
    {
        Task<string?> line = child.StandardOutput.ReadLineAsync();
        return line.Wait(limit) ? line.Result : null;
    }
}
