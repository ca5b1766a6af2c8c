namespace SymDiff;

/// <content>The gamma function's logarithm and its derivatives.</content>
public static partial class Functions
{
    /// <summary>Where the asymptotic series of this many terms below is at full precision.</summary>
    private const double AsymptoticFrom = 12;

    /// <summary>The highest order of <see cref="PolyGamma(int, double)"/>.</summary>
    private const int HighestOrder = 100;

    /// <summary>The logarithm of the absolute value of the gamma function, <c>log |Γ(x)|</c>.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>
    /// The value to a few units in the last place, near its zeros 1 and 2 too; infinity at 0 and negative integers. Between
    /// negative integers, where further zeros lie at no round numbers, a few units in the last place of the terms. Its
    /// derivative is <see cref="Digamma(double)"/>.
    /// </returns>
    /// <remarks>
    /// Stirling's series and the reflection formula: Abramowitz and Stegun 6.1.40 and 6.1.17; around 2 a polynomial fitted to
    /// <c>log Γ(2 + z) / z</c> with 60 digits.
    /// </remarks>
    public static double LGamma(double x)
    {
        if (double.IsInfinity(x))
        {
            return double.PositiveInfinity;
        }

        if (x <= 0)
        {
            // Γ(x) Γ(-x) = -π / (x sin(π x)); at the smallest numbers the sine's digits would fade.
            double m = -x;
            return m < 1e-20 ? -Math.Log(m)
                : Math.Floor(m) == m ? double.PositiveInfinity
                : -Math.Log(m * (Math.Abs(double.SinPi(m)) / Math.PI)) - LGamma(m);
        }

        if (x < 0.5)
        {
            return (x * Polynomial(x, LGammaRatio)) - Log1p(x) - Math.Log(x);
        }

        if (x < 1.5)
        {
            return ((x - 1) * Polynomial(x - 1, LGammaRatio)) - Log1p(x - 1);
        }

        if (x < AsymptoticFrom)
        {
            // Γ(x) = (x - 1) Γ(x - 1), down to the interval of the polynomial.
            double product = 1;
            while (x >= 2.5)
            {
                x -= 1;
                product *= x;
            }

            return Math.Log(product) + ((x - 2) * Polynomial(x - 2, LGammaRatio));
        }

        double series = Polynomial(1 / (x * x), StirlingTail) / x;
        return ((x - 0.5) * (Math.Log(x) - 1)) + 0.4189385332046727 + series;
    }

    /// <inheritdoc cref="LGamma(double)"/>
    public static float LGamma(float x) => (float)LGamma((double)x);

    /// <summary>The derivative of <see cref="LGamma(double)"/>, <c>Γ'(x) / Γ(x)</c>.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>
    /// The value to a few units in the last place, near its zero at 1.4616 too; NaN at negative integers and infinite at 0,
    /// with the other sign. Between negative integers, where there is one more zero in each gap, a few units in the last
    /// place of the terms. Its derivative is <see cref="Trigamma(double)"/>.
    /// </returns>
    /// <remarks>
    /// Abramowitz and Stegun 6.3.5, 6.3.7 and 6.3.18; around the zero, after the pole at 0 has been split off, a polynomial
    /// fitted with 60 digits.
    /// </remarks>
    public static double Digamma(double x)
    {
        if (x <= 0)
        {
            double m = -x;
            return m == 0 ? 1 / m
                : Math.Floor(m) == m ? double.NaN
                : Digamma(1 + m) + (Math.PI * (double.CosPi(m) / double.SinPi(m)));
        }

        if (x < 0.96)
        {
            return DigammaAroundZero(x + 1, x) - (1 / x);
        }

        double sum = 0;
        if (x < AsymptoticFrom)
        {
            // Downwards, where subtracting 1 is exact.
            while (x >= 1.96)
            {
                x -= 1;
                sum += 1 / x;
            }

            return DigammaAroundZero(x, x - 1) + sum;
        }

        double square = 1 / (x * x);
        return Math.Log(x) - ((0.5 / x) + (square * Polynomial(square, DigammaTail)));
    }

