using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class LibraryCallTests
{
    [Fact]
    public void Marked_methods_of_another_assembly() => Triangle.Agrees(
        LibraryCalls.MarkedMethods,
        (double[] x, Span<double> g) => LibraryCalls.MarkedMethodsGradient(x, g),
        (double[] x, Span<double> t) => LibraryCalls.MarkedMethodsJvp(x, t),
        [0.75, -0.5, 1.25, 0.3]);

    [Fact]
    public void Local_rule_of_another_assembly()
        => Triangle.Agrees(LibraryCalls.LocalRule, LibraryCalls.LocalRuleGradient, LibraryCalls.LocalRuleJvp, 0.75, 0.8);

    [Fact]
    public void Returned_array_of_another_assembly()
        => Right(LibraryCalls.ReturnedArray, (x, g) => LibraryCalls.ReturnedArrayGradient(x, g));

    [Fact]
    public void Backward_rule_of_another_assembly()
        => Right(LibraryCalls.BackwardRule, (x, g) => LibraryCalls.BackwardRuleGradient(x, g));

    [Fact]
    public void Gradients_of_marked_methods_of_another_assembly()
    {
        double[] held = [0.75, -0.5, 1.25];
        Assert.Equal(LibraryCalls.Slopes(held), LibraryCalls.SlopesGradient(held, new double[3]));
        Right(x => LibraryCalls.SlopesAt(x, held), (x, g) => LibraryCalls.SlopesGradient(x, g));
    }

    private static void Right(Func<double[], double> f, BufferGradient gradient)
    {
        GradientReport report = GradientCheck.Run<double>([0.75, -0.5, 1.25], x => f(x.ToArray()), (x, g) => gradient(x.ToArray(), g));
        Assert.True(report.Passed, report.ToString());
    }
}
