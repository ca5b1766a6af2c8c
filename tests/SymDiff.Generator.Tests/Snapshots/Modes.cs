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
}
