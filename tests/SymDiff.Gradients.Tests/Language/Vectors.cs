using System.Numerics;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>The vectors of System.Numerics.</summary>
internal static partial class Vectors
{
    [Differentiable(Both)]
    public static float Plane(Vector2 a, Vector2 b, float s)
    {
        Vector2 c = (a + b) * s - b / s;
        c *= a;
        c += Vector2.UnitX / new Vector2(s, b.X);
        c.Y -= a.X;
        return Vector2.Dot(c, -b) + c.Length() + Vector2.Distance(a, Vector2.Lerp(c, b, s));
    }

    [Differentiable(Both)]
    public static float Space(Vector3 a, Vector3 b, float s)
    {
        Vector3 c = Vector3.Cross(a, b);
        Vector3 n = Vector3.Normalize(c + s * a);
        return Vector3.Dot(n, b) * c.LengthSquared() + Vector3.DistanceSquared(a, n) + Vector3.Lerp(a, c, s).Length();
    }

    [Differentiable(Both)]
    public static float Four(Vector4 a, Vector4 b, float s)
    {
        Vector4 c = Vector4.Normalize(new Vector4(new Vector3(a.X, a.Y, b.Z), s)) + Vector4.Multiply(s, a);
        return Vector4.Dot(c, b) + Vector4.Distance(c, new Vector4(s)) * a.Length() + Vector4.Lerp(c, -b, s).W;
    }

    [Differentiable(Both)]
    public static Vector3 Acceleration(Vector3 position, [NoGradient] Vector3 centre, float mass)
    {
        Vector3 away = position - centre;
        float distance = away.Length();
        return -mass * away / (distance * distance * distance);
    }

    [Differentiable]
    public static float Length(Vector3 a) => a.Length();

    [Differentiable]
    public static float Distance(Vector3 a, Vector3 b) => Vector3.Distance(a, b);

    /// <summary>Matrices and quaternions of vectors of numbers, through an inverse.</summary>
    [Differentiable(Both | Derivatives.Hessian)]
    public static float Scene(Vector3 axis, float angle, Vector3 v)
    {
        Matrix4x4 m = Matrix4x4.CreateFromQuaternion(Quaternion.CreateFromAxisAngle(axis, angle));
        m.Translation = v * angle;
        m[0, 1] += v[2];
        return Matrix4x4.Invert(m, out Matrix4x4 inverse) && m != inverse ? Vector3.Transform(v, inverse * m).LengthSquared() + inverse.GetDeterminant() : 0;
    }

    /// <summary>A vector over time.</summary>
    [Differentiable(Both)]
    public static float Turned(Quaternion turn, Vector3 v)
    {
        float sum = 0;
        Quaternion q = turn;
        for (int i = 0; i < 4; i++)
        {
            q = Quaternion.Normalize(Quaternion.Slerp(q, turn * q, 0.5f));
            sum += Vector3.Transform(v, q).X * Vector3.Dot(v, v);
        }

        return sum;
    }

    [Differentiable]
    public static float OfSpan(ReadOnlySpan<float> numbers) => new Vector3(numbers).Length();

    [Differentiable]
    public static float At(Matrix4x4 m, Vector3 v, int row, int column) => m[row, column] * v[row];
}
