namespace SymDiff.Gradients.Tests.Stress;

/// <summary>The other half of a mutual recursion, in a class of its own.</summary>
internal static partial class Partner
{
    [Differentiable(Both)]
    public static double Odd(double x, int n) => n == 0 ? x * x : 0.5 * Math.Cos(Recursions.Even(x, n - 1));
}
