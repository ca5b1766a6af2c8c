using SymDiff;

namespace Greeks;

/// <summary>One path of a simulation and what a call on the geometric average of its prices is worth.</summary>
internal static partial class AveragePath
{
    /// <summary>
    /// The discounted payoff of one path, averaged over its last step: given all prices but the last, the average is
    /// lognormal, so that the expectation is Black and Scholes'. That takes the kink off the payoff, through which no
    /// second derivative of a path could see (P. Glasserman, Monte Carlo Methods in Financial Engineering, 7.2.3).
    /// </summary>
    /// <param name="spot">The price of the share today.</param>
    /// <param name="volatility">That of the share.</param>
    /// <param name="rate">The interest.</param>
    /// <param name="strike">What the call lets buy the average for.</param>
    /// <param name="maturity">When the call ends.</param>
    /// <param name="normals">A standard normal number for each step but the last.</param>
    [Differentiable(Derivatives.Gradient | Derivatives.HessianVectorProduct)]
    public static double Payoff(
        double spot, double volatility, double rate, [NoGradient] double strike, [NoGradient] double maturity, [NoGradient] ReadOnlySpan<double> normals)
    {
        int fixings = normals.Length + 1;
        double step = maturity / fixings;
        double drift = (rate - volatility * volatility / 2) * step;
        double deviation = volatility * Math.Sqrt(step);
        double logarithm = Math.Log(spot);
        double sum = 0;
        for (int i = 0; i < normals.Length; i++)
        {
            logarithm += drift + deviation * normals[i];
            sum += logarithm;
        }

        double mean = (sum + logarithm + drift) / fixings;
        double last = deviation / fixings;
        double d2 = (mean - Math.Log(strike)) / last;
        double forward = Math.Exp(mean + last * last / 2);
        return Math.Exp(-rate * maturity) * (forward * Functions.NormalCdf(d2 + last) - strike * Functions.NormalCdf(d2));
    }

    /// <summary>Price, delta, vega and rho by the emitted gradient; the place of gamma stays as it is.</summary>
    public static void Gradient(Market market, ReadOnlySpan<double> normals, Span<double> greeks)
        => (greeks[0], greeks[1], greeks[2], greeks[3]) = PayoffGradient(market.Spot, market.Volatility, market.Rate, market.Strike, market.Maturity, normals);

    /// <summary>All of <see cref="Greek"/>: the Hessian times the direction of the spot brings the gradient along.</summary>
    public static void WithGamma(Market market, ReadOnlySpan<double> normals, Span<double> greeks)
    {
        ReadOnlySpan<double> direction = [1, 0, 0];
        Span<double> product = stackalloc double[3];
        greeks[0] = PayoffHessianVectorProduct(market.Spot, market.Volatility, market.Rate, market.Strike, market.Maturity, normals, direction, greeks.Slice(1, 3), product);
        greeks[4] = product[0];
    }

    /// <summary>All of <see cref="Greek"/> by central differences: seven payoffs.</summary>
    public static void Bumped(Market market, ReadOnlySpan<double> normals, Span<double> greeks)
    {
        (double spot, double strike, double rate, double volatility, double maturity) = market;
        double bump = 1e-3 * spot;
        double value = Payoff(spot, volatility, rate, strike, maturity, normals);
        double up = Payoff(spot + bump, volatility, rate, strike, maturity, normals);
        double down = Payoff(spot - bump, volatility, rate, strike, maturity, normals);
        greeks[0] = value;
        greeks[1] = (up - down) / (2 * bump);
        greeks[2] = (Payoff(spot, volatility + 1e-4, rate, strike, maturity, normals) - Payoff(spot, volatility - 1e-4, rate, strike, maturity, normals)) / 2e-4;
        greeks[3] = (Payoff(spot, volatility, rate + 1e-4, strike, maturity, normals) - Payoff(spot, volatility, rate - 1e-4, strike, maturity, normals)) / 2e-4;
        greeks[4] = (up - 2 * value + down) / (bump * bump);
    }
}
