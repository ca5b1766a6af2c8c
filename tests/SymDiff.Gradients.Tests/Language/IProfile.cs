namespace SymDiff.Gradients.Tests.Language;

/// <summary>A function that a type parameter chooses.</summary>
internal partial interface IProfile
{
    [Differentiable(Both)]
    static abstract double Evaluate(double x, double[] weights);
}
