namespace SymDiff.Gradients.Tests.Modules;

/// <summary>One layer: weights by rows, a bias for all units, and a gain that is a number.</summary>
public sealed partial class Dense(int inputs, int outputs)
{
    private readonly int inputs = inputs;

    [Parameter]
    public double[] Weights { get; set; } = new double[inputs * outputs];

    [Parameter]
    private readonly double[] bias = new double[outputs];

    [Parameter]
    internal double Gain = 1;

    public int Outputs => bias.Length;

    [Differentiable(Both)]
    public void Forward(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double sum = bias[i];
            for (int j = 0; j < inputs; j++)
            {
                sum += Weights[i * inputs + j] * x[j];
            }

            y[i] = Math.Tanh(Gain * sum);
        }
    }

    /// <summary>Reads parameters, and nothing else goes in.</summary>
    [Differentiable(Both)]
    public double Penalty()
    {
        double sum = Gain * Gain;
        foreach (double weight in Weights)
        {
            sum += weight * weight;
        }

        return sum;
    }
}
