namespace SymDiff.Gradients.Tests.Cost;

/// <summary>
/// The gradient's work is a small constant times the function's own, shown by counting: at most two evaluations of a
/// leaf for each one of the function in chains and recursion, at most nesting depth and two in loops.
/// </summary>
public sealed class CostTests
{
    [Fact]
    public void Chain_of_twenty_calls()
        => AssertAtMost(2, () => Counted.Chain20(0.75), () => Counted.Chain20Gradient(0.75));

    [Fact]
    public void Recursion_a_thousand_deep_to_one_leaf()
        => AssertAtMost(2, () => Counted.Recursive(0.75, 1000), () => Counted.RecursiveGradient(0.75, 1000));

    [Fact]
    public void Recursion_a_thousand_deep_with_a_leaf_at_every_level()
        => AssertAtMost(2, () => Counted.RecursiveWithLeaves(0.75, 1000), () => Counted.RecursiveWithLeavesGradient(0.75, 1000));

    [Fact]
    public void Mutual_recursion_a_thousand_deep()
        => AssertAtMost(2, () => Counted.Ping(0.75, 1000), () => Counted.PingGradient(0.75, 1000));

    [Fact]
    public void Single_loop()
        => AssertAtMost(1 + 2, () => Counted.Loop1(0.75, 200), () => Counted.Loop1Gradient(0.75, 200));

    [Fact]
    public void Loops_nested_two_deep()
        => AssertAtMost(2 + 2, () => Counted.Loop2(0.75, 30), () => Counted.Loop2Gradient(0.75, 30));

    [Fact]
    public void Loops_nested_three_deep()
        => AssertAtMost(3 + 2, () => Counted.Loop3(0.75, 12), () => Counted.Loop3Gradient(0.75, 12));

    [Fact]
    public void Chains_and_recursion_in_a_loop()
        => AssertAtMost(1 + 2, () => Counted.LoopOfCalls(0.75, 50), () => Counted.LoopOfCallsGradient(0.75, 50));

    [Fact]
    public void Side_effects_of_a_marked_leaf_happen_as_often_as_in_the_function()
    {
        AssertSideEffects(() => MarkedLeaf.Twice(0.75), () => MarkedLeaf.TwiceGradient(0.75));
        AssertSideEffects(() => MarkedLeaf.Recursive(0.75, 100), () => MarkedLeaf.RecursiveGradient(0.75, 100));
        AssertSideEffects(() => MarkedLeaf.Loop(0.75, 100), () => MarkedLeaf.LoopGradient(0.75, 100));
    }

    private static void AssertAtMost(int factor, Action function, Action gradient)
    {
        int once = Count(function, Counted.Restart, () => Counted.Evaluations);
        int evaluations = Count(gradient, Counted.Restart, () => Counted.Evaluations);
        Assert.True(once > 0);
        Assert.True(
            evaluations <= factor * once,
            $"{evaluations} evaluations in the gradient, {once} in the function: more than {factor} for each.");
    }

    private static void AssertSideEffects(Action function, Action gradient)
        => Assert.Equal(
            Count(function, MarkedLeaf.Restart, () => MarkedLeaf.Evaluations),
            Count(gradient, MarkedLeaf.Restart, () => MarkedLeaf.Evaluations));

    private static int Count(Action action, Action restart, Func<int> count)
    {
        restart();
        action();
        return count();
    }
}
