namespace SymDiff.Gradients.Tests.Language;

/// <summary>A function that an object chooses.</summary>
internal partial interface ICurve
{
    [Differentiable(Both)]
    double At(double x, ref double sum, double[] weights);
}
