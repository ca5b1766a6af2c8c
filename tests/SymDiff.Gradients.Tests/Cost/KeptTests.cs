using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Cost;

/// <summary>What <c>[Recompute]</c> and <c>[Cache]</c> change is when the work is done, and not what comes out.</summary>
public sealed class KeptTests
{
    [Theory]
    [InlineData(0.75, 0)]
    [InlineData(0.75, 1)]
    [InlineData(0.75, 7)]
    public void Gradients_are_bit_for_bit_those_without_the_mark(double x, int rounds)
    {
        Assert.Equal(Kept.LoopOfPlainGradient(x, rounds), Kept.LoopOfAgainGradient(x, rounds));
        double plain = 2, again = 2;
        Assert.Equal(Kept.LoopOfPlainBackward(x, rounds, 3, ref plain), Kept.LoopOfAgainBackward(x, rounds, 3, ref again));
        Assert.Equal(plain, again);
        Assert.Equal(Kept.PlainGradient(x, 0.5), Kept.AgainGradient(x, 0.5));
    }

    [Fact]
    public void Agrees_with_forward_mode_and_differences()
    {
        Triangle.Agrees(x => Kept.LoopOfAgain(x, 2), x => Kept.LoopOfAgainGradient(x, 2), (x, t) => Kept.LoopOfAgainJvp(x, 2, t), 0.25);
        Triangle.Agrees(Kept.Branches, Kept.BranchesGradient, Kept.BranchesJvp, 0.75, 1.25);
        Triangle.Agrees(Kept.Branches, Kept.BranchesGradient, Kept.BranchesJvp, -0.75, 1.25);
        Triangle.Agrees(Kept.Overwritten, (x, g) => Kept.OverwrittenGradient(x, g), (x, t) => Kept.OverwrittenJvp(x, t), 0.75, -0.5, 0.25);
        Triangle.Agrees(x => Kept.InPlace(x, 5), x => Kept.InPlaceGradient(x, 5), (x, t) => Kept.InPlaceJvp(x, 5, t), 0.75);
    }

    /// <summary>The callee is run as it stands on the way there; on the way back for its result, and for its own forward half.</summary>
    [Fact]
    public void Marked_callee_runs_again_on_the_way_back()
    {
        const int Rounds = 50;
        Assert.Equal(Rounds, Evaluations(static () => Kept.LoopOfAgain(0.75, Rounds)));
        Assert.Equal(Rounds, Evaluations(static () => Kept.LoopOfPlainGradient(0.75, Rounds)));
        Assert.Equal(3 * Rounds, Evaluations(static () => Kept.LoopOfAgainGradient(0.75, Rounds)));
    }

    /// <summary>A state and a sine for each round; the leaf, an exponential and the result besides where nothing is marked.</summary>
    [Fact]
    public void Marked_callee_leaves_nothing_on_the_workspace()
    {
        const int Rounds = 50;
        Assert.Equal(2 * Rounds, Numbers(static workspace => Kept.LoopOfAgainForward(0.75, Rounds, workspace)));
        Assert.Equal(5 * Rounds, Numbers(static workspace => Kept.LoopOfPlainForward(0.75, Rounds, workspace)));
    }

    private static int Evaluations(Action action)
    {
        Counted.Restart();
        action();
        return Counted.Evaluations;
    }

    /// <summary>How many numbers a forward half leaves.</summary>
    private static int Numbers(Action<Workspace> forward)
    {
        var workspace = new Workspace();
        forward(workspace);
        int count = 0;
        for (; !workspace.IsEmpty; count++)
        {
            workspace.Pop<double>();
        }

        return count;
    }
}
