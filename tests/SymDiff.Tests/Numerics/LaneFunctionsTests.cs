using System.Globalization;
using System.Runtime.Intrinsics;
using Xunit.Abstractions;

namespace SymDiff.Tests.Numerics;

/// <summary>
/// Functions of eight numbers against their series in whole numbers. <c>SYMDIFF_LANE_POINTS</c> says how many points of each
/// kind; the worst error of each function is printed.
/// </summary>
public sealed class LaneFunctionsTests(ITestOutputHelper output)
{
    private const double Bound = 4;

    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("SYMDIFF_LANE_POINTS") ?? "1500", CultureInfo.InvariantCulture);

    public static TheoryData<string> Names => [.. Rows.Keys];

    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["Exp"] = new(LaneFunctions.Exp, Precise.Exp, static random => [.. Range(random, -746, 710), .. Range(random, -0.6, 0.6), .. Range(random, -746, -707), .. Range(random, 709, 710), .. Images(random)]),
        ["Log"] = new(LaneFunctions.Log, Precise.Log, static random => [.. Range(random, 0.5, 2), .. Near(random, 1), .. Subnormal(random).Select(Math.Abs), .. Images(random).Select(Math.Abs)]),
        ["Tanh"] = new(LaneFunctions.Tanh, Precise.Tanh, static random => [.. Range(random, -1, 1), .. Range(random, -22, 22), .. Subnormal(random), .. Images(random)]),
        ["Sigmoid"] = new(LaneFunctions.Sigmoid, Precise.Sigmoid, static random => [.. Range(random, -2, 2), .. Range(random, -50, 50), .. Range(random, -746, -600), .. Images(random)]),
        ["Sin"] = new(LaneFunctions.Sin, Precise.Sin, Angles),
        ["Cos"] = new(LaneFunctions.Cos, Precise.Cos, Angles),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Function_is_near_its_true_value_everywhere(string name)
    {
        Row row = Rows[name];
        double[] points = [.. row.Points(new Random(17)).Where(x => double.IsFinite(x) && (x != 0 || name != "Log"))];
        double worst = 0, at = double.NaN;
        for (int i = 0; i + Lanes.Count <= points.Length; i += Lanes.Count)
        {
            Vector512<double> actual = row.Lanes(Vector512.Create(points, i));
            for (int lane = 0; lane < Lanes.Count; lane++)
            {
                double x = points[i + lane], error = row.True(x).Ulps(actual[lane]);
                if (error > worst)
                {
                    (worst, at) = (error, x);
                }
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {worst:F3} units in the last place at {at:R}, of {points.Length} points"));
        Assert.True(worst <= Bound, $"{name}({at:R}) is off by {worst} units in the last place");
    }

    public static TheoryData<string, double, double> Specials => new()
    {
        { "Exp", 0.0, 1 }, { "Exp", -0.0, 1 }, { "Exp", double.Epsilon, 1 }, { "Exp", 709.782712893385, double.PositiveInfinity },
        { "Exp", 800, double.PositiveInfinity }, { "Exp", double.MaxValue, double.PositiveInfinity }, { "Exp", double.PositiveInfinity, double.PositiveInfinity },
        { "Exp", -745.1332191019411, double.Epsilon }, { "Exp", -745.1332191019412, 0.0 }, { "Exp", -800, 0.0 }, { "Exp", double.MinValue, 0.0 }, { "Exp", double.NegativeInfinity, 0.0 }, { "Exp", double.NaN, double.NaN },
        { "Log", 1, 0.0 }, { "Log", 0.0, double.NegativeInfinity }, { "Log", -0.0, double.NegativeInfinity }, { "Log", double.PositiveInfinity, double.PositiveInfinity },
        { "Log", -double.Epsilon, double.NaN }, { "Log", -1, double.NaN }, { "Log", double.NegativeInfinity, double.NaN }, { "Log", double.NaN, double.NaN },
        { "Tanh", 0.0, 0.0 }, { "Tanh", -0.0, -0.0 }, { "Tanh", double.Epsilon, double.Epsilon }, { "Tanh", -double.Epsilon, -double.Epsilon }, { "Tanh", 1e-300, 1e-300 },
        { "Tanh", 25, 1 }, { "Tanh", double.MinValue, -1 }, { "Tanh", double.PositiveInfinity, 1 }, { "Tanh", double.NegativeInfinity, -1 }, { "Tanh", double.NaN, double.NaN },
        { "Sigmoid", 0.0, 0.5 }, { "Sigmoid", -0.0, 0.5 }, { "Sigmoid", 40, 1 }, { "Sigmoid", double.PositiveInfinity, 1 }, { "Sigmoid", -745, double.Epsilon },
        { "Sigmoid", -746, 0.0 }, { "Sigmoid", double.MinValue, 0.0 }, { "Sigmoid", double.NegativeInfinity, 0.0 }, { "Sigmoid", double.NaN, double.NaN },
        { "Sin", 0.0, 0.0 }, { "Sin", -0.0, -0.0 }, { "Sin", double.Epsilon, double.Epsilon }, { "Sin", -double.Epsilon, -double.Epsilon }, { "Sin", Math.PI, 1.2246467991473532e-16 },
        { "Sin", double.MaxValue, 0.004961954789184062 }, { "Sin", double.PositiveInfinity, double.NaN }, { "Sin", double.NegativeInfinity, double.NaN }, { "Sin", double.NaN, double.NaN },
        { "Cos", 0.0, 1 }, { "Cos", -0.0, 1 }, { "Cos", double.Epsilon, 1 }, { "Cos", -Math.PI, -1 }, { "Cos", Math.PI / 2, 6.123233995736766e-17 },
        { "Cos", double.MinValue, -0.9999876894265599 }, { "Cos", double.PositiveInfinity, double.NaN }, { "Cos", double.NegativeInfinity, double.NaN }, { "Cos", double.NaN, double.NaN },
    };

    [Theory]
    [MemberData(nameof(Specials))]
    public void Special_value_is_the_same_in_every_lane_and_leaves_the_others_alone(string name, double x, double expected)
    {
        Func<Vector512<double>, Vector512<double>> function = Rows[name].Lanes;
        Vector512<double> others = Vector512.Create(0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2), alone = function(others);
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            Vector512<double> actual = function(others.WithElement(lane, x));
            AssertSame(expected, actual[lane]);
            Assert.Equal(alone, actual.WithElement(lane, alone[lane]));
        }
    }

    [Fact]
    public void Sine_and_cosine_together_have_the_bits_of_each_alone()
    {
        double[] points = Angles(new Random(3));
        for (int i = 0; i + Lanes.Count <= points.Length; i += Lanes.Count)
        {
            Vector512<double> x = Vector512.Create(points, i);
            (Vector512<double> sin, Vector512<double> cos) = LaneFunctions.SinCos(x);
            for (int lane = 0; lane < Lanes.Count; lane++)
            {
                AssertSame(LaneFunctions.Sin(x)[lane], sin[lane]);
                AssertSame(LaneFunctions.Cos(x)[lane], cos[lane]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Lane_has_the_same_bits_wherever_it_is_and_whatever_is_beside_it(string name)
    {
        Row row = Rows[name];
        double[] points = row.Points(new Random(5));
        new Random(6).Shuffle(points);
        for (int i = 0; i + Lanes.Count <= points.Length; i += Lanes.Count)
        {
            Vector512<double> together = row.Lanes(Vector512.Create(points, i));
            for (int lane = 0; lane < Lanes.Count; lane++)
            {
                AssertSame(row.Lanes(Vector512.Create(points[i + lane]))[7 - lane], together[lane]);
            }
        }
    }

    private static void AssertSame(double expected, double actual) =>
        Assert.True(
            BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual) || (double.IsNaN(expected) && double.IsNaN(actual)),
            $"expected {expected:R}, got {actual:R}");

    /// <summary>Random numbers and evenly spaced ones.</summary>
    private static IEnumerable<double> Range(Random random, double from, double to) =>
        Enumerable.Range(0, Count).SelectMany(i => (double[])[from + ((to - from) * random.NextDouble()), from + ((to - from) * i / Count)]);

    /// <summary>Numbers of every exponent and sign.</summary>
    private static IEnumerable<double> Images(Random random) => Enumerable.Range(0, Count).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)));

    private static IEnumerable<double> Subnormal(Random random) =>
        Enumerable.Range(0, Count / 4).Select(_ => BitConverter.Int64BitsToDouble(1 + (random.NextInt64(1L << 53) >> random.Next(53))) * ((2 * random.Next(2)) - 1));

    /// <summary>Numbers at every distance from one.</summary>
    private static IEnumerable<double> Near(Random random, double x) => Enumerable.Range(0, Count).Select(_ => x + Math.ScaleB(random.NextDouble() - 0.5, -random.Next(52)));

    private static double[] Angles(Random random) =>
    [
        .. Range(random, -7, 7), .. Range(random, -1 << 20, 1 << 20), .. Range(random, 1 << 19, 1 << 21), .. Subnormal(random), .. Images(random),
        .. Enumerable.Range(0, Count).Select(_ => Multiple(random)), .. Hardest,
    ];

    /// <summary>Of the doubles up to 2^20, those that lie nearest to a multiple of π/2: hardly a digit is left of the difference.</summary>
    private static readonly double[] Hardest =
    [
        .. Enumerable.Range(1, 667543).Select(static k => (double)k)
            .OrderBy(static k => Math.Abs(Math.FusedMultiplyAdd(k, Math.PI / 2, -(k * (Math.PI / 2))) + (k * 6.123233995736766e-17)))
            .Select(static k => k * (Math.PI / 2)).Take(Count),
    ];

    /// <summary>A double beside a multiple of a quarter of π.</summary>
    private static double Multiple(Random random)
    {
        double x = random.Next(-1335086, 1335087) * (Math.PI / 4);
        return random.Next(3) switch { 0 => Math.BitIncrement(x), 1 => Math.BitDecrement(x), _ => x };
    }

    private sealed record Row(Func<Vector512<double>, Vector512<double>> Lanes, Func<double, Precise> True, Func<Random, double[]> Points);
}
