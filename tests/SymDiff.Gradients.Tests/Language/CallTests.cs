using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class CallTests
{
    [Theory]
    [InlineData(0.5, 1.5)]
    [InlineData(1.5, -0.5)]
    public void Marked_and_unmarked_callees(double x, double y)
        => Triangle.Agrees(Calls.Outer, Calls.OuterGradient, Calls.OuterJvp, x, y);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Recursion(int n)
        => Triangle.Agrees(x => Calls.Power(x, n), x => Calls.PowerGradient(x, n), (x, dx) => Calls.PowerJvp(x, n, dx), 1.25);

    [Fact]
    public void Recursion_a_thousand_deep()
    {
        // Differences of the thousandth power are of no use; its derivative is known.
        const double X = 0.9995;
        (double value, double x) = Calls.PowerGradient(X, 1000);
        Assert.Equal(Calls.Power(X, 1000), value);
        Assert.Equal(1000 * Math.Pow(X, 999), x, 1e-9);
        Assert.Equal(x, Calls.PowerJvp(X, 1000, 1).Tangent, 1e-9);
    }

    [Fact]
    public void Recursion_a_thousand_deep_that_carries_state()
        => Triangle.Agrees(
            (x, y) => Calls.Descend(x, y, 1000),
            (x, y) => Calls.DescendGradient(x, y, 1000),
            (x, y, dx, dy) => Calls.DescendJvp(x, y, 1000, dx, dy),
            0.5,
            0.75);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(1000)]
    public void Mutual_recursion(int n)
        => Triangle.Agrees(x => Calls.Even(x, n), x => Calls.EvenGradient(x, n), (x, dx) => Calls.EvenJvp(x, n, dx), 0.5);

    [Fact]
    public void Recursion_that_branches()
        => Triangle.Agrees(
            x => Calls.Fibonacci(x, 9), x => Calls.FibonacciGradient(x, 9), (x, dx) => Calls.FibonacciJvp(x, 9, dx), 0.75);

    [Fact]
    public void Recursion_over_slices()
        => Triangle.Agrees(
            x => Calls.SumOfSlices(x),
            (double[] x, Span<double> g) => Calls.SumOfSlicesGradient(x, g),
            (double[] x, Span<double> t) => Calls.SumOfSlicesJvp(x, t),
            0.5,
            -0.25,
            0.75,
            1.5,
            2);

    [Theory]
    [InlineData(0.5, 1.5)]
    [InlineData(0.5, -1.5)]
    public void Local_functions(double x, double y)
        => Triangle.Agrees(Calls.LocalFunction, Calls.LocalFunctionGradient, Calls.LocalFunctionJvp, x, y);

    [Fact]
    public void Lambdas()
        => Triangle.Agrees(Calls.Lambda, Calls.LambdaGradient, Calls.LambdaJvp, 0.5, 1.5);

    [Fact]
    public void Calls_in_a_loop()
        => Triangle.Agrees(Calls.CallsInLoop, Calls.CallsInLoopGradient, Calls.CallsInLoopJvp, 0.5, -0.25, 0.75);

    [Fact]
    public void Calls_that_fill_arrays()
        => Triangle.Agrees(
            Calls.CallThatFillsAnArray, Calls.CallThatFillsAnArrayGradient, Calls.CallThatFillsAnArrayJvp, 0.5, -0.25, 0.75);
}
