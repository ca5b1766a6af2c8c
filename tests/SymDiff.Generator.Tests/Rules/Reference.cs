using System.Numerics;
using SymDiff.Generator.Rules;
using SymDiff.Generator.Tests.Numerics;
using static SymDiff.Generator.Tests.Numerics.BigFloat;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>
/// The function each row stands for, from its definition and not from any rule: values only, at any precision, null
/// where there is none. Derivatives come from <see cref="ReferenceDerivative"/>.
/// </summary>
internal static class Reference
{
    private static readonly Dictionary<string, Func<BigFloat[], BigFloat?>> Functions = new(StringComparer.Ordinal)
    {
        ["neg"] = x => -x[0],
        ["add"] = x => x[0] + x[1],
        ["sub"] = x => x[0] - x[1],
        ["mul"] = x => x[0] * x[1],
        ["div"] = x => Quotient(x[0], x[1]),
        ["rem"] = x => Remainder(x[0], x[1], MidpointRounding.ToZero),
        ["StrongMul"] = x => x[0] * x[1],
        ["StrongDiv"] = x => Quotient(x[0], x[1]),

        ["Sqrt"] = x => x[0].Sign < 0 ? null : Sqrt(x[0]),
        ["Cbrt"] = x => Root(x[0], 3),
        ["RootN"] = x => Root(x[0], (int)x[1].Floor()),
        ["Pow"] = x => Power(x[0], x[1]),
        ["Exp"] = x => Exp(x[0]),
        ["Exp2"] = x => Exp(x[0] * LogOf(2, x[0])),
        ["Exp10"] = x => Exp(x[0] * LogOf(10, x[0])),
        ["ExpM1"] = x => Exp(x[0]) - 1,
        ["Exp2M1"] = x => Exp(x[0] * LogOf(2, x[0])) - 1,
        ["Exp10M1"] = x => Exp(x[0] * LogOf(10, x[0])) - 1,
        ["Log"] = x => Logarithm(x[0]),
        ["Log2"] = x => Logarithm(x[0]) / LogOf(2, x[0]),
        ["Log10"] = x => Logarithm(x[0]) / LogOf(10, x[0]),
        ["LogP1"] = x => Logarithm(x[0] + 1),
        ["Log2P1"] = x => Logarithm(x[0] + 1) / LogOf(2, x[0]),
        ["Log10P1"] = x => Logarithm(x[0] + 1) / LogOf(10, x[0]),
        ["LogBase"] = x => Logarithm(x[0]) is { } log && Logarithm(x[1]) is { } b ? Quotient(log, b) : null,

        ["Sin"] = x => SinCos(x[0]).Sin,
        ["Cos"] = x => SinCos(x[0]).Cos,
        ["Tan"] = x => Quotient(SinCos(x[0])),
        ["SinCos.Sin"] = x => SinCos(x[0]).Sin,
        ["SinCos.Cos"] = x => SinCos(x[0]).Cos,
        ["SinPi"] = x => SinCosPi(x[0]).Sin,
        ["CosPi"] = x => SinCosPi(x[0]).Cos,
        ["TanPi"] = x => Quotient(SinCosPi(x[0])),
        ["SinCosPi.SinPi"] = x => SinCosPi(x[0]).Sin,
        ["SinCosPi.CosPi"] = x => SinCosPi(x[0]).Cos,
        ["Asin"] = x => Arcsine(x[0]),
        ["Acos"] = x => (x[0].Pi() / 2) - Arcsine(x[0]),
        ["Atan"] = x => Atan(x[0]),
        ["AsinPi"] = x => Arcsine(x[0]) / x[0].Pi(),
        ["AcosPi"] = x => ((x[0].Pi() / 2) - Arcsine(x[0])) / x[0].Pi(),
        ["AtanPi"] = x => Atan(x[0]) / x[0].Pi(),
        ["Atan2"] = x => Angle(x[0], x[1]),
        ["Atan2Pi"] = x => Angle(x[0], x[1]) / x[0].Pi(),
        ["Hypot"] = x => Sqrt((x[0] * x[0]) + (x[1] * x[1])),
        ["Sinh"] = x => (Exp(x[0]) - Exp(-x[0])) / 2,
        ["Cosh"] = x => (Exp(x[0]) + Exp(-x[0])) / 2,
        ["Tanh"] = x => HyperbolicTangent(x[0]),
        ["Asinh"] = x => x[0].Sign < 0 ? -AreaSine(-x[0]) : AreaSine(x[0]),
        ["Acosh"] = x => x[0] < 1 ? null : Log(x[0] + Sqrt((x[0] * x[0]) - 1)),
        ["Atanh"] = x => Abs(x[0]) < 1 ? Log((1 + x[0]) / (1 - x[0])) / 2 : null,

        ["Abs"] = x => Abs(x[0]),
        ["CopySign"] = x => x[1].Sign == 0 ? null : x[1].Sign < 0 ? -Abs(x[0]) : Abs(x[0]),
        ["Max"] = x => x[0] > x[1] ? x[0] : x[1],
        ["Min"] = x => x[0] < x[1] ? x[0] : x[1],
        ["MaxNumber"] = x => x[0] > x[1] ? x[0] : x[1],
        ["MinNumber"] = x => x[0] < x[1] ? x[0] : x[1],
        ["MaxNative"] = x => x[0] > x[1] ? x[0] : x[1],
        ["MinNative"] = x => x[0] < x[1] ? x[0] : x[1],
        ["MaxMagnitude"] = x => Larger(x[0], x[1]),
        ["MaxMagnitudeNumber"] = x => Larger(x[0], x[1]),
        ["MinMagnitude"] = x => Smaller(x[0], x[1]),
        ["MinMagnitudeNumber"] = x => Smaller(x[0], x[1]),
        ["Clamp"] = x => Clamp(x[0], x[1], x[2]),
        ["Number.Clamp"] = x => Clamp(x[0], x[1], x[2]),
        ["ClampNative"] = x => Clamp(x[0], x[1], x[2]),

        ["Floor"] = x => Rounded(x[0], MidpointRounding.ToNegativeInfinity),
        ["Ceiling"] = x => Rounded(x[0], MidpointRounding.ToPositiveInfinity),
        ["Truncate"] = x => Rounded(x[0], MidpointRounding.ToZero),
        ["Round"] = x => Rounded(x[0], MidpointRounding.ToEven),
        ["RoundDigits"] = x => Rounded(x[0], MidpointRounding.ToEven, x[1]),
        ["RoundMode"] = x => Rounded(x[0], (MidpointRounding)(int)x[1].Floor()),
        ["RoundDigitsMode"] = x => Rounded(x[0], (MidpointRounding)(int)x[2].Floor(), x[1]),

        ["FusedMultiplyAdd"] = x => (x[0] * x[1]) + x[2],
        ["MultiplyAddEstimate"] = x => (x[0] * x[1]) + x[2],
        ["Lerp"] = x => (x[0] * (1 - x[2])) + (x[1] * x[2]),
        ["ReciprocalEstimate"] = x => Quotient(1, x[0]),
        ["ReciprocalSqrtEstimate"] = x => x[0].Sign <= 0 ? null : 1 / Sqrt(x[0]),
        ["ScaleB"] = x => x[0].TimesPowerOfTwo(x[1].Floor()),
        ["DegreesToRadians"] = x => x[0] * x[0].Pi() / 180,
        ["RadiansToDegrees"] = x => x[0] * 180 / x[0].Pi(),
        ["BitIncrement"] = x => x[0],
        ["BitDecrement"] = x => x[0],
        ["IEEERemainder"] = x => Remainder(x[0], x[1], MidpointRounding.ToEven),
    };

