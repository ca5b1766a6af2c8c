using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.Optimization;
using SymDiff;

namespace CurveFit;

/// <summary>What Levenberg and Marquardt's method comes to.</summary>
/// <param name="Digits">How many digits of the worst parameter are right, 11 at most; 0 where there is no result.</param>
/// <param name="Values">How often the model was evaluated over all observations.</param>
/// <param name="Gradients">How often its gradient was.</param>
/// <param name="Fault">Why there is no result, or null.</param>
internal sealed record Fit(double Digits, int Values, int Gradients, string? Fault)
{
    private const int CertifiedDigits = 11;

    /// <summary>Fits with the emitted gradients.</summary>
    /// <param name="set">The observations.</param>
    /// <param name="model">The model.</param>
    /// <param name="start">0 or 1: which start.</param>
    /// <param name="cancellation">Stops the fit.</param>
    public static Fit WithGradients(NistSet set, Model model, int start, CancellationToken cancellation)
    {
        int values = 0, gradients = 0;
        IObjectiveModel objective = DifferentiableObjective.NonlinearModel(
            (x, b) =>
            {
                cancellation.ThrowIfCancellationRequested();
                values++;
                return model.Value(x, b);
            },
            (x, b, gradient) =>
            {
                gradients++;
                return model.Gradient(x, b, gradient);
            },
            set.X,
            Observed(set, model));
        return Run(set, objective, start, () => (values, gradients));
    }

    /// <summary>Fits with Math.NET's own central differences.</summary>
    /// <param name="set">The observations.</param>
    /// <param name="model">The model.</param>
    /// <param name="start">0 or 1: which start.</param>
    /// <param name="cancellation">Stops the fit.</param>
    public static Fit WithDifferences(NistSet set, Model model, int start, CancellationToken cancellation)
    {
        int values = 0;
        IObjectiveModel objective = ObjectiveFunction.NonlinearModel(
            (Vector<double> b, Vector<double> _) =>
            {
                cancellation.ThrowIfCancellationRequested();
                double[] parameters = b.ToArray();
                values += set.X.Length;
                return new DenseVector([.. set.X.Select(x => model.Value(x, parameters))]);
            },
            Vector<double>.Build.Dense(set.X.Length),
            new DenseVector(Observed(set, model)));
        return Run(set, objective, start, () => (values, 0));
    }

    private static double[] Observed(NistSet set, Model model) => model.OfLogarithm ? [.. set.Y.Select(static y => Math.Log(y))] : set.Y;

    private static Fit Run(NistSet set, IObjectiveModel objective, int start, Func<(int Values, int Gradients)> count)
    {
        double digits = 0;
        string? fault = null;
        try
        {
            // Parameters differ by many orders of magnitude, and one damping serves them all: they are taken in units of
            // the start. Of exact data the sum of squares is nothing but roundings, which is no reason to stop.
            var begin = new DenseVector([.. set.Starts[start]]);
            var minimizer = new LevenbergMarquardtMinimizer(functionTolerance: 0);
            Vector<double> found = minimizer.FindMinimum(objective, begin, scales: begin.PointwiseAbs()).MinimizingPoint;
            digits = found.Zip(set.Certified, static (b, certified) => -Math.Log10(Math.Abs((b - certified) / certified))).Min();
        }
        catch (ArgumentException exception)
        {
            // Math.NET's word for parameters that have left the finite numbers.
            fault = exception.Message;
        }

        (int values, int gradients) = count();
        return new Fit(double.IsNaN(digits) ? 0 : Math.Clamp(digits, 0, CertifiedDigits), values / set.X.Length, gradients / set.X.Length, fault);
    }
}
