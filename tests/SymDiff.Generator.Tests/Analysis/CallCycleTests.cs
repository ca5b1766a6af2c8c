using SymDiff.Generator.Analysis;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Analysis;

/// <summary>Which methods can reach themselves, and that only their halves look for room on the stack.</summary>
public sealed class CallCycleTests
{
    private const string Check = "EnsureSufficientExecutionStack";

    [Theory]
    [InlineData("a>a", "a")]
    [InlineData("a>b b>c", "")]
    [InlineData("a>b b>a", "a b")]
    [InlineData("a>b b>c c>b c>d", "b c")]
    [InlineData("a>b b>c c>a c>d d>e e>d f>a", "a b c d e")]
    [InlineData("a>b a>c b>d c>d", "")]
    [InlineData("a>elsewhere a>b b>elsewhere", "")]
    [InlineData("a>b b>c c>d d>b d>a", "a b c d")]
    public void Cycles_of_a_graph(string edges, string expected)
    {
        var calls = edges.Split(' ').Select(edge => edge.Split('>'))
            .GroupBy(edge => edge[0])
            .Select(group => new CallCycles.Calls(group.Key, [.. group.Select(edge => edge[1])]))
            .ToList();
        calls.AddRange(new[] { "b", "c", "d", "e" }.Where(name => calls.All(call => call.Method != name)).Select(name => new CallCycles.Calls(name, [])));
        Assert.Equal(expected, string.Join(' ', CallCycles.Find(calls)));
    }

    [Fact]
    public void Long_chains_need_no_stack_of_the_compiler()
    {
        const int Count = 100_000;
        var chain = Enumerable.Range(0, Count).Select(i => new CallCycles.Calls(Name(i), [Name(i + 1)])).ToList();
        Assert.Empty(CallCycles.Find(chain));
        chain.Add(new CallCycles.Calls(Name(Count), [Name(0)]));
        Assert.Equal(Count + 1, CallCycles.Find(chain).Count);

        static string Name(int i) => i.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Halves_of_methods_on_a_cycle_check_the_stack_and_no_others()
    {
        CompileResult result = Compile.Run(
            [
                new SourceFile("Even.cs", "partial class Evens { [Differentiable(Derivatives.Gradient | Derivatives.Jvp)] public static double Even(double x, int n) => n == 0 ? x : Math.Sin(Through(x, n)); private static double Through(double x, int n) => Odds.Odd(x, n - 1) * 2; }"),
                new SourceFile("Odd.cs", "partial class Odds { [Differentiable(Derivatives.Gradient | Derivatives.Jvp)] public static double Odd(double x, int n) => n == 0 ? x * x : Evens.Even(x, n - 1); }"),
                new SourceFile("Entry.cs", "partial class Entry { [Differentiable] public static double Start(double x) => Evens.Even(x, 4) + Leaf(x); [Differentiable] public static double Leaf(double x) => x * x; }"),
            ]).AssertClean();
        foreach (string name in new[] { "Even", "Odd" })
        {
            // FForward, FBackward with its workspace, FJvp: FGradient and the joint FBackward start with one of them.
            Assert.Equal(3, result.SourceOf(name + "Gradient").Split(Check).Length - 1);
        }

        Assert.DoesNotContain(Check, result.SourceOf("StartGradient"), StringComparison.Ordinal);
        Assert.DoesNotContain(Check, result.SourceOf("LeafGradient"), StringComparison.Ordinal);
    }
}