    /// <summary>The function of a row.</summary>
    /// <param name="rule">A row whose result is a number.</param>
    public static Func<BigFloat[], BigFloat?> Of(Rule rule) =>
        Functions.TryGetValue(rule.Name, out Func<BigFloat[], BigFloat?>? function) || RuntimeReference.Functions.TryGetValue(rule.Name, out function)
            ? function
            : throw new InvalidOperationException($"{rule.Name} needs its definition in {nameof(Reference)}.");

    private static BigFloat? Quotient(BigFloat x, BigFloat y) => y.Sign == 0 ? null : x / y;

    private static BigFloat? Quotient((BigFloat Sin, BigFloat Cos) pair) => Quotient(pair.Sin, pair.Cos);

    private static BigFloat? Logarithm(BigFloat x) => x.Sign <= 0 ? null : Log(x);

    private static BigFloat LogOf(int number, BigFloat like) => Log(like.Constant(number));

    private static BigFloat? Root(BigFloat x, int n) =>
        n == 0 || (x.Sign < 0 && n % 2 == 0) || (x.Sign == 0 && n < 0) ? null
        : x.Sign == 0 ? x
        : x.Sign < 0 ? -Exp(Log(-x) / n)
        : Exp(Log(x) / n);

    private static BigFloat? Power(BigFloat x, BigFloat y) =>
        y.Sign == 0 ? x.Constant(1)
        : x.Sign == 0 ? (y.Sign < 0 ? null : x)
        : x.Sign > 0 ? Exp(y * Log(x))
        : !y.IsInteger ? null
        : y.Floor().IsEven ? Exp(y * Log(-x)) : -Exp(y * Log(-x));

