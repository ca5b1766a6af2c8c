namespace SymDiff.Gradients.Tests.Language;

/// <summary>What <see cref="Generics"/> computes, written for <c>double</c>.</summary>
internal static partial class GenericTwins
{
    [Differentiable(Both)]
    public static double Wave(double x, double y)
    {
        double scaled = 0.5 * x + 3 / y;
        double wave = Math.Sin(scaled) * Math.Exp(-y) + 1;
        return Math.Sqrt(wave * wave + x * x) - Math.Pow(y, 3) % 7 + double.Hypot(x, y);
    }

    [Differentiable(Both)]
    public static double Norm(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] / (i + 1);
        }

        return Math.Sqrt(sum);
    }

    [Differentiable(Both)]
    public static double Recurrence(ReadOnlySpan<double> x, int n)
    {
        double state = x[0], sum = 0;
        for (int i = 0; i < n; i++)
        {
            state = Math.Tanh(state * x[1]) + Math.Cos(state) * x[2];
            if (state > 0.75)
            {
                state = state - x[0] * state;
                sum++;
            }

            sum += state * state;
        }

        return sum;
    }

    [Differentiable(Both)]
    public static double Layers(double[] weights, double input)
    {
        double[] hidden = new double[weights.Length];
        Span<double> view = hidden;
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < weights.Length; i++)
            {
                view[i] = Math.Max(0, weights[i] * input + hidden[(i + 1) % weights.Length] * 0.1f);
            }

            input = -input * Math.PI / 4;
        }

        double total = -0.0;
        foreach (double one in hidden)
        {
            total += double.LogP1(one);
        }

        return total;
    }

    [Differentiable(Both)]
    public static double Relaxed(Span<double> x, ref double scale, out double largest)
    {
        largest = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            x[i] = x[i] * scale + x[i - 1];
            largest = x[i] > largest ? x[i] : largest;
            scale *= 0.9;
        }

        return x[^1] * largest;
    }

    [Differentiable(Both)]
    public static (double Sine, double Cosine) Turn(double angle, double radius)
    {
        (double s, double c) = Math.SinCos(angle);
        return (s * radius, c * radius);
    }

    [Differentiable(Both)]
    public static double Nested(double[] x, double angle)
    {
        (double sine, double cosine) = Turn(angle, Norm(x));
        return Wave(sine, cosine * cosine + 1) * Power(x[0], x.Length);
    }

    [Differentiable(Both)]
    public static double Power(double x, int n)
    {
        return n == 0 ? 1 : x * Power(x, n - 1);
    }

    [Differentiable(Both)]
    public static float SingleWave(float x, float y)
    {
        float scaled = 0.5f * x + 3 / y;
        float wave = MathF.Sin(scaled) * MathF.Exp(-y) + 1;
        return MathF.Sqrt(wave * wave + x * x) - MathF.Pow(y, 3) % 7 + float.Hypot(x, y);
    }

    [Differentiable(Both)]
    public static float SingleRecurrence(ReadOnlySpan<float> x, int n)
    {
        float state = x[0], sum = 0;
        for (int i = 0; i < n; i++)
        {
            state = MathF.Tanh(state * x[1]) + MathF.Cos(state) * x[2];
            if (state > 0.75f)
            {
                state = state - x[0] * state;
                sum++;
            }

            sum += state * state;
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double Valley(double x, double y)
    {
        double a = 1 - x, b = y - x * x;
        return a * a + 100 * b * b;
    }
}
