using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Snapshots;

/// <summary>
/// The straight-line circuits that lectures differentiate by hand (Stanford CS231n, "Backpropagation, intuitions";
/// Griewank and Walther, "Evaluating Derivatives", chapter 1; Baydin et al., JMLR 18, figure 4), read as snapshots.
/// </summary>
public sealed class TextbookCircuits
{
    [Fact]
    public void Staged_computation()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Circuits
            {
                [Differentiable]
                public static double F(double x, double y)
                {
                    double sigy = 1 / (1 + Math.Exp(-y));
                    double num = x + sigy;
                    double sigx = 1 / (1 + Math.Exp(-x));
                    double xpy = x + y;
                    double den = sigx + xpy * xpy;
                    return num / den;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Circuits.F(p[0], p[1]);
            static double[] Gradient(double[] p)
            {
                (double value, double x, double y) = Textbook.Circuits.FGradient(p[0], p[1]);
                return [value, x, y];
            }
            """);
        circuit.AgreesWithDifferencesAt(3, -4);
        circuit.AgreesWithDifferencesAt(-0.25, 1.5);
        circuit.Gives([3, -4], 1.5456448841066441, [2.0595697955721652, 1.5922327514838093], 1e-12);
        Snapshot.Verify(circuit.Sources);
    }

    [Fact]
    public void Product_of_a_sum()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Circuits
            {
                [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
                public static double F(double x, double y, double z)
                {
                    double q = x + y;
                    return q * z;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Circuits.F(p[0], p[1], p[2]);
            static double[] Gradient(double[] p)
            {
                (double value, double x, double y, double z) = Textbook.Circuits.FGradient(p[0], p[1], p[2]);
                return [value, x, y, z];
            }
            static double[] Tangent(double[] p, double[] t)
            {
                (double value, double tangent) = Textbook.Circuits.FJvp(p[0], p[1], p[2], t[0], t[1], t[2]);
                return [value, tangent];
            }
            """);
        circuit.AgreesWithDifferencesAt(-2, 5, -4);
        circuit.ForwardAgreesWithReverseAt(-2, 5, -4);
        circuit.Gives([-2, 5, -4], -12, [-4, -4, 3], 0);
        Snapshot.Verify(circuit.Sources);
    }

    [Fact]
    public void Sigmoid_neuron()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Circuits
            {
                [Differentiable]
                public static double Neuron(double w0, double x0, double w1, double x1, double w2)
                {
                    double dot = w0 * x0 + w1 * x1 + w2;
                    return 1 / (1 + Math.Exp(-dot));
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Circuits.Neuron(p[0], p[1], p[2], p[3], p[4]);
            static double[] Gradient(double[] p)
            {
                var (value, w0, x0, w1, x1, w2) = Textbook.Circuits.NeuronGradient(p[0], p[1], p[2], p[3], p[4]);
                return [value, w0, x0, w1, x1, w2];
            }
            """);
        circuit.AgreesWithDifferencesAt(2, -1, -3, -2, -3);

        // The lecture prints three decimals: dw = (-0.197, -0.393, 0.197), dx = (0.393, -0.590).
        circuit.Gives([2, -1, -3, -2, -3], 0.7311, [-0.197, 0.393, -0.393, -0.590, 0.197], 5e-4);
        Snapshot.Verify(circuit.Sources);
    }

    [Fact]
    public void Max_routes_to_the_larger_operand()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Circuits
            {
                [Differentiable]
                public static double F(double x, double y, double z, double w)
                    => 2 * (x * y + Math.Max(z, w));
            }
            """,
            """
            static double Value(double[] p) => Textbook.Circuits.F(p[0], p[1], p[2], p[3]);
            static double[] Gradient(double[] p)
            {
                var (value, x, y, z, w) = Textbook.Circuits.FGradient(p[0], p[1], p[2], p[3]);
                return [value, x, y, z, w];
            }
            """);
        circuit.AgreesWithDifferencesAt(3, -4, 2, -1);
        circuit.Gives([3, -4, 2, -1], -20, [-8, 6, 2, 0], 0);
        circuit.Gives([3, -4, -1, 2], -20, [-8, 6, 0, 2], 0);

        // At a tie both operands are active and share.
        circuit.Gives([3, -4, 2, 2], -20, [-8, 6, 1, 1], 0);
        Snapshot.Verify(circuit.Sources);
    }

    [Fact]
    public void Product_plus_sine()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Circuits
            {
                [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
                public static double F(double x1, double x2) => x1 * x2 + Math.Sin(x2);
            }
            """,
            """
            static double Value(double[] p) => Textbook.Circuits.F(p[0], p[1]);
            static double[] Gradient(double[] p)
            {
                (double value, double x1, double x2) = Textbook.Circuits.FGradient(p[0], p[1]);
                return [value, x1, x2];
            }
            static double[] Tangent(double[] p, double[] t)
            {
                (double value, double tangent) = Textbook.Circuits.FJvp(p[0], p[1], t[0], t[1]);
                return [value, tangent];
            }
            """);
        circuit.AgreesWithDifferencesAt(2, 5);
        circuit.ForwardAgreesWithReverseAt(2, 5);
        circuit.Gives([2, 5], 10 + Math.Sin(5), [5, 2 + Math.Cos(5)], 1e-14);
        Snapshot.Verify(circuit.Sources);
    }

    [Fact]
    public void Sine_of_half_a_square()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Circuits
            {
                [Differentiable]
                public static double F(double x) => Math.Sin(x * x / 2);
            }
            """,
            """
            static double Value(double[] p) => Textbook.Circuits.F(p[0]);
            static double[] Gradient(double[] p)
            {
                (double value, double x) = Textbook.Circuits.FGradient(p[0]);
                return [value, x];
            }
            """);
        circuit.AgreesWithDifferencesAt(1.25);
        circuit.Gives([3], Math.Sin(4.5), [3 * Math.Cos(4.5)], 1e-14);
        Snapshot.Verify(circuit.Sources);
    }
}
