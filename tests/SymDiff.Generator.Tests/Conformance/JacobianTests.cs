using Microsoft.CodeAnalysis;
using SymDiff.Generator.Tests.Harness;
using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.Conformance;

/// <summary>The open conformance cases that return an array, through <c>FJacobian</c>: right or refused, never wrong.</summary>
public sealed class JacobianTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-10;
    private const int MustBeRight = 14;

    [SharedDataFact]
    public void Jacobians_are_right_or_refused()
    {
        IReadOnlyList<ConformanceCase> cases = ConformanceCase.ReadVector();
        CompileResult first = Compile.Run([.. cases.Select(static record => ConformanceSource.Case(record, "Derivatives.Jacobian"))]);
        Diagnostic[] errors = [.. first.SymDiffDiagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)];
        HashSet<string> refused = [.. errors.Select(static d => d.Location.SourceTree!.FilePath)];
        ConformanceCase[] kept = [.. cases.Where(record => !refused.Contains(ConformanceSource.CasePath(record.Number)))];
        LoadedProgram program = LoadedProgram.Load(first.Compilation.AddSyntaxTrees(kept.Select(static record => Compile.Parse(ConformanceSource.JacobianDriver(record)))));

        string[] wrong = [.. from record in kept
            from point in record.Points
            let fault = Fault(program, record, point)
            where fault is not null
            select $"{record.Id}: {fault}"];

        output.WriteLine($"{cases.Count} cases: {kept.Length} run, {cases.Count - kept.Length} refused, {wrong.Length} points wrong");
        Array.ForEach(errors, error => output.WriteLine(error.ToString()));
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        Assert.True(kept.Length >= MustBeRight, $"{kept.Length} of {cases.Count} are right.");
    }

    private static string? Fault(LoadedProgram program, ConformanceCase record, ConformancePoint point)
    {
        (string space, string type) = ConformanceSource.Names(record.Number);
        var jacobian = program.Delegate<Func<object[], double[][], double[]>>($"{space}.{type}", ConformanceSource.WholeDriver);
        int[] columns = [.. record.Parameters.Zip(point.Inputs).Where(static p => p.First.Differentiable).Select(static p => p.Second is double[] array ? array.Length : 1)];
        double[][] blocks = [.. columns.Select(count => Enumerable.Repeat(double.NaN, count * point.Values.Length).ToArray())];
        double[] values = jacobian(point.Fresh(), blocks);
        double[][] rows = [.. Enumerable.Range(0, point.Values.Length).Select(i => blocks.SelectMany((block, k) => block.Skip(i * columns[k]).Take(columns[k])).ToArray())];
        double scale = Math.Max(1, point.Jacobian.Max(static row => row.Select(Math.Abs).DefaultIfEmpty(0).Max()));
        return !Close(point.Values, values, Math.Max(1, point.Values.Max(Math.Abs))) ? $"values {string.Join(' ', values)}"
            : !rows.Zip(point.Jacobian).All(pair => Close(pair.Second, pair.First, scale)) ? $"rows {string.Join(" | ", rows.Select(static row => string.Join(' ', row)))}"
            : null;
    }

    private static bool Close(double[] expected, double[] actual, double scale) =>
        expected.Length == actual.Length && expected.Zip(actual).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance * scale);
}
