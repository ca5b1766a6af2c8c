namespace SymDiff;

/// <content>The error function and its relatives.</content>
public static partial class Functions
{
    /// <summary>2 / sqrt(π), the slope of <see cref="Erf(double)"/> at 0.</summary>
    private const double TwoOverSqrtPi = 1.1283791670955126;

    private const double SqrtHalf = 0.7071067811865476;

    /// <summary>The error function <c>2 / sqrt(π) ∫ exp(-t²) dt</c> from 0 to <paramref name="x"/>.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>The value to a few units in the last place, near 0 too; its derivative is <c>2 / sqrt(π) exp(-x²)</c>.</returns>
    /// <remarks>
    /// Rational approximations of W. J. Cody, Rational Chebyshev approximations for the error function, Mathematics of
    /// Computation 23 (1969).
    /// </remarks>
    public static double Erf(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude <= 0.5)
        {
            return x * ErfRatio(x * x);
        }

        double erf = 1 - (Gaussian(x) * ScaledErfc(magnitude));
        return x < 0 ? -erf : erf;
    }

    /// <inheritdoc cref="Erf(double)"/>
    public static float Erf(float x) => (float)Erf((double)x);

    /// <summary>The complement <c>1 - Erf(x)</c>, accurate far into its tail: <c>Erfc(25)</c> is 8.3e-274.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>The value to a few units in the last place; its derivative is <c>-2 / sqrt(π) exp(-x²)</c>.</returns>
    public static double Erfc(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude <= 0.5)
        {
            return 1 - (x * ErfRatio(x * x));
        }

        double tail = Gaussian(x) * ScaledErfc(magnitude);
        return x < 0 ? 2 - tail : tail;
    }

    /// <inheritdoc cref="Erfc(double)"/>
    public static float Erfc(float x) => (float)Erfc((double)x);

    /// <summary>The inverse of <see cref="Erf(double)"/>; infinite at -1 and 1.</summary>
    /// <param name="x">A number from -1 to 1.</param>
    /// <returns>The value to a few units in the last place; NaN outside the interval.</returns>
    /// <remarks>
    /// The start is that of M. Giles, Approximating the erfinv function, GPU Computing Gems 2 (2011), refined by
    /// Halley's iteration.
    /// </remarks>
    public static double ErfInv(double x)
    {
        double magnitude = Math.Abs(x);
        if (!(magnitude < 1))
        {
            return magnitude == 1 ? x / 0.0 : double.NaN;
        }

        // The next term of the series is a twelfth of π x² of the first.
        if (magnitude < 1e-9)
        {
            return x / TwoOverSqrtPi;
        }

        double y = Giles(magnitude);
        for (int i = 0; i < 3; i++)
        {
            // From the side on which nothing cancels: 1 - magnitude is exact where it is used.
            double error = magnitude <= 0.5 ? Erf(y) - magnitude : 1 - magnitude - Erfc(y);
            double newton = error / (TwoOverSqrtPi * Gaussian(y));
            y -= newton / (1 + (y * newton));
        }

        return x < 0 ? -y : y;
    }

    /// <inheritdoc cref="ErfInv(double)"/>
    public static float ErfInv(float x) => (float)ErfInv((double)x);

    /// <summary><c>exp(-x²)</c>, without the digits that rounding <c>x²</c> loses in the tails.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>The value to about two units in the last place; its derivative is <c>-2 x exp(-x²)</c>.</returns>
    public static double Gaussian(double x) => ExpOfMinusSquare(x, 1);

    /// <inheritdoc cref="Gaussian(double)"/>
    public static float Gaussian(float x) => (float)Gaussian((double)x);

    /// <summary>The density of the standard normal distribution, <c>exp(-x² / 2) / sqrt(2 π)</c>.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>The value to a few units in the last place; its derivative is <c>-x</c> times itself.</returns>
    public static double NormalPdf(double x) => 0.3989422804014327 * ExpOfMinusSquare(x, 0.5);

    /// <inheritdoc cref="NormalPdf(double)"/>
    public static float NormalPdf(float x) => (float)NormalPdf((double)x);

    /// <summary>
    /// The distribution function of the standard normal distribution, <c>Erfc(-x / sqrt(2)) / 2</c>, accurate in both
    /// tails; its derivative is <see cref="NormalPdf(double)"/>.
    /// </summary>
    /// <param name="x">Any number.</param>
    public static double NormalCdf(double x)
    {
        double scaled = x * SqrtHalf;
        double magnitude = Math.Abs(scaled);
        if (magnitude <= 0.5)
        {
            return 0.5 + (0.5 * scaled * ErfRatio(scaled * scaled));
        }

        // The rounding of x / sqrt(2) does not matter to the slow factor and never enters the fast one.
        double tail = 0.5 * ExpOfMinusSquare(x, 0.5) * ScaledErfc(magnitude);
        return x < 0 ? tail : 1 - tail;
    }

    /// <inheritdoc cref="NormalCdf(double)"/>
    public static float NormalCdf(float x) => (float)NormalCdf((double)x);

    /// <summary>
    /// <c>exp(-scale x²)</c>. The square of x cut to a sixteenth is exact, and what is left is so small that its rounding
    /// does not matter.
    /// </summary>
    private static double ExpOfMinusSquare(double x, double scale)
    {
        if (!(Math.Abs(x) < 64))
        {
            return double.IsNaN(x) ? x : 0;
        }

        double cut = Math.Truncate(x * 16) / 16;
        return Math.Exp(-scale * cut * cut) * Math.Exp(-scale * (x - cut) * (x + cut));
    }

    /// <summary><c>Erf(x) / x</c> as a function of <c>x²</c> up to 0.25.</summary>
    private static double ErfRatio(double square) => Polynomial(square, ErfNumerator) / Polynomial(square, ErfDenominator);

    /// <summary><c>exp(x²) Erfc(x)</c> for x above 0.46875.</summary>
    private static double ScaledErfc(double x)
    {
        if (x <= 4)
        {
            return Polynomial(x, ErfcNumerator) / Polynomial(x, ErfcDenominator);
        }

        double z = 1 / (x * x);
        double correction = z * Polynomial(z, TailNumerator) / Polynomial(z, TailDenominator);
        return ((TwoOverSqrtPi / 2) - correction) / x;
    }

    /// <summary>The inverse error function to single precision, for a number between 0 and 1.</summary>
    private static double Giles(double x)
    {
        // Beyond the fit, where only double reaches, the leading term of the tail is near enough to start from.
        double w = -Math.Log((1 - x) * (1 + x));
        return w > 16 ? Math.Sqrt(w - (0.5 * Math.Log(Math.PI * w)))
            : w < 5 ? x * Polynomial(w - 2.5, InverseCentre)
            : x * Polynomial(Math.Sqrt(w) - 3, InverseTail);
    }

    /// <summary>Horner's rule.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="coefficients">From the highest power to the constant.</param>
    private static double Polynomial(double x, ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        foreach (double coefficient in coefficients)
        {
            sum = (sum * x) + coefficient;
        }

        return sum;
    }

    private static ReadOnlySpan<double> ErfNumerator =>
        [0.185777706184603153, 3.16112374387056560, 113.864154151050156, 377.485237685302021, 3209.37758913846947];

    private static ReadOnlySpan<double> ErfDenominator =>
        [1, 23.6012909523441209, 244.024637934444173, 1282.61652607737228, 2844.23683343917062];

    private static ReadOnlySpan<double> ErfcNumerator =>
    [
        2.15311535474403846e-8, 0.564188496988670089, 8.88314979438837594, 66.1191906371416295, 298.635138197400131,
        881.952221241769090, 1712.04761263407058, 2051.07837782607147, 1230.33935479799725,
    ];

    private static ReadOnlySpan<double> ErfcDenominator =>
    [
        1, 15.7449261107098347, 117.693950891312499, 537.181101862009858, 1621.38957456669019,
        3290.79923573345963, 4362.61909014324716, 3439.36767414372164, 1230.33935480374942,
    ];

    private static ReadOnlySpan<double> TailNumerator =>
    [
        0.0163153871373020978, 0.305326634961232344, 0.360344899949804439, 0.125781726111229246, 0.0160837851487422766,
        0.000658749161529837803,
    ];

    private static ReadOnlySpan<double> TailDenominator =>
    [
        1, 2.56852019228982242, 1.87295284992346047, 0.527905102951428412, 0.0605183413124413191, 0.00233520497626869185,
    ];

    private static ReadOnlySpan<double> InverseCentre =>
    [
        2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503, -0.00417768164,
        0.246640727, 1.50140941,
    ];

    private static ReadOnlySpan<double> InverseTail =>
    [
        -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
        1.00167406, 2.83297682,
    ];
}
