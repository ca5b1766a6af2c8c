namespace SymDiff.Gradients.Tests.Language;

/// <summary>A struct with members of every kind: parameters of a record, properties, fields, and a struct in it.</summary>
/// <param name="A">The first number.</param>
/// <param name="B">The second.</param>
internal record struct Track(double A, double B)
{
    public const double Unit = 2;

    private double hidden;

    public double B { get; init; } = B;

    public double C { get; set; }

    public Mark End;

    public readonly double Sum => A + (3 * B) + (5 * C) + (7 * End.X) + (11 * End.Y) + (13 * hidden);

    public double Hidden { readonly get => hidden; set => hidden = value; }

    public void Shift(double by) => (A, hidden) = (A + by, hidden - (by * A));
}
