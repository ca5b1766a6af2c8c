namespace SymDiff.Gradients.Tests.Language;

/// <summary>A curve that is a struct, and overwrites what it is given.</summary>
internal readonly partial struct Line(int slope) : ICurve
{
    private readonly int slope = slope;

    [Differentiable(Both)]
    public double At(double x, ref double sum, double[] weights)
    {
        sum = sum * x + slope;
        weights[0] = x * weights[0];
        return slope * x * x;
    }
}
