using System.Numerics;

namespace SymDiff.Generator.Tests.Numerics;

/// <content>The error function by its series, the gamma function and its logarithm's derivatives by Stirling's.</content>
internal readonly partial struct BigFloat
{
    // exp(-29²) is 2^-1213, below the smallest number of either type.
    private const int ErfReach = 29;

    /// <summary>A multiple of this many terms of Stirling's series serves any precision in use, from an argument as large.</summary>
    private const int BernoulliCount = 260;

    private static readonly Lazy<BigInteger[]> Tangents = new(TangentNumbers);

    /// <summary>2 / sqrt(π) x exp(-x²) Σ (2 x²)^n / (1 · 3 ⋯ (2n + 1)), all terms positive: Abramowitz and Stegun 7.1.6.</summary>
    public static BigFloat Erf(BigFloat x)
    {
        if (x.Sign == 0)
        {
            return x;
        }

        if (Abs(x) > ErfReach)
        {
            return x.Constant(x.Sign);
        }

        int scale = x.precision + (2 * Guard);
        BigFloat square = x * x;
        BigInteger twice = square.Scaled(scale + 1);
        BigInteger term = BigInteger.One << scale;
        BigInteger sum = term;
        for (int n = 1; !term.IsZero; n++)
        {
            term = ((term * twice) >> scale) / ((2 * n) + 1);
            sum += term;
        }

        return 2 * x * new BigFloat(sum, -scale, x.precision) * Exp(-square) / Sqrt(x.Pi());
    }

    /// <summary>1 - erf(x), with the digits that the difference loses.</summary>
    public static BigFloat Erfc(BigFloat x)
    {
        if (Abs(x) > ErfReach)
        {
            return x.Constant(x.Sign < 0 ? 2 : 0);
        }

        double size = x.ToDouble();
        var precise = new BigFloat(x.mantissa, x.exponent, x.precision + Guard + (int)(1.5 * size * size));
        BigFloat complement = 1 - Erf(precise);
        return Rounded(complement.mantissa, complement.exponent, x.precision);
    }

    /// <summary>log |Γ(x)|, or null at a pole.</summary>
    public static BigFloat? LogGamma(BigFloat x)
    {
        if (x.Sign <= 0)
        {
            // Γ(x) Γ(-x) = -π / (x sin(π x))
            BigFloat sine = Abs(SinCos(x.Modulo(2) * x.Pi()).Sin);
            return x.Sign == 0 || x.IsInteger ? null : Log(x.Pi() / (-x * sine)) - LogGamma(-x)!.Value;
        }

        BigFloat product = x.Constant(1);
        BigFloat at = Shifted(x, step => product *= step);
        BigFloat square = at * at;
        BigFloat power = at;
        BigFloat series = x.Constant(0);
        for (int k = 1; k <= BernoulliCount && power.Scale * 2 < at.Scale * 2 + (2 * x.precision) + Guard; k++)
        {
            series += Bernoulli(k, x) / (power * (2 * k * ((2 * k) - 1)));
            power *= square;
        }

        return ((at - (x.Constant(1) / 2)) * Log(at)) - at + (Log(2 * x.Pi()) / 2) + series - Log(product);
    }

    /// <summary>The derivative of order n of digamma, or null at a pole and for large negative numbers.</summary>
    public static BigFloat? PolyGamma(int n, BigFloat x)
    {
        if (n < 0 || (x.Sign <= 0 && x.IsInteger) || x < -3000)
        {
            return null;
        }

        // (-1)^(n + 1) n! Σ 1 / (x + k)^(n + 1), the rest by Stirling's series: Abramowitz and Stegun 6.4.10 and 6.4.11.
        BigFloat sum = x.Constant(0);
        BigFloat at = Shifted(x, step => sum += x.Constant(1) / Power(step, n + 1));
        BigInteger factorial = 1;
        for (int i = 2; i <= n; i++)
        {
            factorial *= i;
        }

        sum *= x.Constant(factorial);
        BigFloat square = at * at;
        BigFloat power = Power(at, n) * square;
        BigFloat rising = x.Constant(n == 0 ? 1 : factorial / n);
        sum += n == 0 ? -Log(at) : rising / Power(at, n);
        sum += x.Constant(factorial) / (2 * Power(at, n + 1));
        rising = x.Constant(factorial) * (n + 1) / 2;
        for (int k = 1; k <= BernoulliCount && power.Scale < (n * at.Scale) + x.precision + (2 * Guard); k++)
        {
            // (n + 2k - 1)! / (2k)!
            sum += Bernoulli(k, x) * rising / power;
            power *= square;
            rising = rising * (n + (2 * k)) * (n + (2 * k) + 1) / (((2 * k) + 1) * ((2 * k) + 2));
        }

        return n % 2 == 0 ? -sum : sum;
    }

    /// <summary>An argument so large that Stirling's series serves the precision; each number passed on the way is told.</summary>
    private static BigFloat Shifted(BigFloat x, Action<BigFloat> step)
    {
        BigFloat at = x;
        for (int k = 1; at < x.precision; k++)
        {
            step(at);
            at = x + k;
        }

        return at;
    }

    private static BigFloat Power(BigFloat x, int n)
    {
        BigFloat power = x.Constant(1);
        for (int i = 0; i < n; i++)
        {
            power *= x;
        }

        return power;
    }

    /// <summary>B(2k) = (-1)^(k - 1) 2k T(k) / (4^k (4^k - 1)).</summary>
    private static BigFloat Bernoulli(int k, BigFloat like)
    {
        BigInteger power = BigInteger.One << (2 * k);
        return like.Constant((k % 2 == 0 ? -2 : 2) * k * Tangents.Value[k - 1]) / like.Constant(power * (power - 1));
    }

    /// <summary>Brent and Zimmermann, Modern Computer Arithmetic, algorithm 4.1: the coefficients of tan.</summary>
    private static BigInteger[] TangentNumbers()
    {
        var t = new BigInteger[BernoulliCount];
        t[0] = 1;
        for (int k = 1; k < t.Length; k++)
        {
            t[k] = k * t[k - 1];
        }

        for (int k = 1; k < t.Length; k++)
        {
            for (int j = k; j < t.Length; j++)
            {
                t[j] = ((j - k) * t[j - 1]) + ((j - k + 2) * t[j]);
            }
        }

        return t;
    }
}
