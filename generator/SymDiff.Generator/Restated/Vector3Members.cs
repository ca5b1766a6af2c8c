using System.Numerics;

namespace SymDiff.Generator.Restated;

internal static class Vector3Members
{
    [Exact]
    public static float get_Item(Vector3 v, int index) => index == 0 ? v.X : index == 1 ? v.Y : index == 2 ? v.Z : throw new ArgumentOutOfRangeException(nameof(index));

    [Exact]
    public static void set_Item(ref Vector3 v, int index, float value)
    {
        switch (index)
        {
            case 0:
                v.X = value;
                break;
            case 1:
                v.Y = value;
                break;
            case 2:
                v.Z = value;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(index));
        }
    }

    [Exact]
    public static Vector3 Create(ReadOnlySpan<float> values) =>
        values.Length < 3 ? throw new ArgumentOutOfRangeException(nameof(values)) : new(values[0], values[1], values[2]);

    [Exact]
    public static Vector3 CreateScalar(float x) => new(x, 0, 0);

    [Exact]
    public static Vector3 Shuffle(Vector3 v, byte x, byte y, byte z) => new(At(v, x), At(v, y), At(v, z));

    public static float Sum(Vector3 v) => v.X + v.Y + v.Z;

    public static float Dot(Vector3 a, Vector3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    public static float LengthSquared(Vector3 v) => v.X * v.X + v.Y * v.Y + v.Z * v.Z;

    public static float Length(Vector3 v) => MathF.Sqrt(v.X * v.X + v.Y * v.Y + v.Z * v.Z);

    public static float DistanceSquared(Vector3 a, Vector3 b) => LengthSquared(a - b);

    public static float Distance(Vector3 a, Vector3 b) => Length(a - b);

    public static Vector3 Cross(Vector3 a, Vector3 b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    public static Vector3 Normalize(Vector3 v) => v / Length(v);

    public static Vector3 Reflect(Vector3 v, Vector3 normal) => v - 2 * Dot(v, normal) * normal;

    public static Vector3 Transform(Vector3 v, Matrix4x4 m) => TransformNormal(v, m) + new Vector3(m.M41, m.M42, m.M43);

    // The vector between the quaternion and its conjugate, whatever its length is.
    [Since9]
    public static Vector3 Transform(Vector3 v, Quaternion rotation)
    {
        Vector3 axis = new(rotation.X, rotation.Y, rotation.Z);
        float w = rotation.W;
        return (w * w - LengthSquared(axis)) * v + 2 * Dot(axis, v) * axis + 2 * w * Cross(axis, v);
    }

    public static Vector3 TransformNormal(Vector3 v, Matrix4x4 m) => new(
        v.X * m.M11 + v.Y * m.M21 + v.Z * m.M31,
        v.X * m.M12 + v.Y * m.M22 + v.Z * m.M32,
        v.X * m.M13 + v.Y * m.M23 + v.Z * m.M33);

    // An index beyond the vector gives zero.
    private static float At(Vector3 v, byte index) => index == 0 ? v.X : index == 1 ? v.Y : index == 2 ? v.Z : 0;
}
