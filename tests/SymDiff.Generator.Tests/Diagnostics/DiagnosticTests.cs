using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.FrontEnd;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Diagnostics;

/// <summary>Every id, with its span between <c>[|</c> and <c>|]</c> and a part of its message.</summary>
public sealed partial class DiagnosticTests
{
    public static TheoryData<string, string, string> Cases { get; } = new()
    {
        { "SD1001", "class D1 { } public class [|D|] { [Differentiable] static double F(double x) => x; }", "must be partial" },
        { "SD1002", "[Differentiable] static double [|F|](int n, [NoGradient] double x) => n * x;", "no parameter is a double or float" },
        { "SD1003", "[Differentiable] static int [|F|](double x) => 1;", "returns no floating-point number" },
        { "SD1004", "[Differentiable] static IEnumerable<double> [|F|](double x) { yield return x; }", "iterator" },
        { "SD1005", "[Differentiable] extern static double [|F|](double x);", "has no body" },
        { "SD1008", "public struct P { public double X; } [Differentiable] static double F(P [|p|], double x) => x;", "p.X: double" },
        { "SD1009", "[Differentiable] static double [|F|]<T>(double x) => x;", "generic" },
        { "SD1011", "[Differentiable] static double F(double x) => x; static double [|FGradient|](double x) => x;", "'FGradient' is the name" },
        { "SD1012", "static double F(double x) { return G(x); [[|Differentiable|]] double G(double y) => y; }", "Remove the mark" },
        { "SD1015", "[Differentiable] public static C operator [|-|](C x) => x;", "ordinary methods" },
        { "SD1017", "public ref struct R { public double X; } [Differentiable] static double F(R [|r|], double x) => x;", "ref struct" },
        { "SD1018", "[Differentiable] static unsafe double F(double* [|p|], double x) => x;", "is a pointer" },
        { "SD2001", "[Differentiable] static double F(double x) { [|try { x *= 2; } finally { }|] return x; }", "'try' is not supported" },
        { "SD2001", "[Differentiable] static double F(double x, int k) { [|switch (k) { case 1: x += 1; goto case 2; case 2: x *= 2; goto case 1; }|] return x; }", "form a cycle" },
        { "SD2002", "[Differentiable] static double F(double x) { dynamic d = [|x|]; return x; }", "'dynamic' is not supported" },
        { "SD2004", "[Differentiable] static double F(double x, Func<double, double> f) => [|f(x)|];", "not known while compiling" },
        { "SD2006", "[Differentiable] static double F(double x, string s) => s is [|['a', ..]|] ? x : 2 * x;", "pattern is not supported" },
        { "SD2007", "[Differentiable] static double F(double[] x) { Span<double> t = x; while (t[0] > 1) { [|t|] = t[1..]; } return t[0]; }", "'t' is made to stand for another buffer" },
        { "SD2008", "[Differentiable] static double F(double x) { [|G(ref x, ref x)|]; return x; } [Differentiable] static void G(ref double a, ref double b) { a += b; b = a; }", "same variable" },
        { "SD2010", "[Differentiable] static double F(double x) { var l = [|new List<double>()|]; return x; }", "List<double>" },
        { "SD2011", "[Differentiable] static double F(double[,] [|x|], double y) => y;", "in a form that is not supported" },
        { "SD2012", "private double rate; [Differentiable] double F(double x) => x * [|rate|];", "constant of differentiation" },
        { "SD2013", "static double kept; [Differentiable] static double F(double x) { [|kept|] = x; return x; }", "is written to 'N.C.kept'" },
        { "SD2013", "static readonly double[] Kept = new double[1]; [Differentiable] static double F(double x) { [|Kept[0]|] = x; return x; }", "belongs to a field" },
        { "SD2018", "[Differentiable] static double F(double x) => [|double.Parse(x.ToString())|];", "read here from text" },
        { "SD2019", "[Differentiable] static double F(double? [|x|], double y) => y;", "nullable" },
        { "SD2020", "protected virtual double G(double x) => x; [Differentiable] double F(double x) => [|G(x)|];", "virtual" },
        { "SD2022", "[Differentiable] static double F(double x) => (double)[|(decimal)x|];", "from 'double' to 'decimal'" },
        { "SD2023", "[Differentiable] static double F(double x, decimal m) { [|m++|]; return x; }", "Write the addition out" },
        { "SD3001", "[Differentiable] static double F(double x) => BitConverter.UInt64BitsToDouble([|BitConverter.DoubleToUInt64Bits(x)|]);", "'BitConverter.DoubleToUInt64Bits'" },
        { "SD3001", "[Differentiable] static double F(double[] x) => [|x|].Sum();", "takes a floating-point buffer" },
        { "SD3001", "[Differentiable] static double F(double x, int n) => R(x, n); static double R(double x, int n) => n == 0 ? 1 : [|R(x, n - 1)|];", "Mark it [Differentiable]" },
        { "SD3003", "[Differentiable] static double [|F|](double x) { double[] t = { x }; G(t, x); return t[0]; } [Differentiable] static double G([NoGradient] double[] a, double x) { a[0] *= 2; return x; }", "which it marks [NoGradient]" },
        { "SD3004", "[Differentiable(Derivatives.Jvp)] static double F(double x) => [|G(x, 3)|]; [Differentiable] static double G(double x, int n) => n == 0 ? 1 : x * G(x, n - 1);", "does not offer" },
        { "SD3008", "static double G(double x) => x; [DerivativeOf(typeof(C), nameof(G))] static int [|H|](double x) => 1;", "Expected is 'static double H(double x)'" },
        { "SD4001", "[Differentiable] static double F(double x) => x * [|(int)x|];", "no derivative passes through" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_reported_at_its_span(string id, string members, string message)
    {
        const string Head = "namespace N;\npublic partial class C\n{\n";
        int start = members.IndexOf("[|", StringComparison.Ordinal), end = members.IndexOf("|]", StringComparison.Ordinal) - 2;
        string plain = members.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        CompileResult result = Compile.Run(Head + plain + "\n}\n");
        Diagnostic found = Assert.Single(result.AnalyzerDiagnostics, d => d.Id == id);
        Assert.Equal(plain[start..end], plain.Substring(found.Location.SourceSpan.Start - Head.Length, found.Location.SourceSpan.Length));
        Assert.Equal(start, found.Location.SourceSpan.Start - Head.Length);
        Assert.Contains(message, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Code_without_faults_is_not_reported()
        => Assert.Empty(Compile.Run("namespace N; public partial class C { [Differentiable] static double F(double x) => x * Math.Sin(x); }").SymDiffDiagnostics);

    [Fact]
    public void A_type_local_to_its_file_is_reported() => Assert.Contains(
        Compile.Run("namespace N; file partial class C { [Differentiable] static double F(double x) => x; }").AnalyzerDiagnostics,
        static d => d.Id == "SD1020");

    [Fact]
    public void A_fault_of_the_front_end_is_an_error_of_that_method_alone()
    {
        Compilation compilation = Compile.Create([new SourceFile("Source.cs", "public partial class C { [Differentiable] static double F(double x) => x; }")]);
        IMethodSymbol method = Assert.Single(compilation.GetTypeByMetadataName("C")!.GetMembers("F").OfType<IMethodSymbol>());
        LoweringResult result = Lowering.Lower(method, null!, CancellationToken.None);
        Assert.Equal("SD9001", Assert.Single(result.Errors).Id);
        Assert.Equal("SD9001", Assert.Single(result.Model.Refusals).Id);
    }

    [Fact]
    public void Every_id_is_tested() => Assert.Empty(
        Descriptors.All.Select(static d => d.Id).Except(Cases.Select(static row => (string)row[0])).Except(["SD1013", "SD1020", "SD9001"]));

    [Fact]
    public void Every_id_that_the_sources_mention_has_a_descriptor()
    {
        IEnumerable<string> files = Directory.GetFiles(Path.Combine(Repository.Root, "generator", "SymDiff.Generator"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        IEnumerable<string> used = files.SelectMany(static file => Id().Matches(File.ReadAllText(file)).Select(static m => m.Groups[1].Value));
        Assert.Empty(used.Except(Descriptors.All.Select(static d => d.Id)));
    }

    [Fact]
    public void Emitted_code_needs_csharp_12() => Assert.Contains(
        Compile.Run("namespace N { public partial class C { [Differentiable] static double F(double x) { return x; } } }", Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp11).AnalyzerDiagnostics,
        static d => d.Id == "SD1013");

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
