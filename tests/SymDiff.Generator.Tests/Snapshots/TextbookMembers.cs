using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Snapshots;

/// <summary>Members that are no methods.</summary>
public sealed class TextbookMembers
{
    /// <summary>A constructor, an operator and a getter: their derivatives are static and go by the name of the member.</summary>
    [Fact]
    public void Point_in_the_plane()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal partial struct Point
            {
                public double X;
                public double Y;

                [Differentiable]
                public Point(double radius, double angle)
                {
                    (double sin, double cos) = Math.SinCos(angle);
                    X = radius * cos;
                    Y = radius * sin;
                }

                [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
                public readonly double Length => Math.Sqrt(X * X + Y * Y);

                [Differentiable]
                public static double operator *(Point a, Point b) => a.X * b.X + a.Y * b.Y;
            }
            """,
            """
            static Textbook.Point At(double[] p) => new() { X = p[0], Y = p[1] };
            static double Value(double[] p) => At(p).Length;
            static double[] Gradient(double[] p)
            {
                (double value, Textbook.Point self) = Textbook.Point.LengthGradient(At(p));
                return [value, self.X, self.Y];
            }

            static double[] Tangent(double[] p, double[] t)
            {
                (double value, double tangent) = Textbook.Point.LengthJvp(At(p), At(t));
                return [value, tangent];
            }
            """);
        circuit.AgreesWithDifferencesAt(1.5, 0.25);
        circuit.ForwardAgreesWithReverseAt(1.5, 0.25);
        Snapshot.Verify(circuit.Sources);
    }
}
