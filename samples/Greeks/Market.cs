namespace Greeks;

/// <summary>A share and a call on it.</summary>
/// <param name="Spot">The price of the share today.</param>
/// <param name="Strike">What the call lets buy it for.</param>
/// <param name="Rate">The interest a year, compounded continuously.</param>
/// <param name="Volatility">That of the share, a year.</param>
/// <param name="Maturity">When the call ends, in years.</param>
internal sealed record Market(double Spot, double Strike, double Rate, double Volatility, double Maturity);
