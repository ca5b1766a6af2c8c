using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Snapshots;

/// <summary>The types of System.Numerics: textbook formulas of geometry, each over numbers in single precision.</summary>
public sealed class TextbookVectors
{
    [Fact]
    public void Lambert_shading_and_a_spring_in_space()
    {
        var circuit = Circuit.Compile(
            """
            using System.Numerics;

            namespace Textbook;

            internal static partial class Scenes
            {
                [Differentiable]
                public static float Shade(Vector3 normal, Vector3 light) => MathF.Max(0, Vector3.Dot(Vector3.Normalize(normal), light));

                [Differentiable]
                public static float Spring(Vector2 a, Vector2 b, float rest)
                {
                    float stretch = Vector2.Distance(a, b) - rest;
                    return 0.5f * stretch * stretch;
                }
            }
            """,
            """
            static System.Numerics.Vector3 At(double[] p, int i) => new((float)p[i], (float)p[i + 1], (float)p[i + 2]);
            static double Value(double[] p) => Textbook.Scenes.Shade(At(p, 0), At(p, 3)) + Textbook.Scenes.Spring(new((float)p[6], (float)p[7]), new((float)p[8], (float)p[9]), 2);
            static double[] Gradient(double[] p)
            {
                (float shade, System.Numerics.Vector3 n, System.Numerics.Vector3 l) = Textbook.Scenes.ShadeGradient(At(p, 0), At(p, 3));
                (float spring, System.Numerics.Vector2 a, System.Numerics.Vector2 b, _) = Textbook.Scenes.SpringGradient(new((float)p[6], (float)p[7]), new((float)p[8], (float)p[9]), 2);
                return [shade + spring, n.X, n.Y, n.Z, l.X, l.Y, l.Z, a.X, a.Y, b.X, b.Y];
            }
            """);

        // The normal is 3 long along the first axis, the light (0.5, 1, 2): across the axis it tilts by a third of it. The points
        // are 5 apart and pull by 3 along (3, 4) / 5.
        circuit.Gives([3, 0, 0, 0.5, 1, 2, 1, 1, 4, 5], 0.5 + 4.5, [0, 1 / 3.0, 2 / 3.0, 1, 0, 0, -1.8, -2.4, 1.8, 2.4], 1e-6);
        Snapshot.Verify(circuit.Sources);
    }

    [Fact]
    public void Turned_point_and_its_distance_from_a_plane()
    {
        var circuit = Circuit.Compile(
            """
            using System.Numerics;

            namespace Textbook;

            internal static partial class Scenes
            {
                [Differentiable]
                public static float Above(Quaternion turn, Vector3 point, Plane ground) => Plane.DotCoordinate(ground, Vector3.Transform(point, turn));
            }
            """,
            """
            static System.Numerics.Quaternion Turn(double[] p) => new((float)p[0], (float)p[1], (float)p[2], (float)p[3]);
            static System.Numerics.Vector3 Point(double[] p) => new((float)p[4], (float)p[5], (float)p[6]);
            static System.Numerics.Plane Ground(double[] p) => new((float)p[7], (float)p[8], (float)p[9], (float)p[10]);
            static double Value(double[] p) => Textbook.Scenes.Above(Turn(p), Point(p), Ground(p));
            static double[] Gradient(double[] p)
            {
                (float value, System.Numerics.Quaternion q, System.Numerics.Vector3 v, System.Numerics.Plane g) = Textbook.Scenes.AboveGradient(Turn(p), Point(p), Ground(p));
                return [value, q.X, q.Y, q.Z, q.W, v.X, v.Y, v.Z, g.Normal.X, g.Normal.Y, g.Normal.Z, g.D];
            }
            """);

        // No turn, over the plane z = -0.5. The third number of q v q* is 3: it moves by 2 v.Y as q.X does, by -2 v.X as q.Y does, and
        // by 2 v.Z as q.W does, because the product is that of any quaternion, not of unit ones alone.
        circuit.Gives([0, 0, 0, 1, 1, 2, 3, 0, 0, 1, 0.5], 3.5, [4, -2, 0, 6, 0, 0, 1, 1, 2, 3, 1], 1e-6);
        Snapshot.Verify(circuit.Sources);
    }

    [Fact]
    public void Corner_that_two_matrices_move()
    {
        var circuit = Circuit.Compile(
            """
            using System.Numerics;

            namespace Textbook;

            internal static partial class Scenes
            {
                [Differentiable]
                public static float Height(Matrix4x4 camera, Vector4 corner) => Vector4.Transform(corner, camera).Y;

                [Differentiable]
                public static float Area(Matrix3x2 map) => map.GetDeterminant();
            }
            """,
            """
            static System.Numerics.Matrix4x4 Camera(double[] p) => System.Numerics.Matrix4x4.CreateScale((float)p[0], (float)p[1], 1);
            static System.Numerics.Matrix3x2 Map(double[] p) => new((float)p[0], 2, 1, (float)p[1], 0, 0);
            static double Value(double[] p) => Textbook.Scenes.Height(Camera(p), new(1, 3, 0, 1)) + Textbook.Scenes.Area(Map(p));
            static double[] Gradient(double[] p)
            {
                (float y, System.Numerics.Matrix4x4 camera, System.Numerics.Vector4 corner) = Textbook.Scenes.HeightGradient(Camera(p), new(1, 3, 0, 1));
                (float area, System.Numerics.Matrix3x2 map) = Textbook.Scenes.AreaGradient(Map(p));
                return [y + area, camera.M11 + map.M11, camera.M22 + map.M22, camera.M12, corner.Y, map.M12];
            }
            """);

        // y is 3 times M22, and M12 times 1; the area 2 * 0.5 - 2 * 1.
        circuit.Gives([2, 0.5], 1.5 - 1, [0.5, 3 + 2, 1, 0.5, -1], 1e-6);
        Snapshot.Verify(circuit.Sources);
    }
}
