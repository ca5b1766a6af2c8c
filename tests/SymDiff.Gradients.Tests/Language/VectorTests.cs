using System.Numerics;

namespace SymDiff.Gradients.Tests.Language;

public sealed class VectorTests
{
    private readonly Random random = new(20);

    [Fact]
    public void Vectors_of_two() => Agrees(
        4,
        p => Vectors.Plane(Two(p, 0), Two(p, 2), p[4]),
        (p, g) =>
        {
            (float value, Vector2 a, Vector2 b, g[4]) = Vectors.PlaneGradient(Two(p, 0), Two(p, 2), p[4]);
            a.CopyTo(g, 0);
            b.CopyTo(g, 2);
            return value;
        },
        (p, t) => Vectors.PlaneJvp(Two(p, 0), Two(p, 2), p[4], Two(t, 0), Two(t, 2), t[4]));

    [Fact]
    public void Vectors_of_three() => Agrees(
        6,
        p => Vectors.Space(Three(p, 0), Three(p, 3), p[6]),
        (p, g) =>
        {
            (float value, Vector3 a, Vector3 b, g[6]) = Vectors.SpaceGradient(Three(p, 0), Three(p, 3), p[6]);
            a.CopyTo(g, 0);
            b.CopyTo(g, 3);
            return value;
        },
        (p, t) => Vectors.SpaceJvp(Three(p, 0), Three(p, 3), p[6], Three(t, 0), Three(t, 3), t[6]));

    [Fact]
    public void Vectors_of_four() => Agrees(
        8,
        p => Vectors.Four(Four(p, 0), Four(p, 4), p[8]),
        (p, g) =>
        {
            (float value, Vector4 a, Vector4 b, g[8]) = Vectors.FourGradient(Four(p, 0), Four(p, 4), p[8]);
            a.CopyTo(g, 0);
            b.CopyTo(g, 4);
            return value;
        },
        (p, t) => Vectors.FourJvp(Four(p, 0), Four(p, 4), p[8], Four(t, 0), Four(t, 4), t[8]));

    [Fact]
    public void Backward_of_a_vector_is_the_transpose_of_its_forward_mode()
    {
        for (int i = 0; i < 100; i++)
        {
            Vector3 at = Random3(), centre = Random3() + new Vector3(4), direction = Random3(), seed = Random3();
            Vector3 adjoint = default;
            float mass = 0, moved = Next();
            Vector3 value = Vectors.AccelerationBackward(at, centre, 1.5f, seed, ref adjoint, ref mass);
            (Vector3 forward, Vector3 tangent) = Vectors.AccelerationJvp(at, centre, 1.5f, direction, moved);
            Assert.Equal(Vectors.Acceleration(at, centre, 1.5f), value);
            Assert.Equal(value, forward);
            Assert.Equal(Vector3.Dot(seed, tangent), Vector3.Dot(adjoint, direction) + mass * moved, 1e-5f);
        }
    }

    [Fact]
    public void Length_and_distance_have_slope_zero_where_they_are_zero()
    {
        Assert.Equal((0f, default(Vector3)), Vectors.LengthGradient(default));
        Assert.Equal((0f, default(Vector3), default(Vector3)), Vectors.DistanceGradient(Vector3.One, Vector3.One));
    }

    // Values bit for bit; derivatives of single precision against each other and against differences.
    private void Agrees(int last, Func<float[], float> f, Func<float[], float[], float> gradient, Func<float[], float[], (float Value, float Tangent)> tangent)
    {
        for (int round = 0; round < 200; round++)
        {
            float[] point = [.. Enumerable.Range(0, last + 1).Select(_ => Next())];
            point[last] = 0.25f + 0.5f * Math.Abs(point[last]);
            float value = f(point);
            var partials = new float[last + 1];
            Assert.Equal(BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(gradient(point, partials)));
            for (int i = 0; i <= last; i++)
            {
                var direction = new float[last + 1];
                direction[i] = 1;
                (float forwardValue, float forward) = tangent(point, direction);
                Assert.Equal(BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(forwardValue));
                float scale = Math.Max(1, Math.Abs(forward));
                Assert.True(Math.Abs(partials[i] - forward) <= 2e-4f * scale, $"partial {i}: {partials[i]} in reverse, {forward} in forward mode");
                float[] above = [.. point], below = [.. point];
                const float Step = 1f / 256;
                above[i] += Step;
                below[i] -= Step;
                float difference = (f(above) - f(below)) / (above[i] - below[i]);
                Assert.True(Math.Abs(difference - forward) <= 2e-2f * Math.Max(scale, Math.Abs(value)), $"partial {i}: {forward}, by differences {difference}");
            }
        }
    }

    private float Next() => (random.NextSingle() - 0.5f) * 2;

    private Vector3 Random3() => new(Next(), Next(), Next());

    private static Vector2 Two(float[] p, int at) => new(p[at], p[at + 1]);

    private static Vector3 Three(float[] p, int at) => new(p[at], p[at + 1], p[at + 2]);

    private static Vector4 Four(float[] p, int at) => new(p[at], p[at + 1], p[at + 2], p[at + 3]);
}
