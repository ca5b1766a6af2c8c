using System.Numerics;
using SymDiff.Generator.Rules;
using Xunit;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>
/// Kinks, vertical tangents, ties, NaN and overflow: the conventions of the default policy, where a singular derivative
/// is infinite and an adjoint of exactly zero contributes zero.
/// </summary>
public sealed class RuleSpecialPointTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    /// <summary>
    /// Every point whose convention is stated, where published tools differ: row, operands, contributions for an adjoint of
    /// 1, one for each operand. Those that are no row of the table are marked methods in
    /// <c>SymDiff.Gradients.Tests/Singularities</c>: the maximum of many with ties, products with zeros, the logarithm of
    /// a sum of exponentials of nothing but negative infinity, the norm of zero, a power with a constant exponent.
    /// </summary>
    public static TheoryData<string, double[], double[]> Conventions => new()
    {
        // abs'(0)
        { "Abs", [0], [0] },
        { "Abs", [-0.0], [0] },

        // max and min at a tie; one operand constant: A_tie_with_a_constant_gives_zero
        { "Max", [2, 2], [0.5, 0.5] },
        { "Min", [2, 2], [0.5, 0.5] },

        // clamp at a bound
        { "Clamp", [0, 0, 1], [1, 0, 0] },
        { "Clamp", [1, 0, 1], [1, 0, 0] },
        { "Number.Clamp", [0, 0, 1], [1, 0, 0] },
        { "ClampNative", [1, 0, 1], [1, 0, 0] },

        // relu'(0)
        { "Functions.Relu", [0], [0] },
        { "Functions.Relu", [-0.0], [0] },

        // sqrt'(0), cbrt'(0)
        { "Sqrt", [0], [Inf] },
        { "Cbrt", [0], [Inf] },

        // hypot, atan2 at the origin
        { "Hypot", [0, 0], [0, 0] },
        { "Atan2", [0, 0], [0, 0] },
        { "Atan2", [-0.0, -0.0], [0, 0] },
        { "Atan2Pi", [0, 0], [0, 0] },

        // pow at x = 0: d/dx for y = 0, 1, 2, 0.5, -1; d/dy for y > 0, y = 0, y < 0
        { "Pow", [0, 0], [0, 0] },
        { "Pow", [0, 1], [1, 0] },
        { "Pow", [0, 2], [0, 0] },
        { "Pow", [0, 0.5], [Inf, 0] },
        { "Pow", [0, -1], [-Inf, -Inf] },

        // pow d/dy with x < 0 and y an integer that varies; one that is constant has no contribution
        { "Pow", [-2, 2], [-4, NaN] },
        { "Pow", [-2, 3], [12, NaN] },
        { "Pow", [-2, 0], [0, NaN] },

        // % d/dy: the quotient that was used, towards zero
        { "rem", [5, 3], [1, -1] },
        { "rem", [-5, 3], [1, 1] },
        { "rem", [5, -3], [1, 1] },
        { "rem", [6, 3], [1, -2] },

        // remainder d/dy: the quotient that was used, to nearest
        { "IEEERemainder", [5, 3], [1, -2] },
        { "IEEERemainder", [-5, 3], [1, 2] },
        { "IEEERemainder", [3, 2], [1, -2] },

        // copysign d/dx at 0, and beside it
        { "CopySign", [0, -1], [0, 0] },
        { "CopySign", [-2, -0.0], [1, 0] },
        { "CopySign", [2, -0.0], [-1, 0] },

        // tanh saturated
        { "Tanh", [800], [0] },
        { "Tanh", [-800], [0] },
    };

    /// <summary>More points of the same kind.</summary>
    public static TheoryData<string, double[], double[]> Points => new()
    {
        { "Abs", [NaN], [NaN] },
        { "Max", [0, -0.0], [0.5, 0.5] },
        { "Max", [NaN, 1], [1, 0] },
        { "Max", [1, NaN], [0, 1] },
        { "Max", [NaN, NaN], [1, 0] },
        { "Min", [1, 2], [1, 0] },
        { "Min", [NaN, 1], [1, 0] },
        { "Min", [1, NaN], [0, 1] },
        { "MaxNumber", [NaN, 1], [0, 1] },
        { "MaxNumber", [1, NaN], [1, 0] },
        { "MaxNumber", [1, 1], [0.5, 0.5] },
        { "MinNumber", [NaN, 1], [0, 1] },
        { "MinNumber", [1, NaN], [1, 0] },
        { "MaxNative", [NaN, 1], [0, 1] },
        { "MaxNative", [1, NaN], [0, 1] },
        { "MaxNative", [1, 1], [0.5, 0.5] },
        { "MinNative", [NaN, 1], [0, 1] },
        { "MinNative", [1, NaN], [0, 1] },
        { "MaxMagnitude", [3, -3], [1, 0] },
        { "MaxMagnitude", [-3, 3], [0, 1] },
        { "MaxMagnitude", [3, 3], [0.5, 0.5] },
        { "MaxMagnitude", [NaN, 3], [1, 0] },
        { "MaxMagnitude", [3, NaN], [0, 1] },
        { "MinMagnitude", [3, -3], [0, 1] },
        { "MinMagnitude", [-3, 3], [1, 0] },
        { "MaxMagnitudeNumber", [NaN, 3], [0, 1] },
        { "MaxMagnitudeNumber", [3, NaN], [1, 0] },
        { "MinMagnitudeNumber", [-3, 3], [1, 0] },
        { "Clamp", [-1, 0, 1], [0, 1, 0] },
        { "Clamp", [2, 0, 1], [0, 0, 1] },
        { "Clamp", [NaN, 0, 1], [1, 0, 0] },
        { "Clamp", [0.5, NaN, 1], [1, 0, 0] },
        { "Number.Clamp", [NaN, 0, 1], [1, 0, 0] },
        { "Number.Clamp", [0.5, NaN, 1], [0, 1, 0] },
        { "Number.Clamp", [0.5, 0, NaN], [0, 0, 1] },
        { "ClampNative", [NaN, 0, 1], [0, 1, 0] },
        { "ClampNative", [0.5, NaN, 1], [0, 0, 1] },
        { "ClampNative", [0.5, 0, NaN], [0, 0, 1] },
        { "Functions.LeakyRelu", [0, 0.1], [0.1, 0] },
        { "Cbrt", [-0.0], [Inf] },
        { "RootN", [0, 1], [1, 0] },
        { "RootN", [0, 2], [Inf, 0] },
        { "RootN", [0, 3], [Inf, 0] },
        { "RootN", [0, -2], [-Inf, 0] },
        { "RootN", [8, 0], [NaN, 0] },
        { "Hypot", [3, 0], [1, 0] },
        { "Hypot", [-Inf, 1], [-1, 0] },
        { "Hypot", [1e200, 0], [1, 0] },
        { "Atan2", [0, -1], [-1, 0] },
        { "Atan2", [-0.0, -1], [-1, 0] },
        { "Atan2", [1e200, 0], [0, -1e-200] },
        { "Pow", [NaN, 2], [NaN, NaN] },
        { "Log", [0], [Inf] },
        { "LogBase", [1, 0], [-0.0, 0] },
        { "LogBase", [2, 1], [NaN, NaN] },
        { "Asin", [1], [Inf] },
        { "Acos", [-1], [-Inf] },
        { "Acosh", [1], [Inf] },
        { "Atanh", [1], [Inf] },
        { "Asinh", [1e200], [1e-200] },
        { "Atan", [1e200], [0] },
        { "div", [1e-200, 1e-200], [1e200, -1e200] },
        { "div", [1, Inf], [0, 0] },
        { "rem", [1, Inf], [1, 0] },
        { "Floor", [2], [0] },
        { "Round", [2.5], [0] },
        { "Exp", [800], [Inf] },
        { "Functions.Silu", [-800], [0] },
        { "Functions.Silu", [-1e308], [0] },
        { "Functions.Softplus", [-800], [0] },
        { "SinPi", [1e10], [Math.PI] },
    };

    [Theory]
    [MemberData(nameof(Conventions))]
    [MemberData(nameof(Points))]
    public void Special_points_follow_the_policy(string name, double[] operands, double[] expected)
    {
        Rule rule = RuleTable.Find(name)!;
        AssertContributions(rule, operands, expected, 1e-14);
        float[] single = [.. operands.Select(x => (float)x)];
        if (operands.Zip(single, (x, y) => double.IsNaN(x) || Math.Abs(x - y) <= 1e-6 * Math.Abs(x)).All(near => near))
        {
            AssertContributions(rule, single, [.. expected.Select(x => (float)x)], 1e-5f);
        }
    }

    [Theory]
    [InlineData("Max", 2.0, 2.0)]
    [InlineData("Min", 2.0, 2.0)]
    [InlineData("MaxNumber", 2.0, 2.0)]
    [InlineData("MinNumber", 2.0, 2.0)]
    [InlineData("MaxNative", 0.0, -0.0)]
    [InlineData("MinNative", 0.0, -0.0)]
    [InlineData("MaxMagnitude", -1.0, -1.0)]
    [InlineData("MinMagnitude", 1.0, 1.0)]
    [InlineData("MaxMagnitudeNumber", 1.0, 1.0)]
    [InlineData("MinMagnitudeNumber", 1.0, 1.0)]
    public void A_tie_with_a_constant_gives_zero(string name, double x, double y)
    {
        Rule rule = RuleTable.Find(name)!;
        Assert.All(rule.PartialsWhenAlone, partial => Assert.Equal(0, Interpreter<double>.Contribution(partial, rule, [x, y], 1)));
    }

    [Theory]
    [InlineData("Max")]
    [InlineData("Min")]
    [InlineData("MaxNumber")]
    [InlineData("MinNumber")]
    [InlineData("MaxNative")]
    [InlineData("MinNative")]
    [InlineData("MaxMagnitude")]
    [InlineData("MinMagnitude")]
    [InlineData("MaxMagnitudeNumber")]
    [InlineData("MinMagnitudeNumber")]
    public void The_operand_that_is_returned_takes_the_whole_adjoint(string name)
    {
        Rule rule = RuleTable.Find(name)!;
        double[] values = [-Inf, -2, -1, -0.0, 0, 1, 2, Inf, NaN];
        foreach (double x in values)
        {
            foreach (double y in values)
            {
                double[] weights = [Interpreter<double>.Contribution(rule, 0, [x, y], 1), Interpreter<double>.Contribution(rule, 1, [x, y], 1)];
                Assert.Equal(1, weights[0] + weights[1]);
                double taken = weights[0] >= 0.5 ? x : y;
                double returned = Primitive<double>.Call(rule, [x, y]);
                Assert.True(returned == taken || double.IsNaN(returned) && double.IsNaN(taken), $"{name}({x}, {y})");
            }
        }
    }

    private static void AssertContributions<T>(Rule rule, T[] operands, T[] expected, T tolerance)
        where T : struct, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < expected.Length; i++)
        {
            T actual = Interpreter<T>.Contribution(rule, i, operands, T.One);
            Assert.True(
                expected[i].Equals(actual) || T.Abs(expected[i] - actual) <= tolerance * T.Abs(expected[i]),
                $"{typeof(T).Name}, operand {i}: expected {expected[i]} but was {actual}");
        }
    }
}
