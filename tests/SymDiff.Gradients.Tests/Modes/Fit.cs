using SymDiff.Gradients.Tests.Modules;

namespace SymDiff.Gradients.Tests.Modes;

/// <summary>Numbers and arrays to learn, its own and those of a module in it, from many points at once.</summary>
public sealed partial class Fit
{
    [Parameter]
    public double[] Weights { get; } = [0.5, -0.25, 0.75];

    [Parameter]
    public double Scale { get; set; } = 0.5;

    [Parameter]
    public Smooth Inner { get; } = new(3, 2);

    public Fit()
    {
        double[] weights = [0.5, -1, 0.25, 0.75, 1.25, -0.5], bias = [0.125, -0.25];
        weights.CopyTo(Inner.Weights, 0);
        bias.CopyTo(Inner.Bias, 0);
    }

    /// <summary>Everything in place: points go side by side.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Batch)]
    public double Loss(ReadOnlySpan<double> x, [NoGradient] double y)
    {
        double sum = Scale * Scale;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Weights[i] * x[i] * Scale;
        }

        double error = sum - y;
        return error * error;
    }

    /// <summary>A marked callee adds to the gradients itself.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Batch)]
    public static double Deep([Shared] Fit fit, [Shared] double rate, ReadOnlySpan<double> x, [NoGradient] double y)
    {
        Span<double> hidden = stackalloc double[2];
        fit.Inner.Forward(x, hidden);
        double error = fit.Scale * hidden[0] * hidden[1] + fit.Inner.Bias[0] - y;
        return rate * error * error;
    }
}
