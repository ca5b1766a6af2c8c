using SymDiff.Generator.Rules;
using Xunit;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>
/// Derivatives of the runtime's functions where their textbook form fails. Numbers that are not round were computed with
/// 50 digits.
/// </summary>
public sealed class RuntimeSpecialPointTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    /// <summary>Row, operands, contributions for an adjoint of 1, one for each operand.</summary>
    public static TheoryData<string, double[], double[]> Points => new()
    {
        { "Functions.Gelu", [0], [0.5] },
        { "Functions.Gelu", [-37], [-7.83829866941851624e-297] },
        { "Functions.Gelu", [5], [1.00000714694600179] },
        { "Functions.Gelu", [-40], [0] },
        { "Functions.Gelu", [40], [1] },
        { "Functions.Gelu", [-Inf], [0] },
        { "Functions.GeluTanh", [0], [0.5] },
        { "Functions.GeluTanh", [-20], [-2.94243287249450286e-259] },
        { "Functions.GeluTanh", [5], [1.00000154636198753] },
        { "Functions.GeluTanh", [1e-30], [0.5] },
        { "Functions.GeluTanh", [-40], [0] },
        { "Functions.GeluTanh", [40], [1] },
        { "Functions.GeluTanh", [1e200], [1] },
        { "Functions.GeluTanh", [-1e200], [0] },
        { "Functions.GeluTanh", [-Inf], [0] },
        { "Functions.Mish", [0], [0.6] },
        { "Functions.Mish", [-700], [-6.89191390408807983e-302] },
        { "Functions.Mish", [40], [1.0] },
        { "Functions.Mish", [-800], [0] },
        { "Functions.Mish", [800], [1] },
        { "Functions.Mish", [-Inf], [0] },
        { "Functions.LogCosh", [1e-10], [1.00000000000000004e-10] },
        { "Functions.LogCosh", [1e-200], [9.99999999999999982e-201] },
        { "Functions.LogCosh", [0], [0] },
        { "Functions.LogCosh", [800], [1] },
        { "Functions.LogCosh", [-800], [-1] },
        { "Functions.Sinc", [1e-9], [-3.33333333333333354e-10] },
        { "Functions.Sinc", [-1e-9], [3.33333333333333354e-10] },
        { "Functions.Sinc", [0.5], [-0.162537030636066569] },
        { "Functions.Sinc", [0.999999], [-0.301168439806041305] },
        { "Functions.Sinc", [1], [-0.301168678939756789] },
        { "Functions.Sinc", [20], [0.0181217399638505302] },
        { "Functions.Sinc", [0], [0] },
        { "Functions.Erf", [0], [1.12837916709551257] },
        { "Functions.Erf", [1e-20], [1.12837916709551257] },
        { "Functions.Erf", [25], [4.15340106363989673e-272] },
        { "Functions.Erf", [Inf], [0] },
        { "Functions.Erfc", [25], [-4.15340106363989673e-272] },
        { "Functions.Erfc", [-Inf], [0] },
        { "Functions.ErfInv", [0], [0.886226925452758014] },
        { "Functions.ErfInv", [1e-20], [0.886226925452758014] },
        { "Functions.ErfInv", [0.5], [1.1125848189719498] },
        { "Functions.ErfInv", [1], [Inf] },
        { "Functions.ErfInv", [-1], [Inf] },
        { "Functions.Gaussian", [25], [-1.8404279274009003e-270] },
        { "Functions.Gaussian", [0], [0] },
        { "Functions.Gaussian", [Inf], [0] },
        { "Functions.NormalPdf", [-30], [4.42093840463564256e-195] },
        { "Functions.NormalPdf", [0], [0] },
        { "Functions.NormalPdf", [-Inf], [0] },
        { "Functions.NormalCdf", [-30], [1.47364613487854752e-196] },
        { "Functions.NormalCdf", [Inf], [0] },
        { "Functions.LGamma", [1], [-0.577215664901532861] },
        { "Functions.LGamma", [2], [0.422784335098467139] },
        { "Functions.LGamma", [1.4616321449683622], [-9.24126552172942752e-17] },
        { "Functions.LGamma", [1e-20], [-1.00000000000000005e+20] },
        { "Functions.LGamma", [1e300], [690.775527898213705] },
        { "Functions.LGamma", [-1], [NaN] },
        { "Functions.Digamma", [1], [1.64493406684822644] },
        { "Functions.Digamma", [-0.5], [8.93480220054467931] },
        { "Functions.Digamma", [1e10], [1.00000000005e-10] },
        { "Functions.Trigamma", [1], [-2.40411380631918857] },
        { "Functions.Trigamma", [1e10], [-1.0000000001e-20] },
        { "Functions.Softplus", [800], [1] },
        { "Functions.LogSigmoid", [800], [0] },
        { "Functions.LogSigmoid", [-800], [1] },
        { "Functions.Sigmoid", [800], [0] },
        { "Functions.Sigmoid", [-800], [0] },
        { "Functions.Log1p", [1e-20], [1] },
        { "Functions.Expm1", [1e-20], [1] },
        { "Functions.Selu", [0], [1.0507009873554805] },
        { "Functions.Selu", [-800], [0] },
        { "Functions.Entropy", [0], [-Inf] },
        { "Functions.Entropy", [1], [1] },
        { "Functions.SafeSqrt", [0], [0] },
        { "Functions.SafeSqrt", [-4], [0] },
        { "Functions.SafeSqrt", [4], [0.25] },
        { "Functions.Square", [0], [0] },
        { "Functions.Square", [3], [6] },
        { "Functions.Square", [-1e-300], [-2e-300] },
        { "Functions.Cube", [0], [0] },
        { "Functions.Cube", [-2], [12] },
        { "Functions.Elu", [0, 0.5], [0.5, 0] },
        { "Functions.Elu", [0, 1.5], [1, 0] },
        { "Functions.Elu", [0, -1], [0, 0] },
        { "Functions.Elu", [-Inf, 1], [0, -1] },
        { "Functions.Elu", [-800, 2], [0, -1] },
        { "Functions.LogAddExp", [1000, 1000], [0.5, 0.5] },
        { "Functions.LogAddExp", [-Inf, -Inf], [0, 0] },
        { "Functions.LogAddExp", [Inf, 1], [1, 0] },
        { "Functions.LogAddExp", [Inf, Inf], [0.5, 0.5] },
        { "Functions.LogAddExp", [1e4, -1e4], [1, 0] },
        { "Functions.LogAddExp", [-Inf, 1], [0, 1] },
        { "Functions.BinaryCrossEntropyWithLogits", [1e4, 1], [0, -1e4] },
        { "Functions.BinaryCrossEntropyWithLogits", [-1e4, 0], [0, 1e4] },
        { "Functions.BinaryCrossEntropyWithLogits", [1e4, 0], [1, -1e4] },
        { "Functions.BinaryCrossEntropyWithLogits", [-1e4, 1], [-1, 1e4] },
        { "Functions.BinaryCrossEntropyWithLogits", [40, 1], [-4.24835425529158898e-18, -40] },
        { "Functions.BinaryCrossEntropyWithLogits", [-40, 0], [4.24835425529158898e-18, 40] },
        { "Functions.Huber", [1, 1], [1, 0] },
        { "Functions.Huber", [-3, 1], [-1, 2] },
        { "Functions.Huber", [0, 0], [0, 0] },
        { "Functions.Huber", [2, 0], [0, 2] },
        { "Functions.Huber", [Inf, 1], [1, Inf] },
        { "Functions.Huber", [1, -1], [NaN, NaN] },
        { "Functions.XLogY", [0, 0], [-Inf, 0] },
        { "Functions.XLogY", [0, 1], [0, 0] },
        { "Functions.XLogY", [2, 1], [0, 2] },
        { "Functions.SafeDiv", [3, 0], [0, 0] },
        { "Functions.SafeDiv", [1e-200, 1e-200], [1e200, -1e200] },
        { "Functions.PolyGamma", [2, 1], [0, 6.49393940226682915] },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public void Derivatives_are_right_where_the_textbook_form_fails(string name, double[] operands, double[] expected)
    {
        Rule rule = RuleTable.Find(name)!;
        double[] actual = [.. operands.Select((_, i) => Interpreter<double>.Contribution(rule, i, operands, 1))];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                expected[i].Equals(actual[i]) || expected[i] == actual[i] || Math.Abs(expected[i] - actual[i]) <= 5e-15 * Math.Abs(expected[i]),
                FormattableString.Invariant($"operand {i}: expected {expected[i]:R} but was {actual[i]:R}"));
        }
    }

    [Theory]
    [InlineData("Functions.Entropy", 0.0)]
    [InlineData("Functions.XLogY", 0.0, 0.0)]
    [InlineData("Functions.ErfInv", 1.0)]
    [InlineData("Functions.LGamma", 0.0)]
    [InlineData("Functions.LGamma", -1.0)]
    [InlineData("Functions.Digamma", 0.0)]
    [InlineData("Functions.Trigamma", -1.0)]
    public void A_zero_adjoint_contributes_zero_where_the_derivative_is_singular(string name, params double[] operands)
    {
        Rule rule = RuleTable.Find(name)!;
        for (int i = 0; i < operands.Length; i++)
        {
            Assert.Equal(0, Interpreter<double>.Contribution(rule, i, operands, 0));
            Assert.Equal(0, Interpreter<float>.Contribution(rule, i, [.. operands.Select(x => (float)x)], 0));
        }
    }

    [Theory]
    [InlineData("Functions.Entropy", 0.0)]
    [InlineData("Functions.XLogY", 0.0, 0.0)]
    public void A_vertical_tangent_is_cut_on_request(string name, params double[] operands)
    {
        Rule rule = RuleTable.Find(name)!;
        Assert.True(double.IsNegativeInfinity(Interpreter<double>.Contribution(rule, 0, operands, 1)));
        Assert.Equal(0, Interpreter<double>.Contribution(rule.Contribution(0, alone: true, SingularPolicy.Zero), rule, operands, 1));
    }
}
