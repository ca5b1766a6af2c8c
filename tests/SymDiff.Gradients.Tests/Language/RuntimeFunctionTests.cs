using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class RuntimeFunctionTests
{
    [Theory]
    [InlineData(0.7, 1.3)]
    [InlineData(-0.4, 0.6)]
    [InlineData(2.1, 0.9)]
    public void Smooth_functions_of_numbers(double x, double y)
        => Triangle.Agrees(RuntimeFunctions.Smooth, RuntimeFunctions.SmoothGradient, RuntimeFunctions.SmoothJvp, x, y);

    [Theory]
    [InlineData(0.7, 1.3)]
    [InlineData(4.5, 2.2)]
    public void Each_gamma_function_is_the_derivative_of_the_one_before(double x, double y)
        => Triangle.Agrees(RuntimeFunctions.Gammas, RuntimeFunctions.GammasGradient, RuntimeFunctions.GammasJvp, x, y);

    [Fact]
    public void Functions_of_spans_are_called_by_contract()
        => Triangle.Agrees(RuntimeFunctions.Spans, RuntimeFunctions.SpansGradient, RuntimeFunctions.SpansJvp, 1.5, -0.7, 2.25, 0.4);

    [Fact]
    public void Factorisations_of_a_matrix_made_in_a_loop()
        => Triangle.Agrees(RuntimeFunctions.Likelihood, RuntimeFunctions.LikelihoodGradient, RuntimeFunctions.LikelihoodJvp, 1.5, -0.7, 0.2, 0.9);
}
