using Microsoft.CodeAnalysis;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.FrontEnd;

/// <summary>What another assembly marks is found by its metadata alone.</summary>
public sealed class LibraryTests
{
    private const string Marked =
        """
        namespace Far;
        public static partial class Lib
        {
            [Differentiable] public static double G(double x, [NoGradient] double[] data) => x * data[0];
            [Differentiable] public static void Fill(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < x.Length; i++) { y[i] = x[i] * x[i]; } }
            [Differentiable] public static double[] Twice(double[] x) { double[] y = new double[x.Length]; for (int i = 0; i < x.Length; i++) { y[i] = 2 * x[i]; } return y; }
            [Differentiable] public static double Parts(ref double x, out double y, (double A, int B) t) { y = x * t.A; x *= t.B; return x + y; }
        }
        """;

    private const string Rules =
        """
        namespace Far;
        public static class Lib
        {
            public static double Cube(double x) => Math.Pow(x, 3);
            [DerivativeOf(typeof(Lib), nameof(Cube))] public static double CubeDerivative(double x) => 3 * x * x;
            public static void Fill(ReadOnlySpan<double> x, Span<double> y) => x.CopyTo(y);
            public static class Inner
            {
                [DerivativeOf(typeof(Lib), nameof(Fill))] public static void FillBackward(ReadOnlySpan<double> x, Span<double> y, Span<double> dx, Span<double> dy) { for (int i = 0; i < dx.Length; i++) { dx[i] += dy[i]; dy[i] = 0; } }
                [DerivativeOf(typeof(Microsoft.VisualBasic.Financial), "SLN")] public static (double, double, double) SlnDerivative(double cost, double salvage, double life) => (1 / life, -1 / life, (salvage - cost) / (life * life));
            }
        }
        """;

    [Theory]
    [InlineData("double x", "Far.Lib.G(x, [x, 2])", "Far.Lib.GForward(")]
    [InlineData("double[] x", "Far.Lib.Twice(x)[0]", "Far.Lib.TwiceForward(")]
    [InlineData("double x", "Far.Lib.Parts(ref x, out double y, (x, 3)) * x * y", "Far.Lib.PartsForward(")]
    public void Marked_method_is_called_by_contract(string parameters, string body, string call)
        => Assert.Contains(call, Use(Library(Marked), $"[Differentiable] static double F({parameters}) => {body};").AssertClean().SourceOf("FForward"), StringComparison.Ordinal);

