namespace SymDiff.Gradients.Tests.Modes;

/// <summary>Methods whose derivative is taken along several directions.</summary>
internal static partial class SeveralDirections
{
    [Differentiable(Derivatives.Jvp)]
    public static double Filter(double gain, double[] signal)
    {
        double state = 0, sum = 0;
        for (int i = 0; i < signal.Length; i++)
        {
            state = signal[i] > 0.2 ? state + (gain * signal[i]) : Blend(state, signal[i]);
            sum += Math.Exp(-state * state);
        }

        return sum;
    }

    [Differentiable]
    public static double Blend(double state, double input)
    {
        double[] window = [state, input, 0];
        window[2] = Math.Sqrt((window[0] * window[0]) + (window[1] * window[1]));
        return window[2] * 0.5;
    }

    [Differentiable(Derivatives.Jvp)]
    public static float Rescale(Span<float> values, ref double scale, out double before)
    {
        before = scale;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= (float)scale;
            scale += values[i];
        }

        return values[0] * values[^1];
    }

    [Differentiable(Derivatives.Jvp)]
    public static double[] Powers((double Base, int Count) p)
    {
        var powers = new double[p.Count];
        double power = 1;
        for (int i = 0; i < powers.Length; i++)
        {
            powers[i] = power *= p.Base;
        }

        return powers;
    }

    [Differentiable(Derivatives.Jvp)]
    public static double Recursive(double x, int n) => n == 0 ? x : x * Recursive(x, n - 1);

    [Differentiable(Derivatives.Jvp)]
    public static double Noisy(double x, Random random) => x * random.NextDouble();

    /// <summary>Overwrites its input, which every eight columns of the Jacobian start from.</summary>
    [Differentiable(Derivatives.Jacobian)]
    public static void Rotate(Span<double> x, double angle, int turns)
    {
        for (int t = 0; t < turns; t++)
        {
            for (int i = 0; i + 1 < x.Length; i++)
            {
                (x[i], x[i + 1]) = ((Math.Cos(angle) * x[i]) - (Math.Sin(angle) * x[i + 1]), (Math.Sin(angle) * x[i]) + (Math.Cos(angle) * x[i + 1]));
            }
        }
    }

    /// <summary>Numbers of a type parameter go one direction after the other, and what is overwritten is laid out anew.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static T Blend<T>(T weight, Span<T> values, ref T last)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        for (int i = 1; i < values.Length; i++)
        {
            values[i] += weight * T.Sin(values[i - 1]);
        }

        T sum = last * values[^1];
        last = weight * weight;
        return sum;
    }

    /// <summary>Nothing is returned.</summary>
    [Differentiable(Derivatives.Jvp)]
    public static void Scale<T>(T weight, Span<T> values)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= weight;
        }
    }
}
