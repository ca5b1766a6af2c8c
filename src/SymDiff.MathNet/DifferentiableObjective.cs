using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.Optimization;

namespace SymDiff;

/// <summary>
/// Objectives for the optimizers of Math.NET Numerics, from emitted derivatives. Vectors that Math.NET holds in an array
/// are read where they are; what an objective returns is an array of its own, which Math.NET keeps without a copy.
/// </summary>
public static class DifferentiableObjective
{
    /// <summary>For minimizers that use the gradient, such as <c>BfgsMinimizer</c>.</summary>
    /// <param name="gradient">The function with its gradient: an emitted <c>FGradient</c>.</param>
    public static IObjectiveFunction Gradient(FlatGradient<double> gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        return ObjectiveFunction.Gradient(point =>
        {
            double[] slopes = new double[point.Count];
            double value = gradient(Numbers(point), slopes);
            return (value, new DenseVector(slopes));
        });
    }

    /// <summary>For minimizers that use the second derivatives, too, such as <c>NewtonMinimizer</c>.</summary>
    /// <param name="hessian">The function with its derivatives: an emitted <c>FHessian</c>.</param>
    public static IObjectiveFunction GradientHessian(FlatHessian hessian)
    {
        ArgumentNullException.ThrowIfNull(hessian);
        return ObjectiveFunction.GradientHessian(point =>
        {
            // Row by row or column by column is the same for a symmetric matrix.
            int n = point.Count;
            double[] slopes = new double[n], curvatures = new double[n * n];
            double value = hessian(Numbers(point), slopes, curvatures);
            return (value, new DenseVector(slopes), new DenseMatrix(n, n, curvatures));
        });
    }

    /// <summary>
    /// A least-squares fit of a model to observations, for <c>LevenbergMarquardtMinimizer</c> and the trust-region
    /// minimizers. The Jacobian has one gradient of the model for each row.
    /// </summary>
    /// <typeparam name="TX">What an observation is made at: a number, or an array of them.</typeparam>
    /// <param name="value">The model: a marked method <c>F</c>.</param>
    /// <param name="gradient">Its gradient: <c>FGradient</c>.</param>
    /// <param name="x">Where the observations were made; read at every evaluation.</param>
    /// <param name="y">What was observed.</param>
    /// <param name="weights">The weight of each observation in the sum of squares; all 1 when null.</param>
    /// <exception cref="ArgumentException">The arrays differ in length, or the weights are no weights.</exception>
    public static IObjectiveModel NonlinearModel<TX>(ModelValue<TX> value, ModelGradient<TX> gradient, TX[] x, double[] y, double[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (y.Length != x.Length)
        {
            throw new ArgumentException($"There are {x.Length} places and {y.Length} observations.", nameof(y));
        }

        if (weights is not null && (weights.Length != x.Length || !weights.All(static w => w >= 0 && double.IsFinite(w)) || weights.All(static w => w == 0)))
        {
            throw new ArgumentException("Each observation has one weight, finite and not negative, and not all are 0.", nameof(weights));
        }

        Vector<double> Predict(Vector<double> parameters, Vector<double> _)
        {
            ReadOnlySpan<double> numbers = Numbers(parameters);
            double[] predicted = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
            {
                predicted[i] = value(x[i], numbers);
            }

            return new DenseVector(predicted);
        }

        Matrix<double> Jacobian(Vector<double> parameters, Vector<double> _)
        {
            ReadOnlySpan<double> numbers = Numbers(parameters);
            double[] row = new double[parameters.Count], columns = new double[x.Length * parameters.Count];
            for (int i = 0; i < x.Length; i++)
            {
                gradient(x[i], numbers, row);
                for (int k = 0; k < row.Length; k++)
                {
                    columns[k * x.Length + i] = row[k];
                }
            }

            return new DenseMatrix(x.Length, row.Length, columns);
        }

        // Math.NET hands the places back as they are, and has no others than numbers: those in use are known here.
        return ObjectiveFunction.NonlinearModel(
            Predict, Jacobian, Vector<double>.Build.Dense(x.Length), new DenseVector(y), weights is null ? null : new DenseVector(weights));
    }

    /// <summary>The array of a vector, or a copy where it has none.</summary>
    private static double[] Numbers(Vector<double> vector) => vector.AsArray() ?? vector.ToArray();
}
