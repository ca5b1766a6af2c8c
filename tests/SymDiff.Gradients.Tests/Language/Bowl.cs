namespace SymDiff.Gradients.Tests.Language;

/// <summary>An object that is no module: what it holds is a constant of differentiation.</summary>
/// <param name="depth">How deep it is.</param>
/// <param name="inner">Another one inside.</param>
internal sealed partial class Bowl(double depth, Bowl? inner)
{
    internal readonly double Depth = depth;

    internal readonly Bowl? Inner = inner;

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public double At(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Depth * x[i] * x[i] * x[i] * x[(i + 1) % x.Length];
        }

        return sum;
    }

    [Differentiable]
    public double Along(double x) => Depth * Math.Sin(Depth * x) * x;
}
