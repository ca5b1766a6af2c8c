namespace SymDiff;

/// <summary>Marks that change how a differentiated method is differentiated, and nothing else.</summary>
public static class Diff
{
    /// <summary>Returns <paramref name="x"/>; no derivative passes through it.</summary>
    /// <param name="x">The value to treat as a constant of differentiation.</param>
    public static double StopGradient(double x) => x;

    /// <inheritdoc cref="StopGradient(double)"/>
    public static float StopGradient(float x) => x;
}
