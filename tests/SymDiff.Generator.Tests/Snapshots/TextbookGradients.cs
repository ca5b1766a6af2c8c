using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Snapshots;

/// <summary>Methods that call the gradients of others.</summary>
public sealed class TextbookGradients
{
    /// <summary>The gradient gives u', the method in place its derivatives: along the time once, with the amplitude unused.</summary>
    [Fact]
    public void Physics_informed_loss()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Decays
            {
                [Differentiable]
                public static double Model(double t, double amplitude, double rate) => amplitude * Math.Exp(-rate * t);

                [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
                public static double Residual(double t, double amplitude, double rate)
                {
                    var (u, du, _, _) = ModelGradient(t, amplitude, rate);
                    double residual = du + 2 * u;
                    return residual * residual;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Decays.Residual(p[0], p[1], p[2]);
            static double[] Gradient(double[] p)
            {
                (double value, double t, double amplitude, double rate) = Textbook.Decays.ResidualGradient(p[0], p[1], p[2]);
                return [value, t, amplitude, rate];
            }

            static double[] Tangent(double[] p, double[] t)
            {
                (double value, double tangent) = Textbook.Decays.ResidualJvp(p[0], p[1], p[2], t[0], t[1], t[2]);
                return [value, tangent];
            }
            """);
        circuit.AgreesWithDifferencesAt(0.5, 1.5, 0.75);
        circuit.ForwardAgreesWithReverseAt(0.5, 1.5, 0.75);
        Snapshot.Verify(circuit.Sources);
    }

    /// <summary>The slope of a network with respect to its input, which the penalty holds to 1: its parameters learn through it.</summary>
    [Fact]
    public void Gradient_penalty_of_a_module()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal sealed partial class Critic
            {
                [Parameter]
                public double[] Weights { get; } = new double[2];

                [Parameter]
                public double Gain { get; set; } = 1;

                [Differentiable]
                public double Score(double x) => Gain * Math.Tanh(Weights[0] + Weights[1] * x);

                [Differentiable]
                public double Penalty([NoGradient] double x)
                {
                    double excess = ScoreGradient(x).X - 1;
                    return excess * excess;
                }
            }
            """,
            """
            static readonly Textbook.Critic Net = new();
            static readonly Textbook.Critic.Gradients Destination = new(Net);
            static double Value(double[] p)
            {
                Net.SetParameters(p);
                return Net.Penalty(0.5);
            }
            static double[] Gradient(double[] p)
            {
                Net.SetParameters(p);
                double value = Net.PenaltyGradient(0.5, Destination);
                return [value, .. Destination.Flat.ToArray()];
            }
            """);
        circuit.AgreesWithDifferencesAt(0.25, -0.75, 1.5);
        Snapshot.Verify(circuit.Sources);
    }
}
