namespace SymDiff.Gradients.Tests.Language;

/// <summary>A profile that reads its weights.</summary>
internal sealed partial class Bump : IProfile
{
    [Differentiable(Both)]
    public static double Evaluate(double x, double[] weights) => weights[0] * Math.Exp(-x * x) + weights[1];
}
