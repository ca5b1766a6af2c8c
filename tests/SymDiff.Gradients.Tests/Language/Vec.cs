namespace SymDiff.Gradients.Tests.Language;

/// <summary>A plane vector, as users write it.</summary>
public readonly record struct Vec(double X, double Y)
{
    public static Vec Unit => new(1, 0);

    public double SquaredLength => Dot(this, this);

    public double Length
    {
        get
        {
            double squared = SquaredLength;
            return Math.Sqrt(squared);
        }
    }

    public double this[int i] => i == 0 ? X : Y;

    public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y);

    public static Vec operator -(Vec a, Vec b) => new(a.X - b.X, a.Y - b.Y);

    public static Vec operator -(Vec a) => new(-a.X, -a.Y);

    public static Vec operator *(double s, Vec a) => new(s * a.X, s * a.Y);

    public static implicit operator Vec(double both) => new(both, both);

    public static explicit operator double(Vec a) => a.X * a.Y;

    public static double Dot(in Vec a, in Vec b) => a.X * b.X + a.Y * b.Y;

    public Vec Rotated(double angle)
    {
        (double sin, double cos) = Math.SinCos(angle);
        return this with { X = cos * X - sin * Y, Y = sin * X + cos * Y };
    }
}
