namespace SymDiff;

/// <summary>
/// Functions of machine learning and statistics in forms that neither overflow nor cancel. All of them can be called
/// inside a <see cref="DifferentiableAttribute"/> method: the scalar ones have a rule of their own, the ones over
/// spans are differentiated by SymDiff like any other method.
/// </summary>
/// <remarks>
/// NaN in gives NaN out, except where a function is said to be constant. Those over numbers do not throw and do not
/// allocate; those that sort or factorise allocate their work arrays.
/// </remarks>
public static partial class Functions
{
    /// <summary>The rectifier <c>max(x, 0)</c>; its derivative at 0 is 0.</summary>
    /// <param name="x">Any number.</param>
    public static double Relu(double x) => Math.Max(x, 0);

    /// <inheritdoc cref="Relu(double)"/>
    public static float Relu(float x) => MathF.Max(x, 0);

    /// <summary>
    /// The leaky rectifier: <paramref name="x"/> where it is positive, <c>slope * x</c> elsewhere.
    /// </summary>
    /// <param name="x">Any number.</param>
    /// <param name="slope">The slope for negative <paramref name="x"/>; commonly 0.01.</param>
    public static double LeakyRelu(double x, double slope) => x > 0 ? x : slope * x;

    /// <inheritdoc cref="LeakyRelu(double, double)"/>
    public static float LeakyRelu(float x, float slope) => x > 0 ? x : slope * x;

    /// <summary>The logistic function <c>1 / (1 + exp(-x))</c>, accurate in both tails.</summary>
    /// <param name="x">Any number.</param>
    public static double Sigmoid(double x)
    {
        // The exponential is taken of a negative number only: it may underflow, which is the right answer there,
        // but it never overflows.
        if (x >= 0)
        {
            return 1 / (1 + Math.Exp(-x));
        }

        double e = Math.Exp(x);
        return e / (1 + e);
    }

    /// <inheritdoc cref="Sigmoid(double)"/>
    public static float Sigmoid(float x)
    {
        if (x >= 0)
        {
            return 1 / (1 + MathF.Exp(-x));
        }

        float e = MathF.Exp(x);
        return e / (1 + e);
    }

    /// <summary>
    /// The smooth rectifier <c>log(1 + exp(x))</c>, computed as <c>max(x, 0) + log1p(exp(-|x|))</c>; its derivative is
    /// <see cref="Sigmoid(double)"/>.
    /// </summary>
    /// <param name="x">Any number.</param>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    /// <inheritdoc cref="Softplus(double)"/>
    public static float Softplus(float x) => MathF.Max(x, 0) + Log1p(MathF.Exp(-MathF.Abs(x)));

    /// <summary>The logarithm of <see cref="Sigmoid(double)"/>, which is <c>-Softplus(-x)</c>.</summary>
    /// <param name="x">Any number.</param>
    public static double LogSigmoid(double x) => Math.Min(x, 0) - Log1p(Math.Exp(-Math.Abs(x)));

    /// <inheritdoc cref="LogSigmoid(double)"/>
    public static float LogSigmoid(float x) => MathF.Min(x, 0) - Log1p(MathF.Exp(-MathF.Abs(x)));

    /// <summary>
    /// The sigmoid linear unit <c>x * Sigmoid(x)</c>, also known as swish; negative infinity gives its limit, -0.
    /// </summary>
    /// <param name="x">Any number.</param>
    public static double Silu(double x) => x == double.NegativeInfinity ? -0.0 : x * Sigmoid(x);

    /// <inheritdoc cref="Silu(double)"/>
    public static float Silu(float x) => x == float.NegativeInfinity ? -0.0f : x * Sigmoid(x);

    /// <summary><c>log(1 + x)</c> without the loss of digits near 0 that <see cref="double.LogP1(double)"/> has.</summary>
    /// <param name="x">A number greater than or equal to -1.</param>
    /// <returns>
    /// The logarithm to about one unit in the last place; negative infinity at -1 and NaN below it.
    /// </returns>
    public static double Log1p(double x)
    {
        double sum = 1 + x;
        if (sum == 1)
        {
            return x;
        }

        if (!(sum > 0) || double.IsPositiveInfinity(sum))
        {
            return Math.Log(sum);
        }

        // 1 + x = sum + lost exactly (Dekker's fast two-sum, larger operand first), and
        // log(sum + lost) = log(sum) + lost / sum up to (lost / sum)^2 / 2, which is below half a unit in the last place.
        double lost = Math.Abs(x) < 1 ? x - (sum - 1) : 1 - (sum - x);
        return Math.Log(sum) + (lost / sum);
    }

    /// <inheritdoc cref="Log1p(double)"/>
    public static float Log1p(float x) => (float)Log1p((double)x);

    /// <summary><c>exp(x) - 1</c> without the loss of digits near 0 that <see cref="double.ExpM1(double)"/> has.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>The value to a few units in the last place.</returns>
    public static double Expm1(double x)
    {
        double e = Math.Exp(x);
        if (!(Math.Abs(x) < 1))
        {
            return e - 1;
        }

        // Kahan: (e - 1) / log(e) varies slowly around e = 1, so the rounding of e cancels in it; x then puts the true
        // exponent back. See N. Higham, Accuracy and Stability of Numerical Algorithms, section 1.14.1.
        return e == 1 ? x : (e - 1) * (x / Math.Log(e));
    }

    /// <inheritdoc cref="Expm1(double)"/>
    public static float Expm1(float x) => (float)Expm1((double)x);
}
