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
    public void Matrix_of_a_quaternion_and_its_inverse() => Agrees(
        6,
        p => Vectors.Scene(Three(p, 0), p[6], Three(p, 3)),
        (p, g) =>
        {
            (float value, Vector3 axis, g[6], Vector3 v) = Vectors.SceneGradient(Three(p, 0), p[6], Three(p, 3));
            axis.CopyTo(g, 0);
            v.CopyTo(g, 3);
            return value;
        },
        (p, t) => Vectors.SceneJvp(Three(p, 0), p[6], Three(p, 3), Three(t, 0), t[6], Three(t, 3)));

    [Fact]
    public void Hessian_through_an_inverse_is_the_slope_of_the_gradient()
    {
        float[] point = [0.3f, 0.5f, -0.2f, 0.7f, 0.4f, -0.6f, 0.8f];
        float[] gradient = new float[7], hessian = new float[49];
        Vectors.SceneHessian(Three(point, 0), point[3], Three(point, 4), gradient, hessian);
        for (int i = 0; i < 7; i++)
        {
            const float Step = 1f / 512;
            float[] Slope(float h)
            {
                float[] at = [.. point];
                at[i] += h;
                (_, Vector3 axis, float angle, Vector3 v) = Vectors.SceneGradient(Three(at, 0), at[3], Three(at, 4));
                return [axis.X, axis.Y, axis.Z, angle, v.X, v.Y, v.Z];
            }

            float[] above = Slope(Step), below = Slope(-Step);
            for (int k = 0; k < 7; k++)
            {
                Assert.Equal((above[k] - below[k]) / (2 * Step), hessian[7 * i + k], 2e-2f);
                Assert.Equal(hessian[7 * k + i], hessian[7 * i + k], 1e-3f);
            }
        }
    }

    [Fact]
    public void Quaternion_carried_through_a_loop()
    {
        var turn = new Quaternion(0.2f, -0.1f, 0.3f, 0.9f);
        var v = new Vector3(0.5f, 1, -0.75f);
        (float value, Quaternion slope, Vector3 dv) = Vectors.TurnedGradient(turn, v);
        Assert.Equal(Vectors.Turned(turn, v), value);
        var direction = new Quaternion(0.5f, 0.25f, -1, 0.75f);
        (float forward, float tangent) = Vectors.TurnedJvp(turn, v, direction, Vector3.One);
        Assert.Equal(value, forward);
        Assert.Equal(tangent, Quaternion.Dot(slope, direction) + Vector3.Dot(dv, Vector3.One), 1e-4f);
        const float Step = 1f / 256;
        float difference = (Vectors.Turned(turn + direction * Step, v + new Vector3(Step)) - Vectors.Turned(turn - direction * Step, v - new Vector3(Step))) / (2 * Step);
        Assert.Equal(difference, tangent, 1e-2f);
    }

    [Fact]
    public void Vector_of_a_span()
    {
        float[] gradient = new float[3];
        Assert.Equal(3, Vectors.OfSpanGradient([1, 2, 2], gradient));
        Assert.Equal([1f / 3, 2f / 3, 2f / 3], gradient);
        Assert.Throws<ArgumentOutOfRangeException>("values", () => Vectors.OfSpanGradient([1, 2], new float[2]));
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(0, 4)]
    [InlineData(3, 0)]
    [InlineData(-1, 1)]
    public void Index_beyond_a_matrix_or_vector_throws_what_the_method_throws(int row, int column)
    {
        var expected = Assert.Throws<ArgumentOutOfRangeException>(() => Vectors.At(Matrix4x4.Identity, Vector3.One, row, column));
        var actual = Assert.Throws<ArgumentOutOfRangeException>(() => Vectors.AtGradient(Matrix4x4.Identity, Vector3.One, row, column));
        Assert.Equal(expected.Message, actual.Message);
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
