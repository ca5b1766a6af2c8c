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
}
