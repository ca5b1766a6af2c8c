namespace SymDiff;

/// <summary>How <see cref="GradientCheck"/> compares.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>
    /// How far a partial derivative may be off relative to its size, beyond the estimated error of the differences; 1e-7
    /// for <c>double</c> and 1e-3 for <c>float</c> when null.
    /// </summary>
    public double? RelativeTolerance { get; init; }

    /// <summary>
    /// The size over which the function changes in a coordinate that is 0 or close to it. Steps are tried in proportion to
    /// this and to the coordinate itself, whichever settles better.
    /// </summary>
    public double TypicalSize { get; init; } = 1;

    /// <summary>Checks no more than so many coordinates, chosen at random; all of them when null.</summary>
    public int? Sample { get; init; }

    /// <summary>The seed of that choice.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Names coordinates in the report; <c>x[i]</c> when null.</summary>
    public Func<int, string>? Name { get; init; }
}
