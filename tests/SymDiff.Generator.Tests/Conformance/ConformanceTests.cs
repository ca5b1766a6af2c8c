using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.Tests.Harness;
using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.Conformance;

/// <summary>
/// The scalar functions of the open conformance cases: right or refused, never wrong. A case is refused when SymDiff
/// reports an error in it; every other case must compile, run and give the expected numbers.
/// </summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    private const int MustBeRight = 335;

    [SharedDataFact]
    public void Scalar_cases_are_right_or_refused()
    {
        IReadOnlyList<ConformanceOutcome> outcomes = ConformanceRun.Instance.Outcomes;
        ConformanceOutcome[] wrong = [.. outcomes.Where(outcome => outcome.Wrong.Count > 0)];
        ConformanceOutcome[] refused = [.. outcomes.Where(outcome => outcome.Wrong.Count == 0 && outcome.Refusals.Count > 0)];
        int right = outcomes.Count(outcome => outcome.IsRight);

        output.WriteLine($"{outcomes.Count} scalar cases: {right} right, {refused.Length} refused, {wrong.Length} wrong");
        Array.ForEach(refused, outcome => output.WriteLine($"refused {outcome.Id}: {string.Join("; ", outcome.Refusals)}"));
        Array.ForEach(wrong, outcome => output.WriteLine($"wrong {outcome.Id}: {string.Join("; ", outcome.Wrong.Take(4))}"));

        Assert.True(
            wrong.Length == 0,
            $"{wrong.Length} wrong:\n{string.Join('\n', wrong.Select(outcome => $"{outcome.Id}: {outcome.Wrong[0]}"))}");
        Assert.True(right >= MustBeRight, $"{right} of {outcomes.Count} are right, {MustBeRight} must be.");
    }

    [SharedDataFact]
    public void An_optimisation_never_changes_an_answer()
    {
        foreach (CompilerOptions options in new[] { CompilerOptions.Default with { Simplify = false }, CompilerOptions.Default with { Recompute = false }, CompilerOptions.Default with { Fuse = false }, CompilerOptions.Default with { Lanes = false }, CompilerOptions.Default with { Largest = 20 } })
        {
            AssertEmpty([.. ConformanceRun.With(options).Outcomes
                .Where(outcome => !outcome.IsRight)
                .Select(outcome => $"{options}: {outcome.Id}: {string.Join("; ", outcome.Wrong.Concat(outcome.Values).Concat(outcome.Tangents).Take(3))}")]);
        }
    }

    [SharedDataFact]
    public void Values_along_the_way_are_bit_for_bit_those_of_F() => AssertNone(outcome => outcome.Values);

    [SharedDataFact]
    public void Overwritten_arguments_end_as_F_leaves_them() => AssertNone(outcome => outcome.Arguments);

    [SharedDataFact]
    public void Calls_repeat_and_destinations_are_fully_overwritten() => AssertNone(outcome => outcome.Repetitions);

    [SharedDataFact]
    public void Forward_mode_agrees_with_reverse_mode() => AssertNone(outcome => outcome.Tangents);

    [SharedDataFact]
    public void Emitted_code_compiles_without_a_warning()
    {
        // The records themselves are transcriptions, warnings and all: only emitted files count.
        CompileResult result = ConformanceRun.Instance.Program.Result;
        var emitted = result.Sources.Select(source => source.HintName).ToHashSet(StringComparer.Ordinal);
        AssertEmpty([.. result.CompilerDiagnostics
            .Where(diagnostic => emitted.Contains(Path.GetFileName(diagnostic.Location.SourceTree?.FilePath ?? "")))
            .Select(diagnostic => diagnostic.ToString())]);
    }

    [SharedDataFact]
    public void Emitted_code_is_written_in_CSharp_12()
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp12);
        AssertEmpty([.. ConformanceRun.Instance.Program.Result.Sources
            .SelectMany(source => CSharpSyntaxTree.ParseText(source.Text, options, source.HintName).GetDiagnostics())
            .Select(diagnostic => diagnostic.ToString())]);
    }

    private void AssertNone(Func<ConformanceOutcome, IReadOnlyList<string>> aspect)
        => AssertEmpty([.. ConformanceRun.Instance.Outcomes
            .Where(outcome => aspect(outcome).Count > 0)
            .Select(outcome => $"{outcome.Id}: {string.Join("; ", aspect(outcome).Take(3))}")]);

    private void AssertEmpty(string[] failures)
    {
        Array.ForEach(failures, output.WriteLine);
        Assert.True(failures.Length == 0, $"{failures.Length} failures:\n{string.Join('\n', failures.Take(20))}");
    }
}
