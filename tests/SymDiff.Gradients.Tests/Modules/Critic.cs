namespace SymDiff.Gradients.Tests.Modules;

/// <summary>A function of an array with layers inside, whose slope is to be 1: the penalty of a Wasserstein critic (Gulrajani et al., 2017).</summary>
public sealed partial class Critic(int inputs, int hidden)
{
    [Parameter]
    public Smooth First { get; } = new(inputs, hidden);

    [Parameter]
    public Smooth Second { get; } = new(hidden, 1);

    [Parameter]
    public double Gain { get; set; } = 1;

    [Differentiable(Both)]
    public double Score(ReadOnlySpan<double> x)
    {
        Span<double> h = stackalloc double[First.Bias.Length];
        First.Forward(x, h);
        Span<double> score = stackalloc double[1];
        Second.Forward(h, score);
        return score[0] * Gain;
    }

    [Differentiable(Both)]
    public static double Penalty(Critic critic, ReadOnlySpan<double> x)
    {
        Span<double> slope = stackalloc double[x.Length];
        double score = critic.ScoreGradient(x, slope);
        double sum = 0;
        foreach (double s in slope)
        {
            sum += s * s;
        }

        double excess = Math.Sqrt(sum) - 1;
        return 10 * excess * excess - score;
    }
}
