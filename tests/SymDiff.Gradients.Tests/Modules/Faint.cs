namespace SymDiff.Gradients.Tests.Modules;

/// <summary>Parameters in single precision, beside an input in double precision.</summary>
public sealed partial class Faint
{
    [Parameter]
    public float[] Weights { get; } = [0.5f, -1.5f];

    [Parameter]
    public float Gain { get; set; } = 2;

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public double Mixed(double x) => Weights[0] * Weights[1] * x * x * Gain;

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public float Alone() => Weights[1] * Weights[1] * Gain;
}
