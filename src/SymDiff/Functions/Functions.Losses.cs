namespace SymDiff;

/// <content>Losses and sums of exponentials of two numbers.</content>
public static partial class Functions
{
    private const double Ln2 = 0.69314718055994531;

    /// <summary>
    /// <c>log(exp(a) + exp(b))</c>, computed as <c>max(a, b) + log1p(exp(-|a - b|))</c>; its derivatives are the
    /// <see cref="Sigmoid(double)"/> of the difference, either way. Where both are infinity each gets a half, where both are
    /// negative infinity each gets 0.
    /// </summary>
    /// <param name="a">The logarithm of a summand.</param>
    /// <param name="b">The logarithm of the other.</param>
    /// <returns>The value to a few units in the last place of the greater operand, or of ln 2 if that is more.</returns>
    public static double LogAddExp(double a, double b) => a == b ? a + Ln2 : Math.Max(a, b) + Log1p(Math.Exp(-Math.Abs(a - b)));

    /// <inheritdoc cref="LogAddExp(double, double)"/>
    public static float LogAddExp(float a, float b) => (float)LogAddExp((double)a, b);

    /// <summary>
    /// The cross-entropy of <c>Sigmoid(logit)</c> against the probability <paramref name="target"/>,
    /// <c>Softplus(logit) - target * logit</c>, in a form in which no term is negative.
    /// </summary>
    /// <param name="logit">The logarithm of the odds. At infinity the limit.</param>
    /// <param name="target">The true probability, from 0 to 1.</param>
    /// <returns>The loss in nats. Its derivatives are <c>Sigmoid(logit) - target</c> and <c>-logit</c>.</returns>
    public static double BinaryCrossEntropyWithLogits(double logit, double target)
    {
        double tail = Log1p(Math.Exp(-Math.Abs(logit)));
        double weight = logit > 0 ? 1 - target : target;

        // An infinite logit is right without loss where its weight is nothing.
        return weight == 0 ? tail : (weight * Math.Abs(logit)) + tail;
    }

    /// <inheritdoc cref="BinaryCrossEntropyWithLogits(double, double)"/>
    public static float BinaryCrossEntropyWithLogits(float logit, float target) =>
        (float)BinaryCrossEntropyWithLogits((double)logit, target);

    /// <summary>
    /// P. Huber's loss: <c>x² / 2</c> up to a magnitude of <paramref name="delta"/>, <c>delta (|x| - delta / 2)</c> beyond. Its
    /// derivative is <paramref name="x"/> limited to <c>-delta</c> to <c>delta</c>, with respect to
    /// <paramref name="delta"/> it is <c>max(|x| - delta, 0)</c>.
    /// </summary>
    /// <param name="x">The residual.</param>
    /// <param name="delta">Where the parabola goes over into its tangents; not negative, else the result is NaN.</param>
    public static double Huber(double x, double delta)
    {
        double magnitude = Math.Abs(x);
        return !(delta >= 0) ? double.NaN
            : magnitude <= delta ? 0.5 * x * x
            : delta * (magnitude - (0.5 * delta));
    }

    /// <inheritdoc cref="Huber(double, double)"/>
    public static float Huber(float x, float delta) => (float)Huber((double)x, delta);

    /// <summary>
    /// <c>log(cosh(x))</c>, which neither overflows nor loses its digits near 0; its derivative is <c>tanh(x)</c>.
    /// </summary>
    /// <param name="x">Any number.</param>
    public static double LogCosh(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude < 1)
        {
            // cosh(x) = 1 + 2 sinh(x / 2)²
            double sinh = Math.Sinh(0.5 * x);
            return Log1p(2 * sinh * sinh);
        }

        return magnitude - Ln2 + Log1p(Math.Exp(-2 * magnitude));
    }

    /// <inheritdoc cref="LogCosh(double)"/>
    public static float LogCosh(float x) => (float)LogCosh((double)x);
}
