namespace SymDiff.Gradients.Tests.Language;

/// <summary>Functions of which derived types have their own.</summary>
internal abstract partial class Shape
{
    [Differentiable(Both)]
    public abstract double Area(double size);

    /// <summary>A sum that a shape may compute otherwise.</summary>
    [Differentiable(Both)]
    public virtual double Cost(double size, double price) => Area(size) * price;

    [Differentiable(Both)]
    public double Twice(double size) => Area(size) * Cost(size, 3) + size;
}
