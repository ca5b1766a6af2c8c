using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.Optimization;

namespace SymDiff.Tests;

public sealed class DifferentiableObjectiveTests
{
    private static readonly double[] X = [0, 1, 2, 3, 4];
    private static readonly double[] Y = [2, 1.5, 0.9, 0.7, 0.4];

    [Fact]
    public void Gradient_leads_to_the_minimum()
    {
        MinimizationResult found = new BfgsMinimizer(1e-9, 1e-12, 1e-12).FindMinimum(DifferentiableObjective.Gradient(Valley), new DenseVector([-1.2, 1]));
        Assert.Equal(1, found.MinimizingPoint[0], 1e-6);
        Assert.Equal(1, found.MinimizingPoint[1], 1e-6);
    }

    [Fact]
    public void Hessian_leads_to_the_minimum()
    {
        MinimizationResult found = new NewtonMinimizer(1e-9, 100, useLineSearch: true).FindMinimum(DifferentiableObjective.GradientHessian(Valley), new DenseVector([-1.2, 1]));
        Assert.Equal(1, found.MinimizingPoint[0], 1e-8);
        Assert.Equal(1, found.MinimizingPoint[1], 1e-8);
    }

    [Fact]
    public void Objective_is_what_the_function_gives()
    {
        IObjectiveFunction objective = DifferentiableObjective.GradientHessian(Valley);
        objective.EvaluateAt(new DenseVector([-1.2, 1]));
        double[] gradient = new double[2], hessian = new double[4];
        Assert.Equal(Valley([-1.2, 1], gradient, hessian), objective.Value);
        Assert.Equal(gradient, objective.Gradient.ToArray());
        Assert.Equal(hessian, objective.Hessian.ToColumnMajorArray());
    }

    [Fact]
    public void Array_of_a_vector_is_read_where_it_is()
    {
        double[] numbers = [-1.2, 1];
        bool same = false;
        IObjectiveFunction objective = DifferentiableObjective.Gradient((point, gradient) =>
        {
            same = Unsafe.AreSame(ref MemoryMarshal.GetReference(point), ref numbers[0]);
            return Valley(point, gradient);
        });
        objective.EvaluateAt(new DenseVector(numbers));
        Assert.NotEqual(0, objective.Value);
        Assert.True(same);
    }

    [Fact]
    public void Vector_without_an_array_is_copied()
    {
        IObjectiveFunction objective = DifferentiableObjective.Gradient(Valley);
        objective.EvaluateAt(SparseVector.OfEnumerable([-1.2, 1]));
        double dense = objective.Value;
        objective.EvaluateAt(new DenseVector([-1.2, 1]));
        Assert.Equal(objective.Value, dense);
    }

    [Fact]
    public void Model_has_the_gradients_as_rows_of_its_jacobian()
    {
        IObjectiveModel model = DifferentiableObjective.NonlinearModel(Decay, Decay, X, Y, [1, 2, 1, 0, 3]);
        var point = new DenseVector([1.5, 0.4]);
        model.SetParameters(point);
        model.EvaluateAt(point);
        double sum = 0, first = 0, second = 0;
        double[] weights = [1, 2, 1, 0, 3], row = new double[2];
        for (int i = 0; i < X.Length; i++)
        {
            double residual = Y[i] - Decay(X[i], [1.5, 0.4], row);
            sum += weights[i] * residual * residual;
            first -= weights[i] * residual * row[0];
            second -= weights[i] * residual * row[1];
        }

        Assert.Equal(sum, model.Value, 1e-14);
        Assert.Equal(first, model.Gradient[0], 1e-14);
        Assert.Equal(second, model.Gradient[1], 1e-14);
    }

    [Fact]
    public void Model_is_fitted_with_one_parameter_held()
    {
        IObjectiveModel model = DifferentiableObjective.NonlinearModel(Decay, Decay, X, Y);
        Vector<double> found = new LevenbergMarquardtMinimizer().FindMinimum(model, new DenseVector([2, 1]), isFixed: [true, false]).MinimizingPoint;
        Assert.Equal(2, found[0]);
        double rate = found[1];
        double slope = X.Zip(Y, (x, y) => (y - (2 * Math.Exp(-rate * x))) * x * Math.Exp(-rate * x)).Sum();
        Assert.Equal(0, slope, 1e-9);
    }

    [Fact]
    public void Observations_of_several_predictors_are_rows()
    {
        double[][] rows = [[1, 2], [3, 5], [2, -1]];
        IObjectiveModel model = DifferentiableObjective.NonlinearModel(
            static (x, b) => (b[0] * x[0]) + (b[1] * x[1]),
            static (x, b, gradient) =>
            {
                (gradient[0], gradient[1]) = (x[0], x[1]);
                return (b[0] * x[0]) + (b[1] * x[1]);
            },
            rows,
            [8, 21, 1]);
        Vector<double> found = new LevenbergMarquardtMinimizer().FindMinimum(model, new DenseVector([0.1, 0.1])).MinimizingPoint;
        Assert.Equal(2, found[0], 1e-6);
        Assert.Equal(3, found[1], 1e-6);
    }

    [Theory]
    [InlineData(4, 5)]
    [InlineData(5, 4)]
    public void Arrays_of_different_length_are_an_error(int observations, int weights)
        => Assert.Throws<ArgumentException>(() => DifferentiableObjective.NonlinearModel(Decay, Decay, X, Y[..observations], [.. Enumerable.Repeat(1.0, weights)]));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, -1)]
    [InlineData(1, double.NaN)]
    public void Weights_that_are_none_are_an_error(double first, double others)
        => Assert.Throws<ArgumentException>(() => DifferentiableObjective.NonlinearModel(Decay, Decay, X, Y, [first, others, others, others, others]));

    // Rosenbrock's valley.
    private static double Valley(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double step = point[1] - (point[0] * point[0]), away = 1 - point[0];
        gradient[0] = (-400 * point[0] * step) - (2 * away);
        gradient[1] = 200 * step;
        return (100 * step * step) + (away * away);
    }

    private static double Valley(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian)
    {
        hessian[0] = (1200 * point[0] * point[0]) - (400 * point[1]) + 2;
        hessian[1] = hessian[2] = -400 * point[0];
        hessian[3] = 200;
        return Valley(point, gradient);
    }

    private static double Decay(double x, ReadOnlySpan<double> b) => b[0] * Math.Exp(-b[1] * x);

    private static double Decay(double x, ReadOnlySpan<double> b, Span<double> gradient)
    {
        gradient[0] = Math.Exp(-b[1] * x);
        gradient[1] = -x * b[0] * gradient[0];
        return b[0] * gradient[0];
    }
}
