using SymDiff;

namespace Greeks;

/// <summary>The price of a European call: F. Black and M. Scholes, J. Political Economy 81 (1973).</summary>
internal static partial class BlackScholes
{
    /// <summary>The price. SymDiff emits <c>PriceHessian</c>, which gives every derivative in one call.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double Price(double spot, double volatility, double rate, [NoGradient] double strike, [NoGradient] double maturity)
    {
        double deviation = volatility * Math.Sqrt(maturity);
        double d1 = (Math.Log(spot / strike) + rate * maturity) / deviation + deviation / 2;
        double d2 = d1 - deviation;
        return spot * Functions.NormalCdf(d1) - strike * Math.Exp(-rate * maturity) * Functions.NormalCdf(d2);
    }

    /// <summary>Price and Greeks, in the order of <see cref="Greek"/>.</summary>
    public static double[] Greeks(Market market)
    {
        // Over spot, volatility and rate, in the order of the parameters.
        double[] gradient = new double[3], hessian = new double[9];
        double price = PriceHessian(market.Spot, market.Volatility, market.Rate, market.Strike, market.Maturity, gradient, hessian);
        return [price, .. gradient, hessian[0]];
    }
}
