namespace SymDiff.Gradients.Tests.Language;

internal sealed partial class Brick : Cube
{
    [Differentiable(Both)]
    public override double Cost(double size, double price) => base.Cost(size, price) * Math.Exp(-size);
}
