using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Snapshots;

/// <summary>Hooke's law between two points of the user's own type: a struct in and a struct out.</summary>
public sealed class TextbookStructs
{
    [Fact]
    public void Energy_of_a_spring()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal readonly record struct Point(double X, double Y)
            {
                public double Norm => Math.Sqrt(X * X + Y * Y);

                public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);
            }

            internal static partial class Springs
            {
                [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
                public static double Energy(Point a, Point b, double rest)
                {
                    double stretch = (a - b).Norm - rest;
                    return 0.5 * stretch * stretch;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Springs.Energy(new(p[0], p[1]), new(p[2], p[3]), p[4]);
            static double[] Gradient(double[] p)
            {
                (double value, Textbook.Point a, Textbook.Point b, double rest) = Textbook.Springs.EnergyGradient(new(p[0], p[1]), new(p[2], p[3]), p[4]);
                return [value, a.X, a.Y, b.X, b.Y, rest];
            }
            """);
        circuit.AgreesWithDifferencesAt(1, 2, -0.5, 3, 0.75);

        // At a distance of 5 from (0, 0), stretched by 2: the force points from one to the other.
        circuit.Gives([3, 4, 0, 0, 3], 2, [1.2, 1.6, -1.2, -1.6, -2], 1e-15);
        Snapshot.Verify(circuit.Sources);
    }
}
