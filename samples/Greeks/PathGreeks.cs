namespace Greeks;

/// <summary>Some way to compute <see cref="Greek"/> of one path.</summary>
/// <param name="market">The market and the contract.</param>
/// <param name="normals">What moves the path.</param>
/// <param name="greeks">Where they go, in the order of <see cref="Greek"/>.</param>
internal delegate void PathGreeks(Market market, ReadOnlySpan<double> normals, Span<double> greeks);
