namespace SymDiff.Gradients.Tests.Language;

/// <summary>On objects, and in other types.</summary>
internal sealed partial class NestedGradientsOn(double strength)
{
    [Differentiable]
    private double Potential(double x) => strength * x * x * x;

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public double Force(double x) => PotentialGradient(x).X * NestedGradients.WavesGradient(x, 2).Y;
}
