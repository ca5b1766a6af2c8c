using System.Globalization;
using System.Numerics;

namespace SymDiff.Generator.Tests.Numerics;

/// <summary>
/// A binary floating-point number of any precision and with an exponent of any size, so that nothing overflows. The
/// precision travels with the number: a result is rounded to the larger precision of its operands, to about one unit in
/// its last bit. Conversions from <c>double</c> and integers are exact and carry no precision of their own.
/// </summary>
internal readonly partial struct BigFloat
{
    // Guard bits beyond the stated precision absorb the roundings inside elementary functions.
    private const int Guard = 32;

    private readonly BigInteger mantissa;
    private readonly BigInteger exponent;
    private readonly int precision;

    private BigFloat(BigInteger mantissa, BigInteger exponent, int precision)
    {
        this.mantissa = mantissa;
        this.exponent = exponent;
        this.precision = precision;
    }

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => mantissa.Sign;

    /// <summary>The exponent of the leading bit: the number is at least 2^this and less than twice that.</summary>
    public BigInteger Scale => exponent + Length(mantissa) - 1;

    public static implicit operator BigFloat(int value) => new(value, 0, 0);

    /// <summary>The number exactly; operations on it are rounded to a precision.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="precision">Bits.</param>
    public static BigFloat Exactly(double value, int precision)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Not a finite number.");
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int biased = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFF) | (biased == 0 ? 0 : 1L << 52);
        return new BigFloat(bits < 0 ? -mantissa : mantissa, Math.Max(biased, 1) - 1075, precision);
    }

    public static BigFloat operator -(BigFloat x) => new(-x.mantissa, x.exponent, x.precision);

    public static BigFloat operator +(BigFloat x, BigFloat y)
    {
        int precision = Common(x, y);
        if (x.Sign == 0 || y.Sign == 0)
        {
            return Rounded(x.Sign == 0 ? y.mantissa : x.mantissa, x.Sign == 0 ? y.exponent : x.exponent, precision);
        }

        // What lies below the last bit kept of the larger does not count, and shifting by its distance may take for ever.
        if (BigInteger.Abs(x.Scale - y.Scale) > precision + Guard)
        {
            BigFloat larger = x.Scale > y.Scale ? x : y;
            return Rounded(larger.mantissa, larger.exponent, precision);
        }

        BigFloat sum = Sum(x, y, precision);
        return Rounded(sum.mantissa, sum.exponent, precision);
    }

    public static BigFloat operator -(BigFloat x, BigFloat y) => x + -y;

    public static BigFloat operator *(BigFloat x, BigFloat y) =>
        Rounded(x.mantissa * y.mantissa, x.exponent + y.exponent, Common(x, y));

    public static BigFloat operator /(BigFloat x, BigFloat y)
    {
        int precision = Common(x, y);
        int shift = Math.Max(0, precision + Guard + Length(y.mantissa) - Length(x.mantissa));
        return Rounded((x.mantissa << shift) / y.mantissa, x.exponent - y.exponent - shift, precision);
    }

    public static bool operator <(BigFloat x, BigFloat y) => Compare(x, y) < 0;

    public static bool operator >(BigFloat x, BigFloat y) => Compare(x, y) > 0;

    public static bool operator <=(BigFloat x, BigFloat y) => Compare(x, y) <= 0;

    public static bool operator >=(BigFloat x, BigFloat y) => Compare(x, y) >= 0;

    /// <summary>This number plus another, without rounding, for steps far below the number's last bit.</summary>
    public BigFloat Moved(BigFloat step) => Sum(this, step, precision);

    /// <summary>An integer with the precision of this number.</summary>
    public BigFloat Constant(BigInteger value) => new(value, 0, precision);

    /// <summary>What is left after whole multiples of a positive integer: at least 0 and less than it. Exact.</summary>
    public BigFloat Modulo(int divisor)
    {
        BigInteger floor = Floor();
        BigInteger multiple = floor - (((floor % divisor) + divisor) % divisor);
        return Sum(this, new BigFloat(-multiple, 0, 0), precision);
    }

    /// <summary>Whether nothing stands behind the binary point.</summary>
    public bool IsInteger => Sum(this, -Constant(Floor()), 0).Sign == 0;

    /// <summary>The number times a power of two.</summary>
    public BigFloat TimesPowerOfTwo(BigInteger power) => new(mantissa, exponent + power, precision);

    public static BigFloat Abs(BigFloat x) => x.Sign < 0 ? -x : x;

    /// <summary>The nearest integer below or at the number. The number must fit in memory as an integer.</summary>
    public BigInteger Floor() => exponent >= 0 ? mantissa << (int)exponent : Shift(mantissa, exponent);

    /// <summary>The number as a <c>double</c>, rounded; infinite or zero outside its range.</summary>
    public double ToDouble()
    {
        if (Sign == 0 || Scale < -1080)
        {
            return 0;
        }

        if (Scale > 1030)
        {
            return Sign > 0 ? double.PositiveInfinity : double.NegativeInfinity;
        }

        int bits = (int)BigInteger.Min(53, Scale + 1075);
        BigFloat rounded = Round(mantissa, exponent, Math.Max(bits, 1));
        return Math.ScaleB(Math.ScaleB((double)rounded.mantissa, (int)rounded.exponent / 2), (int)rounded.exponent - ((int)rounded.exponent / 2));
    }

    public override string ToString() => Sign == 0 ? "0" : string.Create(
        CultureInfo.InvariantCulture, $"{TimesPowerOfTwo(-Scale).ToDouble():R}·2^{Scale}");

    private static int Common(BigFloat x, BigFloat y) => Math.Max(x.precision, y.precision);

    private static int Compare(BigFloat x, BigFloat y) =>
        x.Sign != y.Sign || x.Sign == 0 ? x.Sign.CompareTo(y.Sign)
        : x.Scale != y.Scale ? x.Sign * x.Scale.CompareTo(y.Scale)
        : Sum(x, -y, 0).Sign;

    private static BigFloat Sum(BigFloat x, BigFloat y, int precision)
    {
        BigInteger exponent = BigInteger.Min(x.exponent, y.exponent);
        BigInteger sum = (x.mantissa << (int)(x.exponent - exponent)) + (y.mantissa << (int)(y.exponent - exponent));
        return new BigFloat(sum, exponent, precision);
    }

    /// <summary>Rounded to a precision and the guard bits; precision 0 means exact.</summary>
    private static BigFloat Rounded(BigInteger mantissa, BigInteger exponent, int precision)
    {
        BigFloat rounded = precision == 0 ? new(mantissa, exponent, 0) : Round(mantissa, exponent, precision + Guard);
        return new BigFloat(rounded.mantissa, rounded.exponent, precision);
    }

    private static BigFloat Round(BigInteger mantissa, BigInteger exponent, int bits)
    {
        int excess = Length(mantissa) - bits;
        return excess <= 0
            ? new BigFloat(mantissa, exponent, 0)
            : new BigFloat((mantissa + (BigInteger.One << (excess - 1))) >> excess, exponent + excess, 0);
    }

    private static BigInteger Shift(BigInteger value, BigInteger by) =>
        by >= 0 ? value << (int)by : -by > Length(value) + 1 ? (value.Sign < 0 ? -1 : 0) : value >> (int)-by;

    private static int Length(BigInteger value) => (int)BigInteger.Abs(value).GetBitLength();
}
