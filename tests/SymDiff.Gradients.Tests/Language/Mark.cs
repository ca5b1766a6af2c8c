namespace SymDiff.Gradients.Tests.Language;

/// <summary>A place in the plane.</summary>
internal struct Mark
{
    public double X;
    public double Y;

    public readonly double Length => Math.Sqrt((X * X) + (Y * Y));

    public static Mark operator +(Mark a, Mark b) => new() { X = a.X + b.X, Y = a.Y + b.Y };

    public static Mark operator *(double by, Mark a) => new() { X = by * a.X, Y = by * a.Y };
}