    /// <inheritdoc cref="Digamma(double)"/>
    public static float Digamma(float x) => (float)Digamma((double)x);

    /// <summary>
    /// The derivative of <see cref="Digamma(double)"/>; positive, and infinite at 0 and negative integers. Its derivative is
    /// <see cref="PolyGamma(int, double)"/> of order 2.
    /// </summary>
    /// <param name="x">Any number.</param>
    public static double Trigamma(double x) => PolyGamma(1, x);

    /// <inheritdoc cref="Trigamma(double)"/>
    public static float Trigamma(float x) => (float)PolyGamma(1, (double)x);

    /// <summary>The derivative of order <paramref name="order"/> of <see cref="Digamma(double)"/>.</summary>
    /// <param name="order">Not negative; 0 is <see cref="Digamma(double)"/> itself. Negative orders, and those above 100, give NaN.</param>
    /// <param name="x">Any number.</param>
    /// <returns>
    /// The value to some units in the last place for orders up to 20; at 0 and negative integers infinite for odd orders and
    /// NaN for even ones.
    /// </returns>
    /// <remarks>Abramowitz and Stegun 6.4.6, 6.4.7 and 6.4.11.</remarks>
    public static double PolyGamma(int order, double x)
    {
        if (order <= 0)
        {
            return order == 0 ? Digamma(x) : double.NaN;
        }

        if (order > HighestOrder || double.IsNaN(x))
        {
            return double.NaN;
        }

        bool even = order % 2 == 0;
        if (x > 0)
        {
            return even ? -PowerSum(order, x) : PowerSum(order, x);
        }

        // Reflection, see Abramowitz and Stegun 6.4.7. What it adds is positive.
        return Math.Floor(x) == x
            ? even ? double.NaN : double.PositiveInfinity
            : -CotangentDerivative(order, x) - PowerSum(order, 1 - x);
    }

    /// <inheritdoc cref="PolyGamma(int, double)"/>
    public static float PolyGamma(int order, float x) => (float)PolyGamma(order, (double)x);

    /// <summary>Digamma between 0.96 and 1.96, by the distance from its zero.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="excess">The argument less 1, which may be known to more digits.</param>
    private static double DigammaAroundZero(double x, double excess)
    {
        // The zero less 1 to more digits than a double has.
        double d = excess - 0.46163214496836236 + 1.5522348162858677e-17;
        return d * ((1 / (x * 1.4616321449683623)) + Polynomial(d, DigammaRatio));
    }

    /// <summary><c>n! (1 / x^(n + 1) + 1 / (x + 1)^(n + 1) + …)</c> for positive x.</summary>
    private static double PowerSum(int n, double x)
    {
        double sum = 0;
        double at = x;
        for (int k = 1; at < n + AsymptoticFrom; k++)
        {
            sum += FactorialOverPower(n, at);
            at = x + k;
        }

        // The rest by Euler and Maclaurin's formula.
        double factor = 1 + (n / (2 * at));
        double rising = 1;
        for (int k = 1; k <= BernoulliNumbers.Length; k++)
        {
            // (n + 2k - 1)! / ((n - 1)! (2k)! x^2k)
            rising *= (n + (2 * k) - 2) / at * ((n + (2 * k) - 1) / at) / (2 * k * ((2 * k) - 1));
            factor += BernoulliNumbers[k - 1] * rising;
        }

        return sum + (FactorialOverPower(n - 1, at) * factor);
    }

    /// <summary><c>n! / x^(n + 1)</c>, in an order in which only the result can overflow or underflow.</summary>
    private static double FactorialOverPower(int n, double x)
    {
        double product = 1 / x;
        for (int i = 1; i <= n; i++)
        {
            product *= i / x;
        }

        return product;
    }

