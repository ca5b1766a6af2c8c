using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class ConstantTests
{
    public static TheoryData<double[]> Points => [[0.75, -0.5, 1.25, 0.3], [0.2, 0.9, -0.4, 1.1], [1.3, 1.7, 0.6, -0.8]];

    [Theory]
    [MemberData(nameof(Points))]
    public void Text_assigned_in_both_branches_and_switched_on(double[] x)
        => Triangle.Agrees(Constants.TextChosenInABranch, Constants.TextChosenInABranchGradient, Constants.TextChosenInABranchJvp, x);

    [Theory]
    [MemberData(nameof(Points))]
    public void Text_that_a_loop_carries(double[] x)
        => Triangle.Agrees(Constants.TextCarriedByALoop, Constants.TextCarriedByALoopGradient, Constants.TextCarriedByALoopJvp, x);

    [Theory]
    [MemberData(nameof(Points))]
    public void Table_of_tuples_taken_apart(double[] x)
        => Triangle.Agrees(Constants.TableOfTuples, Constants.TableOfTuplesGradient, Constants.TableOfTuplesJvp, x);

    [Theory]
    [MemberData(nameof(Points))]
    public void List_of_names(double[] x)
        => Triangle.Agrees(Constants.ListOfNames, Constants.ListOfNamesGradient, Constants.ListOfNamesJvp, x);

    [Theory]
    [MemberData(nameof(Points))]
    [InlineData(new[] { 0.5, 2 })]
    public void Patterns_on_a_length(double[] x)
        => Triangle.Agrees(Constants.LengthPattern, Constants.LengthPatternGradient, Constants.LengthPatternJvp, x);

    [Theory]
    [MemberData(nameof(Points))]
    public void Patterns_on_a_tuple(double[] x)
        => Triangle.Agrees(Constants.TuplePatterns, Constants.TuplePatternsGradient, Constants.TuplePatternsJvp, x);

    [Theory]
    [MemberData(nameof(Points))]
    public void Discarded_out_argument(double[] x)
        => Triangle.Agrees(Constants.DiscardedOut, Constants.DiscardedOutGradient, Constants.DiscardedOutJvp, x);

    [Theory]
    [MemberData(nameof(Points))]
    public void Callee_that_returns_one_of_two_arrays(double[] x)
        => Triangle.AgreesAndAllocates(Constants.ReturnedChoice, Constants.ReturnedChoiceGradient, Constants.ReturnedChoiceJvp, x);
}
