namespace SymDiff.Gradients.Tests.Language;

/// <summary>A curve with a constant of its own.</summary>
internal sealed partial class Wave(double frequency) : ICurve
{
    private readonly double frequency = frequency;

    [Differentiable(Both)]
    public double At(double x, ref double sum, double[] weights)
    {
        sum += x * weights[1];
        return Math.Sin(frequency * x) * weights[0];
    }
}
