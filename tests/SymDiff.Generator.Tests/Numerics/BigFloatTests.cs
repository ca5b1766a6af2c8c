using System.Numerics;
using Xunit;

namespace SymDiff.Generator.Tests.Numerics;

/// <summary>The reference that derivatives are held to is held to published digits and to identities.</summary>
public sealed class BigFloatTests
{
    private const int Precision = 320;

    public static TheoryData<string, string> PublishedDigits => new()
    {
        { "pi", "314159265358979323846264338327950288419716939937510" },
        { "e", "271828182845904523536028747135266249775724709369995" },
        { "ln 2", "69314718055994530941723212145817656807550013436025" },
        { "ln 10", "230258509299404568401799145468436420760110148862877" },
        { "sqrt 2", "141421356237309504880168872420969807856967187537694" },
        { "sin 1", "84147098480789650665250232163029899962256306079837" },
        { "cos 1", "54030230586813971740093660744297660373231042061792" },
        { "atan 1/2", "46364760900080611621425623146121440202853705428612" },
    };

    [Theory]
    [MemberData(nameof(PublishedDigits))]
    public void Constants_have_their_published_digits(string name, string digits)
    {
        BigFloat value = name switch
        {
            "pi" => BigFloat.Pi(Precision),
            "e" => BigFloat.Exp(Number(1)),
            "ln 2" => BigFloat.Log(Number(2)),
            "ln 10" => BigFloat.Log(Number(10)),
            "sqrt 2" => BigFloat.Sqrt(Number(2)),
            "sin 1" => BigFloat.SinCos(Number(1)).Sin,
            "cos 1" => BigFloat.SinCos(Number(1)).Cos,
            _ => BigFloat.Atan(Number(0.5)),
        };
        BigFloat difference = (value * Number(1).Constant(BigInteger.Pow(10, 50))) - Number(1).Constant(BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(BigFloat.Abs(difference) < 1, $"{name}: off by {difference} in the fiftieth decimal.");
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1.0000000000000002)]
    [InlineData(0.3)]
    [InlineData(700.5)]
    [InlineData(1e22)]
    [InlineData(1e300)]
    public void Functions_keep_their_identities_to_the_last_bits(double x)
    {
        BigFloat at = Number(x);
        (BigFloat sin, BigFloat cos) = BigFloat.SinCos(at);
        AssertNear(at, BigFloat.Exp(BigFloat.Log(at)), 20);
        AssertNear(at, BigFloat.Log(BigFloat.Exp(at)), x < 1 ? 1000 : 20);
        AssertNear(at, BigFloat.Sqrt(at) * BigFloat.Sqrt(at), 20);
        AssertNear(Number(1), (sin * sin) + (cos * cos), 20);
        AssertNear(at.Pi() / 2, BigFloat.Atan(at) + BigFloat.Atan(1 / at), 20);
    }

    [Fact]
    public void Sine_of_a_huge_number_is_reduced_exactly() =>
        Assert.Equal(-0.8522008497671888, BigFloat.SinCos(Number(1e22)).Sin.ToDouble());

    [Theory]
    [InlineData(0)]
    [InlineData(double.Epsilon)]
    [InlineData(-3 * double.Epsilon)]
    [InlineData(2.2250738585072014E-308)]
    [InlineData(-1.5)]
    [InlineData(double.MaxValue)]
    public void Doubles_are_converted_there_and_back(double x) => Assert.Equal(x, Number(x).ToDouble());

    [Fact]
    public void Steps_far_below_the_last_bit_are_kept()
    {
        BigFloat moved = Number(1).Moved(((BigFloat)1).TimesPowerOfTwo(-2000));
        Assert.True(moved > 1);
        Assert.Equal(-2000, (moved - 1).Scale);
    }

    private static BigFloat Number(double x) => BigFloat.Exactly(x, Precision);

    private static void AssertNear(BigFloat expected, BigFloat actual, int lostBits) =>
        Assert.True(
            BigFloat.Abs(expected - actual) <= BigFloat.Abs(expected).TimesPowerOfTwo(lostBits - Precision),
            $"expected {expected} but was {actual}");
}
