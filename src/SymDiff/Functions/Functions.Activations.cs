namespace SymDiff;

/// <content>Smooth rectifiers of neural networks.</content>
public static partial class Functions
{
    private const double SeluScale = 1.0507009873554805;
    private const double SeluScaleTimesAlpha = 1.7580993408473768;

    /// <summary>
    /// The exponential linear unit: <paramref name="x"/> where it is positive, <c>alpha * (exp(x) - 1)</c> elsewhere. At the
    /// kink at 0 its derivative is the slope of least magnitude, <paramref name="alpha"/> limited to 0 to 1.
    /// </summary>
    /// <param name="x">Any number.</param>
    /// <param name="alpha">The slope on the left side of 0; commonly 1, which has no kink.</param>
    public static double Elu(double x, double alpha) => x > 0 ? x : alpha * Expm1(x);

    /// <inheritdoc cref="Elu(double, double)"/>
    public static float Elu(float x, float alpha) => x > 0 ? x : alpha * Expm1(x);

    /// <summary>
    /// The scaled exponential linear unit, <see cref="Elu(double, double)"/> with an alpha of 1.6733 times 1.0507: the
    /// constants of G. Klambauer and others, Self-normalizing neural networks (2017). At the kink at 0 its derivative is the
    /// slope on the right side, the lesser one.
    /// </summary>
    /// <param name="x">Any number.</param>
    public static double Selu(double x) => x > 0 ? SeluScale * x : SeluScaleTimesAlpha * Expm1(x);

    /// <inheritdoc cref="Selu(double)"/>
    public static float Selu(float x) => (float)Selu((double)x);

    /// <summary>
    /// The Gaussian error linear unit <c>x * NormalCdf(x)</c>, accurate in its left tail; negative infinity gives its limit,
    /// -0.
    /// </summary>
    /// <param name="x">Any number.</param>
    public static double Gelu(double x) => x == double.NegativeInfinity ? -0.0 : x * NormalCdf(x);

    /// <inheritdoc cref="Gelu(double)"/>
    public static float Gelu(float x) => (float)Gelu((double)x);

    /// <summary>
    /// The tanh form of <see cref="Gelu(double)"/>, <c>x / 2 * (1 + tanh(sqrt(2 / π) (x + 0.044715 x³)))</c>; negative
    /// infinity gives its limit, -0.
    /// </summary>
    /// <param name="x">Any number.</param>
    public static double GeluTanh(double x)
    {
        // (1 + tanh(u)) / 2 is the sigmoid of z = 2 u, whose exponential would count the rounding of z as often as z is
        // large: the rounding of each step goes along (Dekker's and Knuth's exact sums and products).
        double square = x * x;
        double slope = Math.FusedMultiplyAdd(square, GeluCubic, GeluLinear);
        double z = x * slope;
        if (!(Math.Abs(z) < 800))
        {
            return z > 0 ? x : double.IsNaN(x) ? x : -0.0;
        }

        double squareLow = Math.FusedMultiplyAdd(x, x, -square);
        double cubic = square * GeluCubic;
        double cubicLow = Math.FusedMultiplyAdd(square, GeluCubic, -cubic) + (squareLow * GeluCubic) + (square * GeluCubicLow);
        slope = cubic + GeluLinear;
        double part = slope - cubic;
        double slopeLow = cubic - (slope - part) + (GeluLinear - part) + cubicLow + GeluLinearLow;
        z = x * slope;
        double zLow = Math.FusedMultiplyAdd(x, slope, -z) + (x * slopeLow);
        double e = Math.Exp(-Math.Abs(z));
        e -= e * (z > 0 ? zLow : -zLow);
        return z > 0 ? x / (1 + e) : x * (e / (1 + e));
    }

    /// <inheritdoc cref="GeluTanh(double)"/>
    public static float GeluTanh(float x) => (float)GeluTanh((double)x);

    /// <summary><c>2 sqrt(2 / π)</c>, and <c>0.044715</c> times it, each with the digits beyond a double.</summary>
    private const double GeluLinear = 1.5957691216057308;
    private const double GeluLinearLow = -9.96930880911092e-17;
    private const double GeluCubic = 0.07135481627260025;
    private const double GeluCubicLow = -6.175149918155315e-19;

    /// <summary>
    /// <c>x * tanh(Softplus(x))</c>: D. Misra, Mish, a self regularized non-monotonic activation function (2019). Negative
    /// infinity gives its limit, -0.
    /// </summary>
    /// <param name="x">Any number.</param>
    public static double Mish(double x)
    {
        // tanh(log(1 + e)) = ((1 + e)² - 1) / ((1 + e)² + 1), without the cancellation and in powers that do not overflow.
        double e = Math.Exp(-Math.Abs(x));
        if (x > 0)
        {
            double half = 1 + (2 * e);
            return x * (half / (half + (2 * e * e)));
        }

        double n = e * (e + 2);
        return x == double.NegativeInfinity ? -0.0 : x * (n / (n + 2));
    }

    /// <inheritdoc cref="Mish(double)"/>
    public static float Mish(float x) => (float)Mish((double)x);
}
