using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Optimization;

/// <summary>Which bodies are split into parts. That parts are right is what the programs in <c>RandomPrograms</c> show.</summary>
public sealed class SplittingTests
{
    [Fact]
    public void Short_bodies_stay_whole() => Assert.DoesNotContain("static void Part", Emitted(60), StringComparison.Ordinal);

    [Fact]
    public void Long_bodies_have_parts()
    {
        string text = Emitted(800);
        Assert.Contains("        Part2(", text, StringComparison.Ordinal);
        Assert.Contains("        static void Part2(", text, StringComparison.Ordinal);
        Assert.Contains("Span<double> frame = workspace.Arrays.Allocate<double>(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_give_what_the_whole_does()
    {
        const int Statements = 120;
        string[] calls = [.. new[] { new CompilerOptions(Largest: 300), new CompilerOptions(), new CompilerOptions(Largest: 9) }.Select(options =>
        {
            CompileResult result = Compile.Run([new SourceFile("Program.cs", Program(Statements))], generator: new DifferentiableGenerator(options)).AssertClean();
            Assert.Equal(options.Largest < CompilerOptions.Default.Largest, Assert.Single(result.Sources).Text.Contains("static void Part", StringComparison.Ordinal));
            LoadedProgram program = LoadedProgram.Load(result.Compilation);
            return program.Delegate<Func<double, double, (double, double, double)>>("Program", "FGradient")(0.9, 0.8).ToString();
        })];
        Assert.Equal(calls[1], calls[0]);
        Assert.Equal(calls[1], calls[2]);
    }

    private static string Emitted(int statements) => Assert.Single(Compile.Run(Program(statements)).AssertClean().Sources).Text;

    private static string Program(int statements) =>
        "internal static partial class Program { [Differentiable] public static double F(double x, double y) { double v0 = x;\n"
        + string.Concat(Enumerable.Range(1, statements).Select(static i => $"double v{i} = Math.Sin(v{i - 1}) * y + v{Math.Max(0, i - 5)} * x;\n"))
        + $"return v{statements}; }} }}";
}
