using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Benchmarks;
using SymDiff.Generator.FrontEnd;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>
/// What the compiler allocates grows as what it compiles. Bytes stand for work: they do not depend on the machine or on
/// what else runs on it.
/// </summary>
public sealed class CostTests
{
    private const int Growth = 2;

    [Fact]
    public void Cost_of_straight_code_grows_with_its_length() => AssertLinear(MarkedMethods.Straight);

    [Fact]
    public void Cost_of_one_expression_grows_with_its_length() => AssertLinear(MarkedMethods.Sum);

    [Fact]
    public void Cost_of_loops_and_branches_grows_with_their_number() => AssertLinear(MarkedMethods.Branching);

    [Fact]
    public void Cost_grows_with_the_number_of_methods()
    {
        static string[] Methods(int count) => [.. Enumerable.Range(0, count).Select(static i => MarkedMethods.Straight("F" + i, 30))];
        AssertLinear(Bytes(Methods(100)) / 100, Bytes(Methods(1000)) / 1000);
    }

    [Fact]
    public void Cost_grows_with_the_number_of_gradients_that_are_called()
    {
        static string[] Methods(int count) => [.. Enumerable.Range(0, count).SelectMany(static i => new[]
        {
            MarkedMethods.Straight("F" + i, 15),
            $"    [Differentiable]\n    public static double G{i}(double x, double y) => F{i}Gradient(x, y).Y * x;\n",
        })];
        AssertLinear(Bytes(Methods(50)) / 50, Bytes(Methods(500)) / 500);
    }

    private static void AssertLinear(Func<string, int, string> method)
        => AssertLinear(Bytes([method("F", 300)]) / 300, Bytes([method("F", 3000)]) / 3000);

    private static void AssertLinear(double few, double many)
        => Assert.True(many <= Growth * few, $"{many:F0} bytes each instead of {few:F0}.");

    private static double Bytes(IReadOnlyList<string> methods)
    {
        CSharpCompilation compilation = Compile.Create([new SourceFile("Methods.cs", MarkedMethods.File(methods))]);
        IMethodSymbol[] marked = [.. compilation.GetTypeByMetadataName("Measured.Methods")!.GetMembers().OfType<IMethodSymbol>()];
        Assert.Equal(methods.Count, marked.Length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (IMethodSymbol method in marked)
        {
            MethodModel model = Lowering.Lower(method, compilation, CancellationToken.None, Compiler.Declare).Model;
            Assert.NotNull(model.Body);
            Assert.NotNull(Compiler.Compile(model));
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