    /// <summary>The derivative of order n of <c>π cot(π x)</c>.</summary>
    private static double CotangentDerivative(int n, double x)
    {
        // c' = -π (1 + c²) makes each derivative a polynomial in c with coefficients of one sign, so nothing cancels.
        Span<double> coefficients = stackalloc double[HighestOrder + 3];
        coefficients.Clear();
        coefficients[1] = 1;
        for (int order = 0; order < n; order++)
        {
            // p' in place, then -(1 + c²) p'.
            for (int i = 0; i <= order + 1; i++)
            {
                coefficients[i] = (i + 1) * coefficients[i + 1];
            }

            for (int i = order + 2; i >= 0; i--)
            {
                coefficients[i] = -coefficients[i] - (i >= 2 ? coefficients[i - 2] : 0);
            }
        }

        double cotangent = double.CosPi(x) / double.SinPi(x);
        double sum = 0;
        for (int i = n + 1; i >= 0; i--)
        {
            sum = (sum * cotangent) + coefficients[i];
        }

        return Math.Pow(Math.PI, n + 1) * sum;
    }

    /// <summary><c>log Γ(2 + z) / z</c> for z from -0.5 to 0.5.</summary>
    private static ReadOnlySpan<double> LGammaRatio =>
    [
        -3.132113095718165e-08, 6.473973449314896e-08, -9.500561364952553e-08, 2.0192169921430407e-07,
        -4.511226578219266e-07, 9.584290249224467e-07, -2.0388179147899775e-06, 4.374221208333783e-06,
        -9.439542157811552e-06, 2.0507292365464966e-05, -4.4926232067590164e-05, 9.945750665169756e-05,
        -0.00022315475870541318, 0.0005096695250262799, -0.0011927539116953513, 0.0028905103307343394,
        -0.007385551028674112, 0.02058080842778463, -0.06735230105319809, 0.3224670334241132,
        0.42278433509846713,
    ];

    /// <summary>The slope of ψ(x + 1) from the zero of ψ(x), by the distance from it.</summary>
    private static ReadOnlySpan<double> DigammaRatio =>
    [
        1.0984995003541392e-07, -2.678136770971126e-07, 5.433064573111105e-07, -1.3426667748876588e-06,
        3.3647204053519197e-06, -8.311529673958996e-06, 2.055378963449999e-05, -5.0971278708053554e-05,
        0.00012681675884701338, -0.000317036871515501, 0.0007983109573312943, -0.0020324818206660057,
        0.005265591872154164, -0.014039965293964186, 0.039397097335798506, -0.12251567278862585,
        0.49958821066342546,
    ];

    /// <summary>Bernoulli numbers over 2k (2k - 1).</summary>
    private static ReadOnlySpan<double> StirlingTail =>
    [
        -1.3924322169059011, 0.17964437236883057, -0.029550653594771242, 0.00641025641025641,
        -0.0019175269175269176, 0.0008417508417508417, -0.0005952380952380953, 0.0007936507936507937,
        -0.002777777777777778, 0.08333333333333333,
    ];

    /// <summary>Bernoulli numbers over 2k.</summary>
    private static ReadOnlySpan<double> DigammaTail =>
    [
        -26.456212121212122, 3.0539543302701198, -0.4432598039215686, 0.08333333333333334,
        -0.02109279609279609, 0.007575757575757576, -0.004166666666666667, 0.003968253968253968,
        -0.008333333333333333, 0.08333333333333333,
    ];

    private static ReadOnlySpan<double> BernoulliNumbers =>
    [
        0.16666666666666666, -0.03333333333333333, 0.023809523809523808, -0.03333333333333333, 0.07575757575757576, -0.2531135531135531, 1.1666666666666667, -7.092156862745098, 54.971177944862156, -529.1242424242424, 6192.123188405797, -86580.25311355312,
    ];
}