    [Fact]
    public void Buffer_that_a_marked_method_writes_is_followed() => Assert.Contains(
        "Far.Lib.FillBackward(",
        Use(Library(Marked), "[Differentiable] static double F(double[] x) { double[] y = new double[2]; Far.Lib.Fill(x, y); Far.Lib.Fill(y, x); return x[0] + y[1]; }").AssertClean().SourceOf("FBackward"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("double x", "return Far.Lib.Cube(x);", "Far.Lib.CubeDerivative(")]
    [InlineData("double x", "return Microsoft.VisualBasic.Financial.SLN(x, 1, 2);", "Far.Lib.Inner.SlnDerivative(")]
    [InlineData("double[] x", "double[] y = new double[2]; Far.Lib.Fill(x, y); return y[0];", "Far.Lib.Inner.FillBackward(")]
    public void Rule_is_found(string parameters, string body, string rule)
        => Assert.Contains(rule, Use(Library(Rules), $"[Differentiable] static double F({parameters}) {{ {body} }}").AssertClean().SourceOf("FGradient"), StringComparison.Ordinal);

    [Fact]
    public void Rule_of_the_project_goes_before_that_of_a_library() => Assert.Contains(
        "C.Own(",
        Use(Library(Rules), "[Differentiable] static double F(double x) => Far.Lib.Cube(x); [DerivativeOf(typeof(Far.Lib), \"Cube\")] static double Own(double x) => 3 * x * x;").AssertClean().SourceOf("FGradient"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("", "SD3001")]
    [InlineData("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"UnderTest\")]\n", null)]
    public void Internal_rule_is_found_where_it_can_be_called(string friends, string? id)
    {
        MetadataReference library = Library(friends + Rules.Replace("public static double CubeDerivative", "internal static double CubeDerivative", StringComparison.Ordinal));
        Assert.Equal(id, Use(library, "[Differentiable] static double F(double x) => Far.Lib.Cube(x);").SymDiffDiagnostics.SingleOrDefault()?.Id);
    }

    [Theory]
    [InlineData("[Differentiable] static double F(double x) => Far.Lib.G(x, [1]);", false, "SD3002: 'G' is marked [Differentiable] in 'Library', which holds no derivatives of it. Compile that library with SymDiff.")]
    [InlineData("[Differentiable(Derivatives.Jvp)] static double F(double x) => Far.Lib.G(x, [1]);", true, "SD3004: 'F' asks for forward mode, which 'G' does not offer. Mark 'G' [Differentiable(Derivatives.Gradient | Derivatives.Jvp)].")]
    public void Derivative_that_a_library_does_not_have_is_refused_at_the_call(string members, bool generates, string message)
    {
        CompileResult result = Use(Library(Marked, generates), members);
        Diagnostic found = Assert.Single(result.SymDiffDiagnostics);
        Assert.Equal(message, found.Id + ": " + found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("Far.Lib.G(x, [1])", found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan));
        Assert.Empty(result.CompilerDiagnostics);
    }

    private const string Bowls =
        """
        namespace Far;
        public static partial class Lib
        {
            [Differentiable] public static double G(double x, [NoGradient] double[] data) => x * data[0];
            [Differentiable(Derivatives.Gradient | Derivatives.Hessian)] public static double Bowl(double x, ReadOnlySpan<double> y) => x * x * y[0] * y[1];
            [Differentiable(Derivatives.Gradient | Derivatives.Hessian)] public static double Cup(double[] y) => y[0] * y[0];
            [Differentiable(Derivatives.Gradient | Derivatives.HessianVectorProduct)] public static double Drawn(double x) => x * Random.Shared.NextDouble();
        }
        public sealed partial class Layer
        {
            [Parameter] public double Weight { get; set; }
            [Differentiable] public double Apply(double x) => Weight * x * x;
        }
        """;

    private const string Outside = "all 'GGradient' outside, and pass on what it gives.";

    [Theory]
    [InlineData("[Differentiable] static double F(double x) => [|Far.Lib.GGradient(x, [1])|].X * x;", "'F' differentiates 'GGradient', and 'G' cannot be differentiated twice: its source is not in this project, and 'Library' has no Hessian of it. Mark it [Differentiable(Derivatives.Hessian)] there, or c" + Outside)]
    [InlineData("[Differentiable] static double F(double x) => [|Far.Lib.DrawnGradient(x)|].X * x;", "'F' differentiates 'DrawnGradient', and 'Drawn' cannot be differentiated twice: its source is not in this project, and 'Library' has no Hessian of it. Mark it [Differentiable(Derivatives.Hessian)] there, or call 'DrawnGradient' outside, and pass on what it gives.")]
    [InlineData("[Differentiable] static double F(double[] y) { double[] d = new double[2]; [|Far.Lib.CupGradient(y, d)|]; return d[0]; }", "'F' differentiates 'CupGradient', and 'Cup' cannot be differentiated twice: its source is not in this project, and it may overwrite 'y'. Let it take a ReadOnlySpan there, or call 'CupGradient' outside, and pass on what it gives.")]
    [InlineData("[Differentiable(Derivatives.Gradient | Derivatives.Jvp)] static double F(double x, double[] y) { double[] d = new double[2]; return [|Far.Lib.BowlGradient(x, y, d)|].X; }", "'F' differentiates 'BowlGradient', and 'Bowl' cannot be differentiated twice: its source is not in this project, and the Hessian that 'Library' has of it serves the gradient of one caller alone. Ask for no other derivative of 'F', or call 'BowlGradient' outside, and pass on what it gives.")]
    [InlineData("[Differentiable] static double H(double x, ReadOnlySpan<double> y) { Span<double> d = stackalloc double[2]; return Far.Lib.BowlGradient(x, y, d).X; } [Differentiable] static double F(double x, ReadOnlySpan<double> y) { Span<double> d = stackalloc double[2]; return [|HGradient(x, y, d)|].X; }", "'F' differentiates 'BowlGradient', and 'Bowl' cannot be differentiated twice: its source is not in this project, and the Hessian that 'Library' has of it serves the gradient of one caller alone. Ask for no other derivative of 'F', or call 'BowlGradient' outside, and pass on what it gives.")]
    [InlineData("[Differentiable] static double F(Far.Layer layer, double x) => [|layer.ApplyGradient(x)|].X;", "'F' differentiates 'ApplyGradient', and 'Apply' cannot be differentiated twice: its source is not in this project. Call 'ApplyGradient' outside, and pass on what it gives.")]
    public void Gradient_of_a_method_of_a_library_that_cannot_be_differentiated_is_refused_at_the_call(string members, string message)
    {
        string call = members[(members.IndexOf("[|", StringComparison.Ordinal) + 2)..members.IndexOf("|]", StringComparison.Ordinal)];
        Diagnostic found = Assert.Single(Use(Library(Bowls), members.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)).SymDiffDiagnostics);
        Assert.Equal("SD3013: " + message, found.Id + ": " + found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(call, found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan));
    }

    [Fact]
    public void Gradient_of_a_method_of_a_library_is_reversed_by_the_product_with_its_Hessian() => Assert.Contains(
        "Far.Lib.BowlHessianVectorProduct(x, y, direction, gradient, product)",
        Use(Library(Bowls), "[Differentiable] static double F(double x, ReadOnlySpan<double> y) { Span<double> d = stackalloc double[2]; double dx = Far.Lib.BowlGradient(x, y, d).X; return dx * d[0]; }").AssertClean().SourceOf("FGradient"),
        StringComparison.Ordinal);

    private const string Module =
        """
        namespace Far;
        public sealed partial class Layer
        {
            [Parameter] public double[] Weights { get; } = new double[2];
            [Parameter] private double hidden = 1;
            [Differentiable] public double Apply(double x) => (Weights[0] + Weights[1] * x) * hidden;
        }
        """;

    [Fact]
    public void Module_of_a_library_is_a_parameter_and_a_part_of_another()
    {
        CompileResult result = Use(Library(Module), "[Parameter] private readonly Far.Layer first = new(); [Differentiable] double F(double x) => first.Apply(x) + first.Weights[1]; [Differentiable] static double H(Far.Layer layer, double x) => layer.Apply(x);").AssertClean();
        Assert.Contains("first.ApplyBackward(x, workspace, 1, ref dx, gradients.first)", result.SourceOf("FGradient"), StringComparison.Ordinal);
        Assert.Contains("gradients.first.Weights", result.SourceOf("FGradient"), StringComparison.Ordinal);
        Assert.Contains("global::Far.Layer.Gradients layerGradient", result.SourceOf("HGradient"), StringComparison.Ordinal);
    }

    [Fact]
    public void Class_of_a_library_that_was_compiled_without_gradients_is_no_module()
    {
        MetadataReference library = Library(Module, generates: false);
        Assert.Equal("SD8001", Assert.Single(Use(library, "[Parameter] private readonly Far.Layer first = new();").SymDiffDiagnostics).Id);
        Assert.Equal("SD2007", Assert.Single(Use(library, "[Differentiable] static double F(Far.Layer layer, double x) => layer.Weights[0] * x;").SymDiffDiagnostics).Id);
        Assert.Equal("SD3002", Assert.Single(Use(library, "[Differentiable] static double F(Far.Layer layer, double x) => layer.Apply(x);").SymDiffDiagnostics).Id);
    }

    [Fact]
    public void Rule_of_a_library_that_does_not_fit_is_refused_at_the_call()
    {
        MetadataReference library = Library("namespace Far; public static class Lib { public static double G(double x) => x; [DerivativeOf(typeof(Lib), \"G\")] public static float H(double x) => 1; }", generates: false);
        Diagnostic found = Assert.Single(Use(library, "[Differentiable] static double F(double x) => Far.Lib.G(x);").SymDiffDiagnostics);
        Assert.Equal("SD3008", found.Id);
    }

    private static CompileResult Use(MetadataReference library, string members)
        => Compile.Run([new SourceFile("Source.cs", $"namespace N; internal partial class C {{ {members} }}")], libraries: [library]);

    private static PortableExecutableReference Library(string source, bool generates = true)
    {
        SourceFile[] files = [new("Library.cs", source)];
        Compilation library = (generates ? Compile.Run(files).Compilation : Compile.Create(files)).WithAssemblyName("Library");
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = library.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
