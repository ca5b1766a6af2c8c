using SymDiff;

namespace Greeks;

/// <summary>
/// A call on the geometric average of prices at equal distances, with the derivatives by hand: A. Kemna and A. Vorst,
/// J. Banking and Finance 14 (1990). The logarithm of the average is normal; with one price it is Black and Scholes'.
/// </summary>
internal static class ClosedForm
{
    /// <summary>Price and Greeks, in the order of <see cref="Greek"/>.</summary>
    public static double[] Greeks(Market market, int fixings)
    {
        (double spot, double strike, double rate, double volatility, double maturity) = market;
        double meanTime = maturity * (fixings + 1) / (2.0 * fixings);
        double mean = Math.Log(spot) + (rate - volatility * volatility / 2) * meanTime;
        double variance = volatility * volatility * maturity * (fixings + 1) * (2.0 * fixings + 1) / (6.0 * fixings * fixings);
        double deviation = Math.Sqrt(variance);
        double d2 = (mean - Math.Log(strike)) / deviation;
        double d1 = d2 + deviation;
        double discount = Math.Exp(-rate * maturity);
        double forward = discount * Math.Exp(mean + variance / 2);
        double price = forward * Functions.NormalCdf(d1) - discount * strike * Functions.NormalCdf(d2);

        // With respect to mean and variance; the derivatives through d1 and d2 cancel but for this density.
        double byMean = forward * Functions.NormalCdf(d1);
        double density = forward * Functions.NormalPdf(d1) / deviation;
        double byVariance = (byMean + density) / 2;
        double vega = -volatility * meanTime * byMean + 2 * variance / volatility * byVariance;
        double rho = meanTime * byMean - maturity * price;
        return [price, byMean / spot, vega, rho, density / (spot * spot)];
    }
}
