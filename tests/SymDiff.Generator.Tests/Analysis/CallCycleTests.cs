using SymDiff.Generator.Analysis;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Analysis;

/// <summary>Which methods can reach themselves, and that only their halves look for room on the stack.</summary>
public sealed class CallCycleTests
{
    private const string Check = "EnsureSufficientExecutionStack";

    /// <summary>Who calls whom, and who can reach themselves.</summary>
    public static TheoryData<string, string> Graphs { get; } = new()
    {
        { "a>a", "a" },
        { "a>b b>c", "" },
        { "a>b b>a", "a b" },
        { "a>b b>c c>b c>d", "b c" },
        { "a>b b>c c>a c>d d>e e>d f>a", "a b c d e" },
        { "a>b a>c b>d c>d", "" },
        { "a>elsewhere a>b b>elsewhere", "" },
        { "a>b b>c c>d d>b d>a", "a b c d" },
    };

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Cycles_of_a_graph(string edges, string expected)
    {
        IEnumerable<CallCycles.Calls> calls = Callees(edges).Select(static method => new CallCycles.Calls(method.Key, [.. method.Value]));
        Assert.Equal(expected, string.Join(' ', CallCycles.Find(calls)));
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Methods_on_a_cycle_check_the_stack_and_no_others(string edges, string expected)
    {
        CompileResult result = Compile.Run([new SourceFile("Graph.cs", Source(edges))]).AssertClean();
        IEnumerable<string> checking = Callees(edges).Keys.Where(name => result.SourceOf($"F_{name}Gradient").Contains(Check, StringComparison.Ordinal));
        Assert.Equal(expected, string.Join(' ', checking.Order(StringComparer.Ordinal)));
    }

    /// <summary>A graph as marked methods that call each other.</summary>
    /// <param name="edges">The graph.</param>
    public static string Source(string edges) => "static partial class Other { [Differentiable] internal static double F_elsewhere(double x, int n) => x * x; }\n"
        + "static partial class Graph\n{\n"
        + string.Join('\n', Callees(edges).Select(static method =>
            $"    [Differentiable] internal static double F_{method.Key}(double x, int n) => n <= 0 ? x : x * x"
            + string.Concat(method.Value.Select(static callee => $" + {(callee == "elsewhere" ? "Other." : "")}F_{callee}(x * {callee.Length + 1}, n - 1)")) + ";"))
        + "\n}\n";

    [Fact]
    public void Instantiations_of_a_generic_method_are_one()
    {
        CompileResult result = Compile.Run([new SourceFile(
            "Graph.cs",
            """
            using System.Numerics;

            static partial class Graph
            {
                [Differentiable]
                internal static T Wide<T>(T x, int n)
                    where T : IFloatingPointIeee754<T> => n == 0 ? x : T.CreateChecked(Narrow(float.CreateChecked(x), n - 1));

                [Differentiable]
                internal static S Narrow<S>(S x, int n)
                    where S : IFloatingPointIeee754<S> => n == 0 ? x * x : S.CreateChecked(Wide(double.CreateChecked(x), n - 1));

                [Differentiable]
                internal static double Outside(double x) => Wide(x, 3) + Wide((float)x, 2);
            }
            """)]).AssertClean();
        Assert.Contains(Check, result.SourceOf("WideGradient<T>"), StringComparison.Ordinal);
        Assert.Contains(Check, result.SourceOf("NarrowGradient<S>"), StringComparison.Ordinal);
        Assert.DoesNotContain(Check, result.SourceOf("OutsideGradient"), StringComparison.Ordinal);
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

    // Those that call nobody have an entry too; what is elsewhere has none.
    private static SortedDictionary<string, string[]> Callees(string edges)
    {
        string[][] pairs = [.. edges.Split(' ').Select(static edge => edge.Split('>'))];
        return new(
            pairs.SelectMany(static pair => pair).Where(static name => name != "elsewhere").Distinct().ToDictionary(static name => name, name => pairs.Where(pair => pair[0] == name).Select(static pair => pair[1]).ToArray()),
            StringComparer.Ordinal);
    }
}
