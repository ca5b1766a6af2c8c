namespace SymDiff.Gradients.Library;

/// <summary>Marked methods of a library.</summary>
public static partial class Chains
{
    private const Derivatives Both = Derivatives.Gradient | Derivatives.Jvp;

    /// <summary>What springs between neighbours hold; the first one hangs on 0.</summary>
    /// <param name="positions">Where the neighbours are.</param>
    /// <param name="stiffness">That of each spring.</param>
    [Differentiable(Both)]
    public static double Energy(ReadOnlySpan<double> positions, double stiffness)
    {
        double sum = 0, last = 0;
        for (int i = 0; i < positions.Length; i++)
        {
            double stretch = positions[i] - last;
            sum += stiffness * stretch * stretch * (1 + (stretch * stretch));
            last = positions[i];
        }

        return sum / 2;
    }

    /// <summary>One step of damping, in place.</summary>
    /// <param name="state">The positions.</param>
    /// <param name="damping">The share that is lost.</param>
    [Differentiable(Both)]
    public static void Damp(Span<double> state, double damping)
    {
        for (int i = 0; i < state.Length; i++)
        {
            state[i] -= damping * state[i] * Math.Abs(state[i]);
        }
    }

    /// <summary>The middle of each two neighbours.</summary>
    /// <param name="positions">Where the neighbours are.</param>
    /// <param name="weight">That of the left one.</param>
    [Differentiable(Both)]
    public static double[] Middles(double[] positions, [NoGradient] double weight)
    {
        double[] middles = new double[positions.Length - 1];
        for (int i = 0; i < middles.Length; i++)
        {
            middles[i] = (weight * positions[i]) + ((1 - weight) * positions[i + 1]);
        }

        return middles;
    }

    /// <summary>A length and its direction.</summary>
    /// <param name="x">The abscissa; its absolute value afterwards.</param>
    /// <param name="y">The ordinate.</param>
    /// <param name="angle">The direction.</param>
    [Differentiable(Both)]
    public static double Polar(ref double x, in double y, out double angle)
    {
        angle = Math.Atan2(y, x);
        x = Math.Abs(x);
        return Math.Sqrt((x * x) + (y * y));
    }

    /// <summary>A power, by calling itself.</summary>
    /// <param name="x">The base.</param>
    /// <param name="n">The exponent, not negative.</param>
    [Differentiable(Both)]
    public static double Power(double x, int n) => n == 0 ? 1 : n % 2 == 1 ? x * Power(x, n - 1) : Power(x * x, n / 2);

    /// <summary>A bowl with a ridge, whose Hessian callers need that differentiate its gradient.</summary>
    /// <param name="at">Where.</param>
    /// <param name="height">That of the ridge.</param>
    /// <param name="sharpness">A constant of differentiation.</param>
    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double Ridge(ReadOnlySpan<double> at, double height, [NoGradient] double sharpness)
    {
        double sum = 0;
        for (int i = 0; i < at.Length; i++)
        {
            sum += (at[i] * at[i] * at[(i + 1) % at.Length]) + (height * Math.Exp(-sharpness * at[i] * at[i]));
        }

        return sum * height;
    }

    /// <summary>The same of two numbers.</summary>
    /// <param name="x">The abscissa.</param>
    /// <param name="y">The ordinate.</param>
    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double Saddle(double x, double y) => (x * x * y) - Math.Sin(x * y * y);
}
