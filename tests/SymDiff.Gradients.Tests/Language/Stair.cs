namespace SymDiff.Gradients.Tests.Language;

internal sealed partial class Stair : IStep
{
    [Differentiable(Both)]
    public double Down(double x, int depth) => Dispatches.Descend(this, x * x, depth);
}
