namespace SymDiff.Gradients.Tests.Language;

/// <summary>A struct with marked methods of its own.</summary>
internal readonly partial record struct Body(double Mass, double Speed)
{
    [Differentiable]
    public double Energy(double height) => 0.5 * Mass * Speed * Speed + 9.81 * Mass * height;

    [Differentiable]
    public Body Faster(double by) => this with { Speed = Speed * by };
}
