namespace SymDiff.Gradients.Tests.Language;

internal sealed partial class Disc : Shape
{
    [Differentiable(Both)]
    public override double Area(double size) => Math.PI * size * size;
}
