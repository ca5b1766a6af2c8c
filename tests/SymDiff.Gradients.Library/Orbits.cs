namespace SymDiff.Gradients.Library;

/// <summary>Methods of a library that are not to be looked into, and rules for them.</summary>
public static class Orbits
{
    /// <summary>Kepler's equation, E - e sin E = M, by iteration.</summary>
    /// <param name="mean">The mean anomaly M.</param>
    /// <param name="eccentricity">e, from 0 to below 1.</param>
    public static double Eccentric(double mean, double eccentricity)
    {
        double anomaly = mean;
        for (double last = double.NaN; anomaly != last;)
        {
            last = anomaly;
            anomaly -= (anomaly - (eccentricity * Math.Sin(anomaly)) - mean) / (1 - (eccentricity * Math.Cos(anomaly)));
            if (Math.Abs(anomaly - last) < 1e-15)
            {
                break;
            }
        }

        return anomaly;
    }

    /// <summary>The implicit function theorem instead of the iteration.</summary>
    /// <param name="mean">The mean anomaly.</param>
    /// <param name="eccentricity">The eccentricity.</param>
    [DerivativeOf(typeof(Orbits), nameof(Eccentric))]
    public static (double Mean, double Eccentricity) EccentricDerivative(double mean, double eccentricity)
    {
        double anomaly = Eccentric(mean, eccentricity);
        double slope = 1 / (1 - (eccentricity * Math.Cos(anomaly)));
        return (slope, slope * Math.Sin(anomaly));
    }

    /// <summary>Many anomalies at once.</summary>
    /// <param name="means">The mean anomalies.</param>
    /// <param name="eccentricity">The eccentricity.</param>
    /// <param name="anomalies">The eccentric ones.</param>
    public static void Eccentric(ReadOnlySpan<double> means, double eccentricity, Span<double> anomalies)
    {
        for (int i = 0; i < means.Length; i++)
        {
            anomalies[i] = Eccentric(means[i], eccentricity);
        }
    }

    /// <summary>The rule for many.</summary>
    /// <param name="means">The mean anomalies.</param>
    /// <param name="eccentricity">The eccentricity.</param>
    /// <param name="anomalies">Where the eccentric ones go.</param>
    /// <param name="meansAdjoint">Added to.</param>
    /// <param name="eccentricityAdjoint">Added to.</param>
    /// <param name="anomaliesAdjoint">Used up.</param>
    [DerivativeOf(typeof(Orbits), nameof(Eccentric))]
    public static void EccentricBackward(
        ReadOnlySpan<double> means, double eccentricity, Span<double> anomalies, Span<double> meansAdjoint, ref double eccentricityAdjoint, Span<double> anomaliesAdjoint)
    {
        for (int i = 0; i < means.Length; i++)
        {
            (double mean, double shape) = EccentricDerivative(means[i], eccentricity);
            meansAdjoint[i] += anomaliesAdjoint[i] * mean;
            eccentricityAdjoint += anomaliesAdjoint[i] * shape;
            anomaliesAdjoint[i] = 0;
        }
    }
}
