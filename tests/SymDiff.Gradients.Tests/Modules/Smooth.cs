namespace SymDiff.Gradients.Tests.Modules;

/// <summary>One layer whose parameters others can read: its body is repeated where the gradient of what uses it is differentiated.</summary>
public sealed partial class Smooth(int inputs, int outputs)
{
    [Parameter]
    public double[] Weights { get; } = new double[inputs * outputs];

    [Parameter]
    public double[] Bias { get; } = new double[outputs];

    [Differentiable(Both)]
    public void Forward(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < Bias.Length; i++)
        {
            double sum = Bias[i];
            for (int j = 0; j < x.Length; j++)
            {
                sum += Weights[i * x.Length + j] * x[j];
            }

            y[i] = Math.Tanh(sum);
        }
    }
}
