using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class LoopTests
{
    [Fact]
    public void Loop_that_counts_down()
        => Triangle.Agrees(Loops.Horner, Loops.HornerGradient, Loops.HornerJvp, 0.5, 1, -2, 3, 0.25);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    public void Loop_that_reassigns_its_variable(int n)
        => Triangle.Agrees(
            x => Loops.Reassigned(x, n),
            x => Loops.ReassignedGradient(x, n),
            (x, dx) => Loops.ReassignedJvp(x, n, dx),
            0.75);

    [Fact]
    public void While_loop_to_convergence()
        => Triangle.Agrees(Loops.WhileNewton, Loops.WhileNewtonGradient, Loops.WhileNewtonJvp, 2, 1.25);

    [Fact]
    public void Do_while_loop()
        => Triangle.Agrees(Loops.DoWhile, Loops.DoWhileGradient, Loops.DoWhileJvp, 2, 0.6);

    [Theory]
    [InlineData(1.5, -1.0, 0.5, 0.25)]
    [InlineData(1.5, 2.5, -3.0, 4.0)]
    public void Break_and_continue(params double[] x)
        => Triangle.Agrees(Loops.BreakAndContinue, Loops.BreakAndContinueGradient, Loops.BreakAndContinueJvp, x);

    [Theory]
    [InlineData(0.5, 0.25, 0.75)]
    [InlineData(1.5, 2.5, 3.0)]
    public void Return_in_a_nested_loop(params double[] x)
        => Triangle.Agrees(Loops.ReturnInNestedLoop, Loops.ReturnInNestedLoopGradient, Loops.ReturnInNestedLoopJvp, x);

    [Theory]
    [InlineData(0.5, 0.25, 0.75)]
    [InlineData(1.5, 2.5, 3.0)]
    public void Break_out_of_an_endless_inner_loop(params double[] x)
        => Triangle.Agrees(Loops.BreakOutOfTheInner, Loops.BreakOutOfTheInnerGradient, Loops.BreakOutOfTheInnerJvp, x);

    [Fact]
    public void Foreach_over_an_array()
        => Triangle.Agrees(Loops.ForEach, Loops.ForEachGradient, Loops.ForEachJvp, 0.5, 2.5, 1.25, -0.75);

    [Fact]
    public void Foreach_over_a_span()
        => Triangle.Agrees(Loops.ForEachOverSpan, Loops.ForEachOverSpanGradient, Loops.ForEachOverSpanJvp, 0.5, 0.25, 0.75);

    [Fact]
    public void Loop_with_two_variables()
        => Triangle.Agrees(Loops.TwoVariables, Loops.TwoVariablesGradient, Loops.TwoVariablesJvp, 0.5, 1.5, 2, -1, 0.25);

    [Theory]
    [InlineData(0.5, 1.5, 2.0)]
    [InlineData(0.5, 1.5, 2.0, -1.0)]
    public void Loop_in_steps_of_two(params double[] x)
        => Triangle.Agrees(Loops.StepOfTwo, Loops.StepOfTwoGradient, Loops.StepOfTwoJvp, x);

    [Fact]
    public void Loops_nested_three_deep()
        => Triangle.Agrees(Loops.TripleNest, Loops.TripleNestGradient, Loops.TripleNestJvp, 0.5, -0.25, 0.75);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Loop_that_may_not_run(int n)
        => Triangle.Agrees(
            x => Loops.NoIteration(x, n),
            x => Loops.NoIterationGradient(x, n),
            (x, dx) => Loops.NoIterationJvp(x, n, dx),
            1.5);
}
