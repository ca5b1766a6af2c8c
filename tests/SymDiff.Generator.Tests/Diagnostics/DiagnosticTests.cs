using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.FrontEnd;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Diagnostics;

/// <summary>Every id, with its span and its message.</summary>
public sealed partial class DiagnosticTests
{
    public static IEnumerable<object[]> Cases => DiagnosticCases.All.Select(static c => new object[] { c.Id, c.Members, c.Message });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_the_one_report_of_its_cause_at_its_span(string id, string members, string message)
    {
        const string Head = "namespace N;\npublic partial class C\n{\n";
        int start = members.IndexOf("[|", StringComparison.Ordinal), end = members.IndexOf("|]", StringComparison.Ordinal) - 2;
        string plain = members.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        var file = new SourceFile("Source.cs", Head + plain + "\n}\n");
        CompileResult result = Compile.Run([file]);
        Diagnostic found = Assert.Single(result.SymDiffDiagnostics);
        Assert.Equal(id, found.Id);
        Assert.Equal(message, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((start, end), (found.Location.SourceSpan.Start - Head.Length, found.Location.SourceSpan.End - Head.Length));

        // What the user's code has of errors itself may show, but nothing that emitted code adds to them.
        string[] errors = [.. result.CompilerDiagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Id)];
        if (errors.Length > 0)
        {
            Assert.Empty(errors.Except(Compile.Create([file]).GetDiagnostics().Select(static d => d.Id)));
        }
    }

    [Fact]
    public void Code_without_faults_is_not_reported()
        => Assert.Empty(Compile.Run("namespace N; public partial class C { [Differentiable] static double F(double x) => x * Math.Sin(x); }").SymDiffDiagnostics);

