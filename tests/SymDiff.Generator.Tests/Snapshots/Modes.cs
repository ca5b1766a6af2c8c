using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Snapshots;

/// <summary>What is emitted for each further mode, read as snapshots.</summary>
public sealed class Modes
{
    [Fact]
    public void Hessian_of_a_valley() => Snapshot.Verify(Compile.Run(
        """
        namespace Textbook;

        internal static partial class Valleys
        {
            [Differentiable(Derivatives.Hessian)]
            public static double Banana(double x, double y)
            {
                double a = 1 - x;
                double b = y - x * x;
                return a * a + 100 * b * b;
            }
        }
        """).AssertClean().Sources);

    [Fact]
    public void Product_with_the_Hessian_of_a_loop() => Snapshot.Verify(Compile.Run(
        """
        namespace Textbook;

        internal static partial class Valleys
        {
            [Differentiable(Derivatives.HessianVectorProduct)]
            public static double Chain(ReadOnlySpan<double> x, double stiffness)
            {
                double energy = 0;
                for (int i = 1; i < x.Length; i++)
                {
                    double stretch = x[i] - x[i - 1];
                    energy += stiffness * stretch * stretch * stretch;
                }

                return energy;
            }
        }
        """).AssertClean().Sources);

    [Fact]
    public void Jacobian_of_a_tuple_and_of_an_array() => Snapshot.Verify(Compile.Run(
        """
        namespace Textbook;

        internal static partial class Coordinates
        {
            [Differentiable(Derivatives.Jacobian)]
            public static (double R, double Angle) Polar(double x, double y) => (Math.Sqrt(x * x + y * y), Math.Atan2(y, x));

            [Differentiable(Derivatives.Jacobian)]
            public static double[] Scaled(ReadOnlySpan<double> x, double factor)
            {
                var result = new double[x.Length];
                for (int i = 0; i < x.Length; i++)
                {
                    result[i] = Math.Tanh(x[i] * factor);
                }

                return result;
            }
        }
        """).AssertClean().Sources);

    [Fact]
    public void Gradient_and_Jacobian_at_many_points() => Snapshot.Verify(Compile.Run(
        """
        namespace Textbook;

        internal static partial class Points
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Batch)]
            public static double Error(ReadOnlySpan<double> x, [NoGradient] double target, [Shared] ReadOnlySpan<double> weights, [Shared] double bias)
            {
                double sum = bias;
                for (int i = 0; i < x.Length; i++)
                {
                    sum += weights[i] * x[i];
                }

                double error = sum - target;
                return error * error;
            }

            [Differentiable(Derivatives.Jacobian | Derivatives.Batch)]
            public static void Project(ReadOnlySpan<double> point, Span<double> image)
            {
                image[0] = point[0] / point[2];
                image[1] = point[1] / point[2];
            }
        }
        """).AssertClean().Sources);

    [Fact]
    public void Third_derivative_of_a_pulse()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Pulses
            {
                [Differentiable(Order = 3)]
                public static double Gauss(double t) => Math.Exp(-t * t);
            }
            """,
            """
            static double Value(double[] p) => Textbook.Pulses.Gauss(p[0]);
            static double[] Gradient(double[] p)
            {
                (double value, double first, double second, double third) = Textbook.Pulses.GaussDerivative3(p[0]);
                return [value, first, second, third];
            }
            """);

        // At 1 the value e⁻¹ times -2 t, 4 t² - 2, 12 t - 8 t³.
        double e = Math.Exp(-1);
        circuit.Gives([1], e, [-2 * e, 2 * e, 4 * e], 1e-15);
        Snapshot.Verify(circuit.Sources);
    }

    [Fact]
    public void Several_directions_of_a_filter()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Filters
            {
                [Differentiable(Derivatives.Jvp)]
                public static double Last(double gain, ReadOnlySpan<double> signal)
                {
                    double state = 0;
                    for (int i = 0; i < signal.Length; i++)
                    {
                        state = gain * state + signal[i];
                    }

                    return state;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Filters.Last(p[0], p.AsSpan(1));
            static double[] Gradient(double[] p)
            {
                double[] results = new double[3];
                double value = Textbook.Filters.LastJvp(p[0], p.AsSpan(1), 3, [1, 0, 0], [0, 0, 1, 0, 0, 1], results);
                return [value, .. results];
            }
            """);
        circuit.AgreesWithDifferencesAt(0.5, 2, -1);
        Snapshot.Verify(circuit.Sources);
    }
}
