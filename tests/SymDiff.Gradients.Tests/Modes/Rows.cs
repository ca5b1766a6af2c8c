namespace SymDiff.Gradients.Tests.Modes;

/// <summary>Loops along rows, each once with the bits of the method's own and once right in all but the last places.</summary>
public static partial class Rows
{
    [Differentiable]
    public static double Recurrent(ReadOnlySpan<double> x, ReadOnlySpan<double> weights) => RecurrentBody(x, weights);

    [Differentiable(FastMath = true)]
    public static double FastRecurrent(ReadOnlySpan<double> x, ReadOnlySpan<double> weights) => RecurrentBody(x, weights);

    [Differentiable]
    public static double Spread(ReadOnlySpan<double> x, ReadOnlySpan<double> weights) => SpreadBody(x, weights);

    [Differentiable(FastMath = true)]
    public static double FastSpread(ReadOnlySpan<double> x, ReadOnlySpan<double> weights) => SpreadBody(x, weights);

    private static double RecurrentBody(ReadOnlySpan<double> x, ReadOnlySpan<double> weights)
    {
        double[] state = new double[x.Length];
        double total = 0;
        for (int t = 0; t < 4; t++)
        {
            double norm = 1;
            for (int i = 0; i < x.Length; i++)
            {
                double gate = 1 / (1 + Math.Exp(-(x[i] * weights[0] + state[i])));
                state[i] = gate * state[i] + (1 - gate) * Math.Tanh(x[i] * weights[1] - weights[2]);
                norm += Math.Exp(state[i]);
            }

            double log = Math.Log(norm);
            for (int i = 0; i < x.Length; i++)
            {
                total += weights[3] * (state[i] - log) * (state[i] + x[i]);
            }
        }

        return total;
    }

    private static double SpreadBody(ReadOnlySpan<double> x, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Sin(x[i] * weights[0]) * Math.Cos(x[i] - weights[1]) - Math.Log(1 + x[i] * x[i]) * Functions.Sigmoid(weights[2] * x[i]);
        }

        return sum * sum * weights[3];
    }
}
