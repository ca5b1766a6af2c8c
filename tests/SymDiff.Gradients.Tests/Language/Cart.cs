namespace SymDiff.Gradients.Tests.Language;

/// <summary>A struct that its methods write.</summary>
internal struct Cart
{
    public double Mass { get; set; }

    public double Speed;

    public void Push(double by) => Speed += by * Mass;

    public readonly double Momentum() => Mass * Speed;
}
