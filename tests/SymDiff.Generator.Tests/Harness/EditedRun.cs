using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymDiff.Generator.Tests.Harness;

/// <summary>A generator run over a compilation, then again after an edit: what the second run did anew.</summary>
/// <param name="Before">The first run.</param>
/// <param name="After">The second run.</param>
internal sealed record EditedRun(GeneratorRunResult Before, GeneratorRunResult After)
{
    /// <summary>Runs, replaces one file, and runs again with the same driver.</summary>
    /// <param name="files">The files before the edit.</param>
    /// <param name="edited">The file after the edit; it replaces the one of the same path, or is added.</param>
    public static EditedRun Of(IReadOnlyList<SourceFile> files, SourceFile edited)
    {
        CSharpCompilation first = Compile.Create(files);
        SyntaxTree? old = first.SyntaxTrees.SingleOrDefault(tree => tree.FilePath == edited.Path);
        SyntaxTree changed = Compile.Parse(edited);
        CSharpCompilation second = old is null ? first.AddSyntaxTrees(changed) : first.ReplaceSyntaxTree(old, changed);

        GeneratorDriver driver = Compile.Driver().RunGenerators(first);
        GeneratorRunResult before = Assert.Single(driver.GetRunResult().Results);
        GeneratorRunResult after = Assert.Single(driver.RunGenerators(second).GetRunResult().Results);
        Assert.Null(before.Exception);
        Assert.Null(after.Exception);
        return new EditedRun(before, after);
    }

    /// <summary>The hint names of files whose text is not the one before the edit, in ordinal order.</summary>
    public IReadOnlyList<string> ChangedFiles()
    {
        Dictionary<string, string> before = Texts(Before);
        Dictionary<string, string> after = Texts(After);
        return [.. before.Keys.Union(after.Keys)
            .Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Fails unless the second run compiled and put out exactly one method anew.</summary>
    /// <param name="method">The method's name: the hint name of its file contains it.</param>
    public void AssertOnlyRedone(string method)
    {
        string changed = Assert.Single(ChangedFiles());
        Assert.Contains(method, changed, StringComparison.Ordinal);
        Assert.Equal(IncrementalStepRunReason.Modified, Assert.Single(Reasons(DifferentiableGenerator.TrackingNames.Source), IsRedone));
        Assert.Equal(IncrementalStepRunReason.Modified, Assert.Single(OutputReasons(), IsRedone));
    }

    /// <summary>The reasons of a named step's outputs in the second run.</summary>
    /// <param name="step">The tracking name.</param>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step)
    {
        Assert.True(After.TrackedSteps.ContainsKey(step), $"No step is tracked as {step}.");
        return Reasons(After.TrackedSteps[step]);
    }

    private static bool IsRedone(IncrementalStepRunReason reason)
        => reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);

    private static IReadOnlyList<IncrementalStepRunReason> Reasons(IEnumerable<IncrementalGeneratorRunStep> steps)
        => [.. steps.SelectMany(step => step.Outputs).Select(output => output.Reason)];

    private static Dictionary<string, string> Texts(GeneratorRunResult result)
        => result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    private IReadOnlyList<IncrementalStepRunReason> OutputReasons()
        => Reasons(After.TrackedOutputSteps.Values.SelectMany(steps => steps));
}
