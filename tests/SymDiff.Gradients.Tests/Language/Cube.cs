namespace SymDiff.Gradients.Tests.Language;

internal partial class Cube : Shape
{
    [Differentiable(Both)]
    public override double Area(double size) => 6 * size * size;

    [Differentiable(Both)]
    public override double Cost(double size, double price) => base.Cost(size, price) + Math.Sqrt(price) * size;
}
