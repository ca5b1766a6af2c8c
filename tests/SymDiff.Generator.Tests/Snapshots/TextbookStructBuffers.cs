using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Snapshots;

/// <summary>Structs in arrays and spans.</summary>
public sealed class TextbookStructBuffers
{
    [Fact]
    public void Area_of_a_polygon_and_a_step_of_bodies()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal record struct Point(double X, double Y);

            internal struct Body
            {
                public Point At;
                public Point Speed;

                public readonly double Energy => 0.5 * (Speed.X * Speed.X + Speed.Y * Speed.Y);
            }

            internal static partial class Shapes
            {
                [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hessian)]
                public static double Area(ReadOnlySpan<Point> corners)
                {
                    double twice = 0;
                    for (int i = 0; i < corners.Length; i++)
                    {
                        Point corner = corners[i], next = corners[(i + 1) % corners.Length];
                        twice += corner.X * next.Y - next.X * corner.Y;
                    }

                    return 0.5 * twice;
                }

                [Differentiable(Derivatives.Gradient | Derivatives.Jacobian)]
                public static double Step(Body[] bodies, double time)
                {
                    double energy = 0;
                    for (int i = 0; i < bodies.Length; i++)
                    {
                        bodies[i].Speed.Y -= 9.81 * time;
                        bodies[i].At = new Point(bodies[i].At.X + time * bodies[i].Speed.X, bodies[i].At.Y + time * bodies[i].Speed.Y);
                        energy += bodies[i].Energy + 9.81 * bodies[i].At.Y;
                    }

                    return energy;
                }
            }
            """,
            """
            static Textbook.Point[] Corners(double[] p) => [new(p[0], p[1]), new(p[2], p[3]), new(p[4], p[5])];
            static Textbook.Body[] Bodies(double[] p) => [new() { At = new(p[0], p[1]), Speed = new(p[2], p[3]) }];
            static double Value(double[] p) => Textbook.Shapes.Area(Corners(p)) + Textbook.Shapes.Step(Bodies(p), p[4]);
            static double[] Gradient(double[] p)
            {
                var corners = new Textbook.Point[3];
                var bodies = new Textbook.Body[1];
                double area = Textbook.Shapes.AreaGradient(Corners(p), corners);
                (double energy, double time) = Textbook.Shapes.StepGradient(Bodies(p), p[4], bodies);
                return [area + energy, corners[0].X + bodies[0].At.X, corners[0].Y + bodies[0].At.Y, corners[1].X + bodies[0].Speed.X, corners[1].Y + bodies[0].Speed.Y, corners[2].X + time, corners[2].Y];
            }
            """);
        circuit.AgreesWithDifferencesAt(0.5, -1, 2, 0.75, 0.25, 3);
        Snapshot.Verify(circuit.Sources);
    }
}
