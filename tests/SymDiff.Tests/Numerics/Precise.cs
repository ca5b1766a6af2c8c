using System.Numerics;

namespace SymDiff.Tests.Numerics;

/// <summary>
/// A number as a whole number over a power of two, and elementary functions of a double from their series in whole numbers:
/// relative errors are far below 2^-100.
/// </summary>
internal readonly record struct Precise(BigInteger Numerator, int Bits)
{
    private const int Enough = 200;
    private const int PiBits = 1400;
    private static readonly BigInteger Ln2 = 2 * Artanh(1, 3, PiBits);
    private static readonly BigInteger HalfPi = (8 * Arctan(5)) - (2 * Arctan(239));

    public static Precise Exp(double x)
    {
        BigInteger y = Fixed(Math.Clamp(x, -2000, 2000), Enough), ln2 = Ln2 >> (PiBits - Enough);
        int n = (int)Nearest(y, ln2);
        return new Precise(Series(y - (n * ln2), Enough), Enough - n);
    }

    public static Precise Log(double x)
    {
        int k = Math.ILogB(x);
        double mantissa = Math.ScaleB(x, -k);
        if (mantissa > 1.4)
        {
            mantissa /= 2;
            k++;
        }

        const int Bits = Enough + 100;
        BigInteger m = Fixed(mantissa, Bits), one = BigInteger.One << Bits;
        return new Precise((2 * Artanh(m - one, m + one, Bits)) + (k * (Ln2 >> (PiBits - Bits))), Bits);
    }

    public static Precise Tanh(double x)
    {
        int bits = Enough + Leading(x);
        BigInteger y = Fixed(2 * Math.Min(Math.Abs(x), 60), bits), ln2 = Ln2 >> (PiBits - bits), one = BigInteger.One << bits;
        int n = (int)Nearest(y, ln2);
        BigInteger e = (Series(y - (n * ln2), bits) << n) - one;
        return new Precise(Math.Sign(x) * ((e << bits) / (e + (2 * one))), bits);
    }

    public static Precise Sigmoid(double x)
    {
        Precise e = Exp(-Math.Abs(x));
        BigInteger one = BigInteger.One << e.Bits, sum = one + e.Numerator;
        int bits = Enough + e.Bits;
        return new Precise(((x < 0 ? e.Numerator : one) << bits) / sum, bits);
    }

    public static Precise Sin(double x) => Circular(x, 0);

    public static Precise Cos(double x) => Circular(x, 1);

    /// <summary>How far a double is from this number, in units of the last place that the number has as a double.</summary>
    public double Ulps(double actual)
    {
        int unit = Math.Max((int)BigInteger.Abs(Numerator).GetBitLength() - Bits - 53, -1074);
        if (double.IsNaN(actual))
        {
            return double.PositiveInfinity;
        }

        if (double.IsInfinity(actual))
        {
            // Right where the number is nearer to 2^1024 than to the greatest double.
            BigInteger least = (BigInteger.One << 1024) - (BigInteger.One << 970);
            return Shift(Numerator * Math.Sign(actual), -Bits) >= least ? 0 : double.PositiveInfinity;
        }

        BigInteger difference = BigInteger.Abs(Fixed(actual, Bits) - Numerator);
        return (double)Shift(difference, 30 - Bits - unit) / (1 << 30);
    }

    private static Precise Circular(double x, int quarters)
    {
        int bits = Enough + Leading(x);
        BigInteger y = Fixed(Math.Abs(x), PiBits);
        BigInteger n = Nearest(y, HalfPi);
        BigInteger r = (y - (n * HalfPi)) >> (PiBits - bits);
        int quadrant = (int)((n + quarters) & 3);
        BigInteger square = (r * r) >> bits, term = quadrant % 2 == 0 ? r : BigInteger.One << bits, sum = 0;
        for (int k = quadrant % 2 == 0 ? 2 : 1; !term.IsZero; k += 2)
        {
            sum += term;
            term = -((term * square) >> bits) / (k * (k + 1));
        }

        bool negative = quadrant >= 2 != (x < 0 && quarters == 0);
        return new Precise(negative ? -sum : sum, bits);
    }

    /// <summary>e^r.</summary>
    private static BigInteger Series(BigInteger r, int bits)
    {
        BigInteger term = BigInteger.One << bits, sum = 0;
        for (int k = 1; !term.IsZero; k++)
        {
            sum += term;
            term = (term * r / k) >> bits;
        }

        return sum;
    }

    private static BigInteger Artanh(BigInteger numerator, BigInteger denominator, int bits)
    {
        BigInteger s = (numerator << bits) / denominator;
        BigInteger square = (s * s) >> bits, power = s, sum = 0;
        for (int k = 1; BigInteger.Abs(power) > 1; k += 2)
        {
            sum += power / k;
            power = (power * square) >> bits;
        }

        return sum;
    }

    private static BigInteger Arctan(int inverse)
    {
        BigInteger power = (BigInteger.One << PiBits) / inverse, sum = 0;
        for (int k = 1; !power.IsZero; k += 2)
        {
            sum += k % 4 == 1 ? power / k : -(power / k);
            power /= inverse * inverse;
        }

        return sum;
    }

    private static BigInteger Nearest(BigInteger x, BigInteger y)
    {
        BigInteger floor = BigInteger.DivRem((2 * x) + y, 2 * y, out BigInteger rest);
        return rest.Sign < 0 ? floor - 1 : floor;
    }

    /// <summary>How many zeros a number below 1 has behind the point.</summary>
    private static int Leading(double x) => x == 0 ? 0 : Math.Max(0, -Math.ILogB(x));

    private static BigInteger Fixed(double x, int bits)
    {
        long image = BitConverter.DoubleToInt64Bits(x), fraction = image & 0xFFFFFFFFFFFFF;
        int exponent = (int)((image >> 52) & 0x7FF);
        BigInteger mantissa = exponent == 0 ? fraction : fraction | 0x10000000000000;
        return Shift(image < 0 ? -mantissa : mantissa, Math.Max(exponent, 1) - 1075 + bits);
    }

    private static BigInteger Shift(BigInteger x, int bits) => bits >= 0 ? x << bits : x >> -bits;
}
