namespace SymDiff.Gradients.Tests.Language;

/// <summary>A profile that overwrites its weights.</summary>
internal readonly partial struct Decay : IProfile
{
    [Differentiable(Both)]
    public static double Evaluate(double x, double[] weights)
    {
        weights[0] *= x;
        return Math.Log(1 + weights[0] * weights[0]) * x;
    }
}
