namespace SymDiff.Gradients.Tests.Language;

/// <summary>An instance method whose fields are constants of differentiation.</summary>
/// <param name="stiffness">Force per length.</param>
/// <param name="rest">Length at rest.</param>
internal sealed partial class Spring(double stiffness, double rest)
{
    private readonly double stiffness = stiffness;
    private readonly double rest = rest;

    /// <summary>The energy at a length.</summary>
    /// <param name="length">The length.</param>
    [Differentiable(Both)]
    public double Energy(double length)
    {
        double stretch = length - rest;
        return 0.5 * stiffness * stretch * stretch + Damp(stretch);
    }

    /// <summary>A lambda keeps the <c>this</c> of the place it is written at, whoever calls it.</summary>
    /// <param name="other">The spring that calls it.</param>
    /// <param name="length">The length.</param>
    [Differentiable(Both)]
    public double Through([NoGradient] Spring other, double length) => other.Applied(x => x * stiffness, length);

    private double Applied(Func<double, double> force, double length) => force(length) * stiffness * length;

    [Differentiable(Both)]
    private double Damp(double stretch) => Math.Exp(-stretch * this.stiffness);
}
