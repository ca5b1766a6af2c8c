namespace Greeks;

/// <summary>What is computed of a call: its price and the derivatives that traders have names for.</summary>
internal enum Greek
{
    /// <summary>The price itself.</summary>
    Price,

    /// <summary>With respect to the price of the share.</summary>
    Delta,

    /// <summary>With respect to the volatility.</summary>
    Vega,

    /// <summary>With respect to the rate.</summary>
    Rho,

    /// <summary>Twice with respect to the price of the share.</summary>
    Gamma,
}