    [Theory]
    [InlineData(LanguageVersion.Latest, "file partial", "SD1020: 'C' is local to its file, so no other file can add derivatives to it. Remove 'file'.")]
    [InlineData(LanguageVersion.CSharp11, "public partial", "SD1013: Emitted code needs C# 12 and this project uses C# 11.0. Set <LangVersion> to 12 or later.")]
    public void A_file_that_emitted_code_cannot_join_is_reported_at_the_method(LanguageVersion version, string modifiers, string expected)
    {
        string source = $"namespace N {{ {modifiers} class C {{ [Differentiable] static double F(double x) {{ return x; }} }} }}";
        Diagnostic found = Assert.Single(Compile.Run(source, version).SymDiffDiagnostics);
        Assert.Equal(expected, found.Id + ": " + found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(source.IndexOf("F(double", StringComparison.Ordinal), found.Location.SourceSpan.Start);
        Assert.Equal(1, found.Location.SourceSpan.Length);
    }

    [Fact]
    public void A_fault_of_the_front_end_is_an_error_of_that_method_alone()
    {
        Compilation compilation = Compile.Create([new SourceFile("Source.cs", "public partial class C { [Differentiable] static double F(double x) => x; }")]);
        IMethodSymbol method = Assert.Single(compilation.GetTypeByMetadataName("C")!.GetMembers("F").OfType<IMethodSymbol>());
        LoweringResult result = Lowering.Lower(method, null!, CancellationToken.None);
        Report fault = Assert.Single(result.Errors);
        Assert.Equal("SD9001", fault.Id);
        Assert.Equal(method.Locations[0], fault.Location);
        Assert.StartsWith("'F' could not be differentiated because of a fault in SymDiff 0.1.0 (", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Please report this message with the source of the method; other methods are not affected.", fault.Message, StringComparison.Ordinal);
        Assert.Equal("SD9001", Assert.Single(result.Model.Refusals).Id);
    }

    [Fact]
    public void A_callee_without_derivatives_is_reported_at_itself_and_its_caller_is_refused()
    {
        CompileResult result = Compile.Run(
            "namespace N { public partial class C { [Differentiable] static double F(double x) => D.G(x); } class D { [Differentiable] public static double G(double x) => x; } }");
        Assert.Equal("SD1001", Assert.Single(result.SymDiffDiagnostics).Id);
        Assert.DoesNotContain(result.CompilerDiagnostics, static d => d.Severity == DiagnosticSeverity.Error);
        Assert.Contains("throw new global::System.NotSupportedException(\"SD3005: The marked method 'G' has errors of its own, so no derivatives are added for it.\")", result.SourceOf("FGradient"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", DiagnosticSeverity.Warning)]
    [InlineData("#pragma warning disable SD4001\n", "", null)]
    [InlineData("#pragma warning disable\n", "", null)]
    [InlineData("#pragma warning disable SD2001\n", "", DiagnosticSeverity.Warning)]
    [InlineData("", "dotnet_diagnostic.SD4001.severity = none", null)]
    [InlineData("", "dotnet_diagnostic.SD4001.severity = error", DiagnosticSeverity.Error)]
    [InlineData("", "dotnet_diagnostic.SD2001.severity = none", DiagnosticSeverity.Warning)]
    [InlineData("", "dotnet_analyzer_diagnostic.category-SymDiff.Activity.severity = none", null)]
    [InlineData("", "dotnet_analyzer_diagnostic.category-SymDiff.Language.severity = none", DiagnosticSeverity.Warning)]
    [InlineData("", "dotnet_analyzer_diagnostic.severity = none", null)]
    public void Warnings_can_be_configured_and_errors_cannot(string pragma, string setting, DiagnosticSeverity? warning)
    {
        const string Members = "namespace N; public partial class C { [Differentiable] static double F(double x) => x * (int)x; [Differentiable] static double G(double x) { lock (new object()) { return x; } } }";
        Diagnostic[] found = [.. ConfiguredRun.Of(new SourceFile("/Source.cs", pragma + Members), setting)];
        Assert.Equal(warning, found.SingleOrDefault(static d => d.Id == "SD4001")?.Severity);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(found, static d => d.Id == "SD2001").Severity);
    }

    [Fact]
    public void A_refused_method_throws_what_was_reported()
    {
        CompileResult result = Compile.Run("namespace N; public static partial class C { [Differentiable] public static double F(double x) { lock (new object()) { return x; } } }");
        string message = Assert.Single(result.AnalyzerDiagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture);

        // The compilation holds what the generator added; no analyzer takes part in running it.
        LoadedProgram program = result.Load();
        NotSupportedException thrown = Assert.Throws<NotSupportedException>(() => program.Delegate<Func<double, (double, double)>>("N.C", "FGradient")(1));
        Assert.Equal("SD2001: " + message, thrown.Message);
        Assert.Throws<NotSupportedException>(() => program.Delegate<Func<double, Workspace, double>>("N.C", "FForward")(1, new Workspace()));
    }

    [Theory]
    [InlineData("x * (int)Diff.StopGradient(x)")]
    [InlineData("x * Math.Floor(Diff.StopGradient(x))")]
    [InlineData("x * (int)k")]
    [InlineData("x * (int)Math.Floor(k)")]
    [InlineData("x + 0 * Math.Sign(k)")]
    [InlineData("Math.Floor(x) > 2 ? x : 2 * x")]
    public void A_cut_that_is_meant_or_meets_no_derivative_is_not_reported(string body) => Assert.Empty(
        Compile.Run($"namespace N; public partial class C {{ [Differentiable] static double F(double x, [NoGradient] double k) => {body}; }}").SymDiffDiagnostics);

    [Theory]
    [InlineData("double x, double y", "return x + y;")]
    [InlineData("double x, double[] y", "y[0] = x; return x;")]
    [InlineData("double x, ref double y", "y = x; return x;")]
    [InlineData("double x, int y", "return x + y;")]
    [InlineData("double x, (double A, double B) y", "return x + y.B;")]
    [InlineData("double x, double[] y", "double s = x; foreach (double v in y) { s += v; } return s;")]
    public void A_parameter_that_matters_is_not_reported(string parameters, string body) => Assert.Empty(
        Compile.Run($"namespace N; public partial class C {{ [Differentiable] static double F({parameters}) {{ {body} }} }}").SymDiffDiagnostics);

    [Fact]
    public void Every_id_is_tested() => Assert.Empty(
        Descriptors.All.Select(static d => d.Id).Except(DiagnosticCases.All.Select(static c => c.Id)).Except(["SD1013", "SD1020", "SD3002", "SD3005", "SD9001"]));

    [Fact]
    public void Every_id_that_the_sources_mention_has_a_descriptor()
    {
        IEnumerable<string> files = Directory.GetFiles(Path.Combine(Repository.Root, "generator", "SymDiff.Generator"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        IEnumerable<string> used = files.SelectMany(static file => Id().Matches(File.ReadAllText(file)).Select(static m => m.Groups[1].Value));
        Assert.Empty(used.Except(Descriptors.All.Select(static d => d.Id)));
    }

    [Fact]
    public void Errors_cannot_be_configured_away() => Assert.All(
        Descriptors.All.Where(static d => d.DefaultSeverity == DiagnosticSeverity.Error),
        static d => Assert.Contains(WellKnownDiagnosticTags.NotConfigurable, d.CustomTags));

    [Fact]
    public void A_conditional_fault_without_an_active_value_is_none()
        => Assert.Empty(Compile.Run("namespace N; public partial class C { static double kept; [Differentiable] static double F(double x, [NoGradient] double k) { kept = k; return x; } }").SymDiffDiagnostics);

    [Fact]
    public void One_refused_method_does_not_stop_the_others()
    {
        CompileResult result = Compile.Run("namespace N; public partial class C { [Differentiable] static double F(double x) { lock (new object()) { return x; } } [Differentiable] static double G(double x) => x * x; }");
        Assert.Equal(["SD2001"], result.AnalyzerDiagnostics.Select(static d => d.Id));
        Assert.Contains(result.Sources, static s => s.Text.Contains("GGradient", StringComparison.Ordinal));
    }

    [GeneratedRegex("\"(SD[0-9]{4})\"")]
    private static partial Regex Id();
}
