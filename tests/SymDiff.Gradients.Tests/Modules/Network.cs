namespace SymDiff.Gradients.Tests.Modules;

/// <summary>Modules of modules, and a number of its own between them.</summary>
public sealed partial class Network(int inputs, int hidden)
{
    [Parameter]
    public Dense First { get; } = new(inputs, hidden);

    [Parameter]
    public double Scale { get; set; } = 0.5;

    [Parameter]
    internal readonly Dense Second = new(hidden, 1);

    [Differentiable(Both)]
    public double Predict(ReadOnlySpan<double> x)
    {
        Span<double> hidden = stackalloc double[First.Outputs];
        First.Forward(x, hidden);
        Span<double> result = stackalloc double[1];
        Second.Forward(hidden, result);
        return Scale * result[0] + Spread(hidden);
    }

    [Differentiable(Both)]
    public static double Loss(Network net, ReadOnlySpan<double> x, double y)
    {
        double error = net.Predict(x) - y;
        return error * error + 0.01 * (net.First.Penalty() + net.Second.Penalty());
    }

    private double Spread(Span<double> hidden)
    {
        double sum = 0;
        foreach (double h in hidden)
        {
            sum += h * h;
        }

        return sum * First.Gain * Second.Weights[0];
    }
}
