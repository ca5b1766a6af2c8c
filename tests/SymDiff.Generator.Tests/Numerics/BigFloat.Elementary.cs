using System.Numerics;

namespace SymDiff.Generator.Tests.Numerics;

/// <content>
/// Elementary functions by argument reduction and Taylor series in integers scaled by a power of two. See R. Brent and
/// P. Zimmermann, Modern Computer Arithmetic, chapter 4.
/// </content>
internal readonly partial struct BigFloat
{
    // Halvings of an argument before its series: each saves terms and costs one doubling.
    private const int Halvings = 12;

    private static readonly Dictionary<int, BigInteger> Pis = [];
    private static readonly Dictionary<int, BigInteger> Ln2s = [];

    /// <summary>π to a precision.</summary>
    public static BigFloat Pi(int precision) => new(PiScaled(precision + Guard), -(precision + Guard), precision);

    /// <summary>π to the precision of this number.</summary>
    public BigFloat Pi() => Pi(precision);

    public static BigFloat Sqrt(BigFloat x)
    {
        if (x.Sign <= 0)
        {
            return x.Sign == 0 ? x : throw new ArgumentOutOfRangeException(nameof(x), x.ToString(), "Negative.");
        }

        int shift = Math.Max(0, (2 * (x.precision + Guard)) - Length(x.mantissa));
        shift += (x.exponent - shift).IsEven ? 0 : 1;
        return Rounded(IntegerSqrt(x.mantissa << shift), (x.exponent - shift) / 2, x.precision);
    }

    public static BigFloat Exp(BigFloat x)
    {
        // x = k ln 2 + f with 0 <= f < ln 2, and exp(x) = 2^k exp(f).
        int scale = x.precision + Guard;
        if (x.Sign == 0)
        {
            return new BigFloat(1, 0, x.precision);
        }

        int extra = (int)BigInteger.Max(0, x.Scale + 2);
        BigInteger ln2 = Ln2Scaled(scale + extra);
        BigInteger k = FloorDivide(x.Scaled(scale + extra), ln2, out BigInteger rest);
        return Rounded(ExpScaled(rest >> extra, scale), k - scale, x.precision);
    }

    public static BigFloat Log(BigFloat x)
    {
        if (x.Sign <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x), x.ToString(), "Not positive.");
        }

        // x = 2^k m with m near 1, so that nothing cancels, and log(m) by Halley's iteration on exp, which triples the
        // correct bits. A logarithm near 0 is small: the scale grows by its leading zeros.
        BigInteger k = x.Scale;
        BigFloat m = x.TimesPowerOfTwo(-k);
        if (m.ToDouble() > 1.4)
        {
            k++;
            m = m.TimesPowerOfTwo(-1);
        }

        BigFloat distance = Sum(m, -1, 0);
        if (distance.Sign == 0)
        {
            return k.IsZero ? new BigFloat(0, 0, x.precision) : new BigFloat(k, 0, x.precision) * Ln2(x.precision);
        }

        int zeros = (int)-distance.Scale;
        int scale = x.precision + Guard + Math.Max(0, zeros);
        BigInteger target = m.Scaled(scale);
        BigInteger log = Exactly(zeros > 40 ? distance.ToDouble() : Math.Log(m.ToDouble()), 0).Scaled(scale);
        for (int bits = 40; bits < scale + Guard; bits *= 3)
        {
            BigInteger exp = ExpOfAny(log, scale);
            log += ((target - exp) << (scale + 1)) / (target + exp);
        }

        var part = new BigFloat(log, -scale, x.precision);
        return k.IsZero ? Rounded(part.mantissa, part.exponent, x.precision) : (new BigFloat(k, 0, x.precision) * Ln2(x.precision)) + part;
    }

    /// <summary>Sine and cosine together.</summary>
    public static (BigFloat Sin, BigFloat Cos) SinCos(BigFloat x)
    {
        // x = k π/2 + f with 0 <= f < π/2. Digits beyond the precision serve sines and cosines near 0: no double but 0 is
        // nearer to a multiple of π/2 than about 2^-61.
        int scale = x.precision + (4 * Guard);
        int extra = (int)BigInteger.Max(0, x.Scale + 2);
        BigInteger halfPi = PiScaled(scale + extra) >> 1;
        BigInteger k = FloorDivide(x.Sign == 0 ? 0 : x.Scaled(scale + extra), halfPi, out BigInteger rest);
        if (x.Sign != 0 && x.Scale < -x.precision)
        {
            return (x, new BigFloat(1, 0, x.precision));
        }

        (BigInteger s, BigInteger c) = SinCosScaled(rest >> extra, scale);
        BigFloat sin = Rounded(s, -scale, x.precision);
        BigFloat cos = Rounded(c, -scale, x.precision);
        return (int)(((k % 4) + 4) % 4) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    public static BigFloat Atan(BigFloat x)
    {
        if (x.Sign < 0)
        {
            return -Atan(-x);
        }

        if (x > 1)
        {
            return (x.Pi() / 2) - Atan(new BigFloat(1, 0, x.precision) / x);
        }

        if (x.Sign == 0 || x.Scale < -x.precision)
        {
            return x;
        }

        // atan(x) = 2 atan(x / (1 + sqrt(1 + x²))), then the series.
        BigFloat one = new(1, 0, x.precision);
        BigFloat reduced = x;
        for (int i = 0; i < Halvings; i++)
        {
            reduced /= one + Sqrt(one + (reduced * reduced));
        }

        BigFloat square = reduced * reduced;
        BigFloat power = reduced;
        BigFloat sum = reduced;
        for (int n = 3; power.Scale > reduced.Scale - x.precision - Guard; n += 2)
        {
            power = -(power * square);
            sum += power / n;
        }

        return sum.TimesPowerOfTwo(Halvings);
    }

    private BigInteger Scaled(int scale) => Shift(mantissa, exponent + scale);

    private static BigFloat Ln2(int precision) => new(Ln2Scaled(precision + Guard), -(precision + Guard), precision);

    /// <summary>exp of a number between 0 and 1.</summary>
    private static BigInteger ExpScaled(BigInteger x, int scale)
    {
        int inner = scale + (2 * Halvings);
        BigInteger reduced = x << Halvings;
        BigInteger sum = BigInteger.One << inner;
        BigInteger term = sum;
        for (int n = 1; !term.IsZero; n++)
        {
            term = ((term * reduced) >> inner) / n;
            sum += term;
        }

        for (int i = 0; i < Halvings; i++)
        {
            sum = (sum * sum) >> inner;
        }

        return sum >> (2 * Halvings);
    }

    private static BigInteger ExpOfAny(BigInteger x, int scale) =>
        x.Sign >= 0 ? ExpScaled(x, scale) : (BigInteger.One << (2 * scale)) / ExpScaled(-x, scale);

    /// <summary>Sine and cosine of a number between 0 and 2.</summary>
    private static (BigInteger Sin, BigInteger Cos) SinCosScaled(BigInteger x, int scale)
    {
        int inner = scale + (3 * Halvings);
        BigInteger reduced = x << (2 * Halvings);
        BigInteger square = (reduced * reduced) >> inner;
        BigInteger one = BigInteger.One << inner;
        (BigInteger sin, BigInteger cos, BigInteger sinTerm, BigInteger cosTerm) = (reduced, one, reduced, one);
        for (int n = 1; !cosTerm.IsZero; n += 2)
        {
            cosTerm = -(((cosTerm * square) >> inner) / (n * (n + 1)));
            sinTerm = -(((sinTerm * square) >> inner) / ((n + 1) * (n + 2)));
            cos += cosTerm;
            sin += sinTerm;
        }

        for (int i = 0; i < Halvings; i++)
        {
            (sin, cos) = ((sin * cos) >> (inner - 1), ((cos * cos) - (sin * sin)) >> inner);
        }

        return (sin >> (3 * Halvings), cos >> (3 * Halvings));
    }

    /// <summary>π = 16 atan(1/5) - 4 atan(1/239), Machin.</summary>
    private static BigInteger PiScaled(int scale) => Remembered(Pis, scale, s => (16 * AtanOfReciprocal(5, s)) - (4 * AtanOfReciprocal(239, s)));

    /// <summary>ln 2 = 18 artanh(1/26) - 2 artanh(1/4801) + 8 artanh(1/8749), Gourdon and Sebah.</summary>
    private static BigInteger Ln2Scaled(int scale) => Remembered(
        Ln2s,
        scale,
        s => (18 * AtanOfReciprocal(26, s, 1)) - (2 * AtanOfReciprocal(4801, s, 1)) + (8 * AtanOfReciprocal(8749, s, 1)));

    private static BigInteger AtanOfReciprocal(int x, int scale, int sign = -1)
    {
        BigInteger power = (BigInteger.One << scale) / x;
        BigInteger sum = power;
        for (int n = 3; !power.IsZero; n += 2)
        {
            power = power * sign / (x * x);
            sum += power / n;
        }

        return sum;
    }

    private static BigInteger Remembered(Dictionary<int, BigInteger> known, int scale, Func<int, BigInteger> compute)
    {
        lock (known)
        {
            if (!known.TryGetValue(scale, out BigInteger value))
            {
                value = compute(scale + Guard) >> Guard;
                known.Add(scale, value);
            }

            return value;
        }
    }

    private static BigInteger FloorDivide(BigInteger x, BigInteger y, out BigInteger rest)
    {
        BigInteger quotient = BigInteger.DivRem(x, y, out rest);
        if (rest.Sign < 0)
        {
            rest += y;
            quotient--;
        }

        return quotient;
    }

    private static BigInteger IntegerSqrt(BigInteger x)
    {
        // Newton from above falls until it is there.
        BigInteger root = BigInteger.One << ((Length(x) + 1) / 2);
        int excess = Math.Max(0, Length(x) - 1000) & ~1;
        if (Length(x) > 60)
        {
            root = (((BigInteger)Math.Sqrt((double)(x >> excess)) + 1) * ((BigInteger.One << 40) + 1) >> 40) + 1 << (excess / 2);
        }

        while (true)
        {
            BigInteger next = (root + (x / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }
}
