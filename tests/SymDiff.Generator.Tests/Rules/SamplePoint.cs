using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>Random operands from the intervals a rule declares; whole numbers for operands that are not floating.</summary>
internal static class SamplePoint
{
    public static double[] Next(Rule rule, Random random) =>
        [.. rule.Parameters.Select(parameter => parameter.Kind == ParameterKind.Floating
            ? parameter.Low + ((parameter.High - parameter.Low) * random.NextDouble())
            : random.Next((int)parameter.Low, (int)parameter.High + 1))];
}
