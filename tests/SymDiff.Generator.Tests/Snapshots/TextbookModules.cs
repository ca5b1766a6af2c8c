using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Snapshots;

/// <summary>A network of two layers: a class that holds two others, each with what it learns.</summary>
public sealed class TextbookModules
{
    [Fact]
    public void Network_of_two_layers()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal sealed partial class Layer(int inputs, int outputs)
            {
                [Parameter]
                public double[] Weights { get; } = new double[inputs * outputs];

                [Parameter]
                public double[] Bias { get; } = new double[outputs];

                [Differentiable]
                public void Apply(ReadOnlySpan<double> x, Span<double> y)
                {
                    for (int i = 0; i < y.Length; i++)
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

            internal sealed partial class Network
            {
                [Parameter]
                public Layer Hidden { get; } = new(2, 3);

                [Parameter]
                public Layer Output { get; } = new(3, 1);

                [Parameter]
                public double Scale { get; set; } = 1;

                [Differentiable]
                public double Predict(ReadOnlySpan<double> x)
                {
                    Span<double> hidden = stackalloc double[3];
                    Hidden.Apply(x, hidden);
                    Span<double> output = stackalloc double[1];
                    Output.Apply(hidden, output);
                    return Scale * output[0];
                }
            }
            """,
            """
            static readonly Textbook.Network Net = new();
            static readonly Textbook.Network.Gradients Destination = new(Net);
            static double Value(double[] p)
            {
                Net.SetParameters(p.AsSpan(2));
                return Net.Predict(p.AsSpan(0, 2));
            }
            static double[] Gradient(double[] p)
            {
                Net.SetParameters(p.AsSpan(2));
                double[] x = new double[2];
                double value = Net.PredictGradient(p.AsSpan(0, 2), x, Destination);
                return [value, .. x, .. Destination.Flat.ToArray()];
            }
            """);
        circuit.AgreesWithDifferencesAt(0.5, -1, 0.1, 0.2, -0.3, 0.4, 0.5, -0.6, 0.7, 0.8, -0.9, 0.25, -0.5, 0.75, 0.3, 1.5);

        // The output saturates at the sum of 40, so that the scale alone matters.
        circuit.Gives([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 2], 2, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 1e-15);
        Snapshot.Verify(circuit.Sources);
    }
}
