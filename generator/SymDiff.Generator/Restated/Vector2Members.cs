using System.Numerics;

namespace SymDiff.Generator.Restated;

internal static class Vector2Members
{
    [Exact]
    public static float get_Item(Vector2 v, int index) => index == 0 ? v.X : index == 1 ? v.Y : throw new ArgumentOutOfRangeException(nameof(index));

    [Exact]
    public static void set_Item(ref Vector2 v, int index, float value)
    {
        switch (index)
        {
            case 0:
                v.X = value;
                break;
            case 1:
                v.Y = value;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(index));
        }
    }

    [Exact]
    public static Vector2 Create(ReadOnlySpan<float> values) =>
        values.Length < 2 ? throw new ArgumentOutOfRangeException(nameof(values)) : new(values[0], values[1]);

    [Exact]
    public static Vector2 CreateScalar(float x) => new(x, 0);

    [Exact]
    public static Vector2 Shuffle(Vector2 v, byte x, byte y) => new(At(v, x), At(v, y));

    public static float Sum(Vector2 v) => v.X + v.Y;

    public static float Dot(Vector2 a, Vector2 b) => a.X * b.X + a.Y * b.Y;

    public static float LengthSquared(Vector2 v) => v.X * v.X + v.Y * v.Y;

    public static float Length(Vector2 v) => MathF.Sqrt(v.X * v.X + v.Y * v.Y);

    public static float DistanceSquared(Vector2 a, Vector2 b) => LengthSquared(a - b);

    public static float Distance(Vector2 a, Vector2 b) => Length(a - b);

    public static float Cross(Vector2 a, Vector2 b) => a.X * b.Y - a.Y * b.X;

    public static Vector2 Normalize(Vector2 v) => v / Length(v);

    public static Vector2 Reflect(Vector2 v, Vector2 normal) => v - 2 * Dot(v, normal) * normal;

    public static Vector2 Transform(Vector2 v, Matrix3x2 m) => new(v.X * m.M11 + v.Y * m.M21 + m.M31, v.X * m.M12 + v.Y * m.M22 + m.M32);

    public static Vector2 Transform(Vector2 v, Matrix4x4 m) => new(v.X * m.M11 + v.Y * m.M21 + m.M41, v.X * m.M12 + v.Y * m.M22 + m.M42);

    [Since9]
    public static Vector2 Transform(Vector2 v, Quaternion rotation)
    {
        Vector3 turned = Vector3Members.Transform(new Vector3(v.X, v.Y, 0), rotation);
        return new(turned.X, turned.Y);
    }

    public static Vector2 TransformNormal(Vector2 v, Matrix3x2 m) => new(v.X * m.M11 + v.Y * m.M21, v.X * m.M12 + v.Y * m.M22);

    public static Vector2 TransformNormal(Vector2 v, Matrix4x4 m) => new(v.X * m.M11 + v.Y * m.M21, v.X * m.M12 + v.Y * m.M22);

    // An index beyond the vector gives zero.
    private static float At(Vector2 v, byte index) => index == 0 ? v.X : index == 1 ? v.Y : 0;
}
