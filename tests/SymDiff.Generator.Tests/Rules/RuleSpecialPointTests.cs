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

    /// <summary>Row, operands, contributions for an adjoint of 1, one for each operand.</summary>
    public static TheoryData<string, double[], double[]> Points => new()
    {
        { "Abs", [0], [0] },
        { "Abs", [-0.0], [0] },
        { "Abs", [NaN], [NaN] },
        { "CopySign", [0, -1], [0, 0] },
        { "CopySign", [-2, -0.0], [1, 0] },
        { "CopySign", [2, -0.0], [-1, 0] },
        { "Max", [2, 2], [0.5, 0.5] },
        { "Max", [0, -0.0], [0.5, 0.5] },
        { "Max", [NaN, 1], [1, 0] },
        { "Max", [1, NaN], [0, 1] },
        { "Max", [NaN, NaN], [1, 0] },
        { "Min", [2, 2], [0.5, 0.5] },
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
        { "Clamp", [0, 0, 1], [1, 0, 0] },
        { "Clamp", [1, 0, 1], [1, 0, 0] },
        { "Clamp", [-1, 0, 1], [0, 1, 0] },
        { "Clamp", [2, 0, 1], [0, 0, 1] },
        { "Clamp", [NaN, 0, 1], [1, 0, 0] },
        { "Clamp", [0.5, NaN, 1], [1, 0, 0] },
        { "Number.Clamp", [0, 0, 1], [1, 0, 0] },
        { "Number.Clamp", [NaN, 0, 1], [1, 0, 0] },
        { "Number.Clamp", [0.5, NaN, 1], [0, 1, 0] },
        { "Number.Clamp", [0.5, 0, NaN], [0, 0, 1] },
        { "ClampNative", [1, 0, 1], [1, 0, 0] },
        { "ClampNative", [NaN, 0, 1], [0, 1, 0] },
        { "ClampNative", [0.5, NaN, 1], [0, 0, 1] },
        { "ClampNative", [0.5, 0, NaN], [0, 0, 1] },
        { "Functions.Relu", [0], [0] },
        { "Functions.LeakyRelu", [0, 0.1], [0.1, 0] },
        { "Sqrt", [0], [Inf] },
        { "Cbrt", [0], [Inf] },
        { "Cbrt", [-0.0], [Inf] },
        { "RootN", [0, 1], [1, 0] },
        { "RootN", [0, 2], [Inf, 0] },
        { "RootN", [0, 3], [Inf, 0] },
        { "RootN", [0, -2], [-Inf, 0] },
        { "RootN", [8, 0], [NaN, 0] },
        { "Hypot", [0, 0], [0, 0] },
        { "Hypot", [3, 0], [1, 0] },
        { "Hypot", [-Inf, 1], [-1, 0] },
        { "Hypot", [1e200, 0], [1, 0] },
        { "Atan2", [0, 0], [0, 0] },
        { "Atan2", [0, -1], [-1, 0] },
        { "Atan2", [-0.0, -1], [-1, 0] },
        { "Atan2", [1e200, 0], [0, -1e-200] },
        { "Pow", [0, 0], [0, 0] },
        { "Pow", [0, 1], [1, 0] },
        { "Pow", [0, 2], [0, 0] },
        { "Pow", [0, 0.5], [Inf, 0] },
        { "Pow", [0, -1], [-Inf, -Inf] },
        { "Pow", [-2, 2], [-4, NaN] },
        { "Pow", [-2, 0], [0, NaN] },
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
        { "Tanh", [800], [0] },
        { "div", [1e-200, 1e-200], [1e200, -1e200] },
        { "div", [1, Inf], [0, 0] },
        { "rem", [5, 3], [1, -1] },
        { "rem", [-5, 3], [1, 1] },
        { "rem", [1, Inf], [1, 0] },
        { "IEEERemainder", [5, 3], [1, -2] },
        { "Floor", [2], [0] },
        { "Round", [2.5], [0] },
        { "Exp", [800], [Inf] },
        { "Functions.Silu", [-800], [0] },
        { "Functions.Silu", [-1e308], [0] },
        { "Functions.Softplus", [-800], [0] },
        { "SinPi", [1e10], [Math.PI] },
    };

    /// <summary>Rows and operands whose partial is infinite or NaN.</summary>
    public static TheoryData<string, double[]> Singular => new()
    {
        { "Sqrt", [0] },
        { "Sqrt", [-1] },
        { "Cbrt", [0] },
        { "RootN", [0, 2] },
        { "RootN", [0, -3] },
        { "Pow", [0, 0.5] },
        { "Pow", [0, -1] },
        { "Pow", [-2, 2] },
        { "Exp", [800] },
        { "Exp2", [2000] },
        { "Exp10", [400] },
        { "ExpM1", [800] },
        { "Exp2M1", [2000] },
        { "Exp10M1", [400] },
        { "Log", [0] },
        { "Log2", [0] },
        { "Log10", [0] },
        { "LogP1", [-1] },
        { "Log2P1", [-1] },
        { "Log10P1", [-1] },
        { "LogBase", [2, 1] },
        { "LogBase", [0, 2] },
        { "TanPi", [0.5] },
        { "Asin", [1] },
        { "Asin", [2] },
        { "Acos", [1] },
        { "AsinPi", [-1] },
        { "AcosPi", [1] },
        { "Sinh", [800] },
        { "Cosh", [800] },
        { "Acosh", [1] },
        { "Acosh", [0] },
        { "Atanh", [1] },
        { "Atan2", [0, 0] },
        { "Hypot", [0, 0] },
        { "ReciprocalEstimate", [0] },
        { "ReciprocalSqrtEstimate", [0] },
        { "rem", [1, 0] },
        { "IEEERemainder", [1, 0] },
        { "Functions.Log1p", [-1] },
        { "Functions.Expm1", [800] },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public void Special_points_follow_the_policy(string name, double[] operands, double[] expected)
    {
        Rule rule = RuleTable.Find(name)!;
        double[] actual = [.. operands.Select((_, i) => Interpreter<double>.Contribution(rule, i, operands, 1))];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= 1e-14 * Math.Abs(expected[i]),
                FormattableString.Invariant($"operand {i}: expected {expected[i]:R} but was {actual[i]:R}"));
        }
    }

    [Theory]
    [MemberData(nameof(Singular))]
    public void A_zero_adjoint_contributes_zero_where_the_derivative_is_singular(string name, double[] operands)
    {
        Rule rule = RuleTable.Find(name)!;
        float[] single = [.. operands.Select(x => (float)x)];
        for (int i = 0; i < operands.Length; i++)
        {
            Assert.Equal(0, Interpreter<double>.Contribution(rule, i, operands, 0));
            Assert.Equal(0, Interpreter<float>.Contribution(rule, i, single, 0));
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
}
