namespace SymDiff.Gradients.Tests.Modules;

/// <summary>Two modules that may be missing, or one and the same.</summary>
public sealed partial class Pair
{
    [Parameter]
    public Dense Left { get; init; } = null!;

    [Parameter]
    public Dense Right { get; init; } = null!;

    [Differentiable]
    public static double Product(Dense a, Dense b) => a.Gain * b.Gain;
}
