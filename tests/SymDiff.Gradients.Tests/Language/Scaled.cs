namespace SymDiff.Gradients.Tests.Language;

/// <summary>A module with a marked getter.</summary>
internal sealed partial class Scaled
{
    [Parameter]
    public required double[] Weights { get; init; }

    [Parameter]
    public double Scale { get; set; }

    [Differentiable]
    public double Norm
    {
        get
        {
            double sum = 0;
            foreach (double weight in Weights)
            {
                sum += weight * weight;
            }

            return Scale * Math.Sqrt(sum);
        }
    }
}
