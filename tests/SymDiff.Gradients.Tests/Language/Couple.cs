namespace SymDiff.Gradients.Tests.Language;

/// <summary>Structs in a struct.</summary>
internal readonly partial record struct Couple(Body First, Body Second)
{
    [Differentiable]
    public double Energy(double height) => First.Energy(height) * Second.Energy(2 * height) + First.Mass;
}
