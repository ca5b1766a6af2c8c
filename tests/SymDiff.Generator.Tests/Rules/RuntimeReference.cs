using System.Numerics;
using SymDiff.Generator.Tests.Numerics;
using static SymDiff.Generator.Tests.Numerics.BigFloat;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>The scalar functions of the runtime from their definitions; see <see cref="Reference"/>.</summary>
internal static class RuntimeReference
{
    public static readonly Dictionary<string, Func<BigFloat[], BigFloat?>> Functions = new(StringComparer.Ordinal)
    {
        ["Functions.Relu"] = x => x[0].Sign > 0 ? x[0] : 0,
        ["Functions.LeakyRelu"] = x => x[0].Sign > 0 ? x[0] : x[0] * x[1],
        ["Functions.Sigmoid"] = x => 1 / (1 + Exp(-x[0])),
        ["Functions.Softplus"] = x => Log(1 + Exp(x[0])),
        ["Functions.LogSigmoid"] = x => -Log(1 + Exp(-x[0])),
        ["Functions.Silu"] = x => x[0] / (1 + Exp(-x[0])),
        ["Functions.Log1p"] = x => Logarithm(x[0] + 1),
        ["Functions.Expm1"] = x => ExpMinusOne(x[0]),
        ["Functions.Elu"] = x => x[0].Sign > 0 ? x[0] : x[1] * ExpMinusOne(x[0]),
        ["Functions.Selu"] = x => Decimal(x[0], "10507009873554804934193349852946") * (x[0].Sign > 0 ? x[0] : Decimal(x[0], "16732632423543772848170429916717") * ExpMinusOne(x[0])),
        ["Functions.Gelu"] = x => x[0] * NormalCdf(x[0]),
        ["Functions.GeluTanh"] = x => x[0] / (1 + Exp(-2 * Sqrt(2 / x[0].Pi()) * (x[0] + (x[0] * x[0] * x[0] * 44715 / 1000000)))),
        ["Functions.Mish"] = x => Mish(x[0], Exp(x[0])),
        ["Functions.LogAddExp"] = x => Log(Exp(x[0]) + Exp(x[1])),
        ["Functions.BinaryCrossEntropyWithLogits"] = x => Log(1 + Exp(x[0])) - (x[0] * x[1]),
        ["Functions.Huber"] = x => x[1].Sign < 0 ? null : Abs(x[0]) <= x[1] ? x[0] * x[0] / 2 : x[1] * (Abs(x[0]) - (x[1] / 2)),
        ["Functions.LogCosh"] = x => Log((Exp(x[0]) + Exp(-x[0])) / 2),
        ["Functions.XLogY"] = x => x[0].Sign == 0 ? x[0] : x[0] * Logarithm(x[1]),
        ["Functions.Entropy"] = x => x[0].Sign == 0 ? x[0] : x[0] * Logarithm(x[0]),
        ["Functions.Sinc"] = x => x[0].Sign == 0 ? x[0].Constant(1) : Sinc(x[0]),
        ["Functions.SafeSqrt"] = x => x[0].Sign <= 0 ? x[0].Constant(0) : Sqrt(x[0]),
        ["Functions.SafeDiv"] = x => x[1].Sign == 0 ? x[0].Constant(0) : x[0] / x[1],
        ["Functions.Square"] = x => x[0] * x[0],
        ["Functions.Cube"] = x => x[0] * x[0] * x[0],
        ["Functions.Erf"] = x => Erf(x[0]),
        ["Functions.Erfc"] = x => Erfc(x[0]),
        ["Functions.ErfInv"] = x => InverseOfErf(x[0]),
        ["Functions.Gaussian"] = x => Exp(-(x[0] * x[0])),
        ["Functions.NormalPdf"] = x => Exp(-(x[0] * x[0]) / 2) / Sqrt(2 * x[0].Pi()),
        ["Functions.NormalCdf"] = x => NormalCdf(x[0]),
        ["Functions.LGamma"] = x => LogGamma(x[0]),
        ["Functions.Digamma"] = x => PolyGamma(0, x[0]),
        ["Functions.Trigamma"] = x => PolyGamma(1, x[0]),
        ["Functions.PolyGamma"] = x => PolyGamma((int)x[0].Floor(), x[1]),
    };

    private static BigFloat? Logarithm(BigFloat x) => x.Sign <= 0 ? null : Log(x);

    private static BigFloat NormalCdf(BigFloat x) => Erfc(-x / Sqrt(x.Constant(2))) / 2;

    /// <summary>tanh(log(1 + e)) is ((1 + e)² - 1) / ((1 + e)² + 1).</summary>
    private static BigFloat Mish(BigFloat x, BigFloat e) => x * e * (e + 2) / ((e * (e + 2)) + 2);

    /// <summary>By its series where the difference would lose what is asked for.</summary>
    private static BigFloat ExpMinusOne(BigFloat x) => x.Scale > -8 ? Exp(x) - 1 : Series(x, n => x / (n + 1)) * x;

    /// <summary>By its series where the sine has not enough digits behind the point.</summary>
    private static BigFloat Sinc(BigFloat x) => x.Scale > -8 ? SinCos(x).Sin / x : Series(x, n => -(x * x) / (2 * n * ((2 * n) + 1)));

    /// <summary>1 + r(1) + r(1) r(2) + …, to the precision of a number.</summary>
    private static BigFloat Series(BigFloat like, Func<int, BigFloat> ratio)
    {
        BigFloat term = like.Constant(1);
        BigFloat sum = term;
        for (int n = 1; term.Sign != 0 && term.Scale > -4000; n++)
        {
            term *= ratio(n);
            sum += term;
        }

        return sum;
    }

    /// <summary>A constant with 31 decimals.</summary>
    private static BigFloat Decimal(BigFloat like, string digits) =>
        like.Constant(BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)) / like.Constant(BigInteger.Pow(10, 31));

    /// <summary>By Newton's iteration, from any start that is near: each step doubles the digits.</summary>
    private static BigFloat? InverseOfErf(BigFloat x)
    {
        if (Abs(x) >= 1 || x.Sign == 0)
        {
            return x.Sign == 0 ? x : null;
        }

        BigFloat complement = 1 - Abs(x);
        BigFloat y = x.Constant(0) + BigFloat.Exactly(SymDiff.Functions.ErfInv(Math.Min(Math.Abs(x.ToDouble()), 1 - 1e-16)), 0);
        for (int i = 0; i < 9; i++)
        {
            BigFloat error = y < 1 ? Erf(y) - Abs(x) : complement - Erfc(y);
            y -= error * Sqrt(x.Pi()) / (2 * Exp(-(y * y)));
        }

        return x.Sign < 0 ? -y : y;
    }
}
