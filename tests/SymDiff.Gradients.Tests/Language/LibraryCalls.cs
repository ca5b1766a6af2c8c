using SymDiff.Gradients.Library;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Calls of what another assembly marks and gives rules to.</summary>
internal static partial class LibraryCalls
{
    [Differentiable(Both)]
    public static double MarkedMethods(double[] x)
    {
        double[] state = [.. x];
        for (int i = 0; i < 3; i++)
        {
            Chains.Damp(state, x[0] / 4);
        }

        double along = state[0];
        double length = Chains.Polar(ref along, x[1], out double angle);
        return Chains.Energy(state, x[0]) + (length * angle * along) + Chains.Power(state[1], 5);
    }

    [Differentiable]
    public static double ReturnedArray(double[] x)
    {
        double[] middles = Chains.Middles(x, 0.25);
        return middles[0] * middles[1];
    }

    [Differentiable(Both)]
    public static double LocalRule(double x, double y) => x * Orbits.Eccentric(x * y, y / 2);

    [Differentiable]
    public static double BackwardRule(double[] x)
    {
        double[] anomalies = new double[x.Length];
        Orbits.Eccentric(x, 0.5, anomalies);
        double first = anomalies[0];
        double[] again = new double[x.Length];
        Orbits.Eccentric(anomalies, x[1] * x[1], again);
        return first * again[0] * again[^1];
    }

    /// <summary>Gradients of a library's methods, whose bodies are not here: values, slopes and arrays of slopes.</summary>
    [Differentiable]
    public static double Slopes(double[] x)
    {
        double[] slope = new double[x.Length];
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            (double v, double dh) = Chains.RidgeGradient(x, x[0] * x[1], Diff.StopGradient(x[i]), slope);
            (_, double dx, double dy) = Chains.SaddleGradient(slope[i], x[0]);
            sum += (v * dh) + (slope[2] * slope[i]) + (0.01 * dx * dy * i);
        }

        return sum + Chains.SaddleGradient(x[1], x[2]).Value;
    }

    /// <summary>The same with what is cut held: differences would move it.</summary>
    public static double SlopesAt(double[] x, double[] held)
    {
        double[] slope = new double[x.Length];
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            (double v, double dh) = Chains.RidgeGradient(x, x[0] * x[1], held[i], slope);
            (_, double dx, double dy) = Chains.SaddleGradient(slope[i], x[0]);
            sum += (v * dh) + (slope[2] * slope[i]) + (0.01 * dx * dy * i);
        }

        return sum + Chains.SaddleGradient(x[1], x[2]).Value;
    }
}
