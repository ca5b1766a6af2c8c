namespace SymDiff.Gradients.Tests.Modules;

/// <summary>The same as <see cref="Network"/> of one vector, in the layout of its parameters.</summary>
internal static partial class Flat
{
    [Differentiable(Both)]
    public static double Loss(ReadOnlySpan<double> p, int inputs, int hidden, ReadOnlySpan<double> x, double y)
    {
        double error = Predict(p, inputs, hidden, x) - y;
        ReadOnlySpan<double> second = p.Slice(inputs * hidden + hidden + 2);
        return error * error + 0.01 * (Penalty(p[..(inputs * hidden)], p[inputs * hidden + hidden]) + Penalty(second[..hidden], second[hidden + 1]));
    }

    [Differentiable(Both)]
    public static double Predict(ReadOnlySpan<double> p, int inputs, int hidden, ReadOnlySpan<double> x)
    {
        Span<double> h = stackalloc double[hidden];
        Forward(p[..(inputs * hidden)], p.Slice(inputs * hidden, hidden), p[inputs * hidden + hidden], x, h);
        double scale = p[inputs * hidden + hidden + 1];
        ReadOnlySpan<double> second = p.Slice(inputs * hidden + hidden + 2);
        Span<double> result = stackalloc double[1];
        Forward(second[..hidden], second.Slice(hidden, 1), second[hidden + 1], h, result);
        double sum = 0;
        for (int i = 0; i < hidden; i++)
        {
            sum += h[i] * h[i];
        }

        return scale * result[0] + sum * p[inputs * hidden + hidden] * second[0];
    }

    private static void Forward(ReadOnlySpan<double> weights, ReadOnlySpan<double> bias, double gain, ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double sum = bias[i];
            for (int j = 0; j < x.Length; j++)
            {
                sum += weights[i * x.Length + j] * x[j];
            }

            y[i] = Math.Tanh(gain * sum);
        }
    }

    private static double Penalty(ReadOnlySpan<double> weights, double gain)
    {
        double sum = gain * gain;
        foreach (double weight in weights)
        {
            sum += weight * weight;
        }

        return sum;
    }
}