    private static (BigFloat Sin, BigFloat Cos) SinCosPi(BigFloat x) => SinCos(x.Modulo(2) * x.Pi());

    private static BigFloat? Arcsine(BigFloat x)
    {
        BigFloat square = (1 - x) * (1 + x);
        return square.Sign < 0 ? null
            : square.Sign == 0 ? (x.Sign < 0 ? -(x.Pi() / 2) : x.Pi() / 2)
            : Atan(x / Sqrt(square));
    }

    /// <summary>Continuous across the ray y = 0, x &lt; 0: there it is differentiable, although its value jumps.</summary>
    private static BigFloat? Angle(BigFloat y, BigFloat x) =>
        Abs(y) < Abs(x) ? Atan(y / x) : y.Sign == 0 ? null : -Atan(x / y);

    private static BigFloat HyperbolicTangent(BigFloat x)
    {
        BigFloat e = Exp(Abs(x) * -2);
        BigFloat tanh = (1 - e) / (1 + e);
        return x.Sign < 0 ? -tanh : tanh;
    }

    private static BigFloat AreaSine(BigFloat x) => Log(x + Sqrt((x * x) + 1));

    /// <summary>Of equal magnitudes the positive one.</summary>
    private static BigFloat Larger(BigFloat x, BigFloat y) =>
        Abs(x) > Abs(y) ? x : Abs(y) > Abs(x) ? y : x.Sign > 0 ? x : y;

    /// <summary>Of equal magnitudes the negative one.</summary>
    private static BigFloat Smaller(BigFloat x, BigFloat y) =>
        Abs(x) < Abs(y) ? x : Abs(y) < Abs(x) ? y : x.Sign < 0 ? x : y;

    private static BigFloat? Clamp(BigFloat x, BigFloat min, BigFloat max) =>
        min > max ? null : x < min ? min : x > max ? max : x;

    private static BigFloat? Remainder(BigFloat x, BigFloat y, MidpointRounding mode) =>
        y.Sign == 0 ? null : x - (y * Rounded(x / y, mode));

    private static BigFloat Rounded(BigFloat x, MidpointRounding mode, BigFloat digits)
    {
        BigFloat unit = x.Constant(1);
        for (int i = 0; i < (int)digits.Floor(); i++)
        {
            unit *= 10;
        }

        return Rounded(x * unit, mode) / unit;
    }

    private static BigFloat Rounded(BigFloat x, MidpointRounding mode)
    {
        BigInteger floor = x.Floor();
        BigFloat above = x - x.Constant(floor);
        int half = (above * 2) > 1 ? 1 : (above * 2) < 1 ? -1 : 0;
        bool up = above.Sign != 0 && mode switch
        {
            MidpointRounding.ToEven => half > 0 || (half == 0 && !floor.IsEven),
            MidpointRounding.AwayFromZero => half > 0 || (half == 0 && x.Sign > 0),
            MidpointRounding.ToZero => x.Sign < 0,
            MidpointRounding.ToNegativeInfinity => false,
            _ => true,
        };
        return x.Constant(up ? floor + 1 : floor);
    }
}
