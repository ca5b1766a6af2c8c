namespace SymDiff.Gradients.Tests.Checks;

/// <summary>Short names for what the marked methods ask for.</summary>
internal static class Modes
{
    /// <summary>Reverse and forward mode, to be compared with each other.</summary>
    public const Derivatives Both = Derivatives.Gradient | Derivatives.Jvp;
}
