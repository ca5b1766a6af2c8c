using System.Numerics;

namespace SymDiff;

/// <summary>Marks that change how a differentiated method is differentiated, and nothing else.</summary>
public static class Diff
{
    /// <summary>Returns <paramref name="x"/>; no derivative passes through it.</summary>
    /// <param name="x">The value to treat as a constant of differentiation.</param>
    public static double StopGradient(double x) => x;

    /// <inheritdoc cref="StopGradient(double)"/>
    public static float StopGradient(float x) => x;

    /// <inheritdoc cref="StopGradient(double)"/>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T StopGradient<T>(T x)
        where T : IFloatingPointIeee754<T>
        => x;

    /// <summary>
    /// Returns <paramref name="rounding"/>, and passes its derivative on to what was rounded as if it had not been: the
    /// straight-through estimator of Bengio, Léonard and Courville, arXiv:1308.3432.
    /// </summary>
    /// <param name="rounding">
    /// A call of <c>Math.Round</c>, <c>Floor</c>, <c>Ceiling</c>, <c>Truncate</c> or <c>Sign</c>, or a conversion to an
    /// integer: <c>Diff.StraightThrough(Math.Round(x))</c>. Anything else is refused; use
    /// <see cref="StraightThrough(double, double)"/> for it.
    /// </param>
    public static double StraightThrough(double rounding) => rounding;

    /// <inheritdoc cref="StraightThrough(double)"/>
    public static float StraightThrough(float rounding) => rounding;

    /// <inheritdoc cref="StraightThrough(double)"/>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T StraightThrough<T>(T rounding)
        where T : IFloatingPointIeee754<T>
        => rounding;

    /// <inheritdoc cref="StraightThrough(double)"/>
    public static double StraightThrough(long rounding) => rounding;

    /// <summary>Returns <paramref name="rounded"/>, with the derivative of <paramref name="x"/>.</summary>
    /// <param name="rounded">The value: any approximation of <paramref name="x"/>.</param>
    /// <param name="x">The number that it approximates, to which the derivative is passed on.</param>
    public static double StraightThrough(double rounded, double x) => rounded;

    /// <inheritdoc cref="StraightThrough(double, double)"/>
    public static float StraightThrough(float rounded, float x) => rounded;

    /// <inheritdoc cref="StraightThrough(double, double)"/>
    /// <typeparam name="T">A floating-point type.</typeparam>
    public static T StraightThrough<T>(T rounded, T x)
        where T : IFloatingPointIeee754<T>
        => rounded;
}
