namespace SymDiff;

/// <content>Functions with a value where their formula has none, and small powers.</content>
public static partial class Functions
{
    /// <summary><c>x log(y)</c>, and 0 where <paramref name="x"/> is 0, whatever <paramref name="y"/> is, unless it is NaN.</summary>
    /// <param name="x">The factor.</param>
    /// <param name="y">The argument of the logarithm.</param>
    /// <remarks>
    /// The derivative with respect to <paramref name="x"/> is <c>log(y)</c>, a vertical tangent at (0, 0); with respect to
    /// <paramref name="y"/> it is <c>x / y</c>, and 0 where <paramref name="x"/> is 0.
    /// </remarks>
    public static double XLogY(double x, double y) => x == 0 && !double.IsNaN(y) ? 0 : x * Math.Log(y);

    /// <inheritdoc cref="XLogY(double, double)"/>
    public static float XLogY(float x, float y) => (float)XLogY((double)x, y);

    /// <summary>
    /// <c>x log(x)</c>, whose sum over the probabilities of a distribution is minus its entropy; 0 at 0, where the tangent is
    /// vertical: the derivative <c>log(x) + 1</c> is negative infinity there.
    /// </summary>
    /// <param name="x">Not negative, else the result is NaN.</param>
    public static double Entropy(double x) => x == 0 ? 0 : x * Math.Log(x);

    /// <inheritdoc cref="Entropy(double)"/>
    public static float Entropy(float x) => (float)Entropy((double)x);

    /// <summary>
    /// The cardinal sine <c>sin(x) / x</c>, without a factor π, and 1 at 0. Its derivative is that of the power series near
    /// 0, where <c>(cos(x) - sin(x) / x) / x</c> has no digits left.
    /// </summary>
    /// <param name="x">Radians; infinity gives NaN, as for the sine.</param>
    public static double Sinc(double x) => x == 0 ? 1 : Math.Sin(x) / x;

    /// <inheritdoc cref="Sinc(double)"/>
    public static float Sinc(float x) => (float)Sinc((double)x);

    /// <summary>
    /// The square root, flat where it has none: 0 with derivative 0 at 0 and for negative numbers, which rounding may have
    /// made of 0.
    /// </summary>
    /// <param name="x">Any number.</param>
    public static double SafeSqrt(double x) => x <= 0 ? 0 : Math.Sqrt(x);

    /// <inheritdoc cref="SafeSqrt(double)"/>
    public static float SafeSqrt(float x) => x <= 0 ? 0 : MathF.Sqrt(x);

    /// <summary>The quotient, and 0 with derivatives 0 where <paramref name="b"/> is 0, whatever <paramref name="a"/> is.</summary>
    /// <param name="a">The dividend.</param>
    /// <param name="b">The divisor.</param>
    public static double SafeDiv(double a, double b) => b == 0 ? 0 : a / b;

    /// <inheritdoc cref="SafeDiv(double, double)"/>
    public static float SafeDiv(float a, float b) => b == 0 ? 0 : a / b;

    /// <summary><c>x²</c>.</summary>
    /// <param name="x">Any number.</param>
    public static double Square(double x) => x * x;

    /// <inheritdoc cref="Square(double)"/>
    public static float Square(float x) => x * x;

    /// <summary><c>x³</c>.</summary>
    /// <param name="x">Any number.</param>
    public static double Cube(double x) => x * x * x;

    /// <inheritdoc cref="Cube(double)"/>
    public static float Cube(float x) => x * x * x;
}
