using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Snapshots;

/// <summary>Methods that call the gradients of others.</summary>
public sealed class TextbookGradients
{
    /// <summary>The gradient gives u', the method in place its derivatives: along the time once, with the amplitude unused.</summary>
    [Fact]
    public void Physics_informed_loss()
    {
        using var circuit = Circuit.Compile(
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
}
