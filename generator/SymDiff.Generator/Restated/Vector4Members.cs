using System.Numerics;

namespace SymDiff.Generator.Restated;

internal static class Vector4Members
{
    [Exact]
    public static float get_Item(Vector4 v, int index) => index == 0 ? v.X : index == 1 ? v.Y : index == 2 ? v.Z : index == 3 ? v.W : throw new ArgumentOutOfRangeException(nameof(index));

    [Exact]
    public static void set_Item(ref Vector4 v, int index, float value)
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
            case 3:
                v.W = value;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(index));
        }
    }

    [Exact]
    public static Vector4 Create(ReadOnlySpan<float> values) =>
        values.Length < 4 ? throw new ArgumentOutOfRangeException(nameof(values)) : new(values[0], values[1], values[2], values[3]);

    [Exact]
    public static Vector4 CreateScalar(float x) => new(x, 0, 0, 0);

    [Exact]
    public static Vector4 Shuffle(Vector4 v, byte x, byte y, byte z, byte w) => new(At(v, x), At(v, y), At(v, z), At(v, w));

    public static float Sum(Vector4 v) => v.X + v.Y + v.Z + v.W;

    public static float Dot(Vector4 a, Vector4 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z + a.W * b.W;

    public static float LengthSquared(Vector4 v) => v.X * v.X + v.Y * v.Y + v.Z * v.Z + v.W * v.W;

    public static float Length(Vector4 v) => MathF.Sqrt(v.X * v.X + v.Y * v.Y + v.Z * v.Z + v.W * v.W);

    public static float DistanceSquared(Vector4 a, Vector4 b) => LengthSquared(a - b);

    public static float Distance(Vector4 a, Vector4 b) => Length(a - b);

    public static Vector4 Cross(Vector4 a, Vector4 b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X, a.W * b.W);

    public static Vector4 Normalize(Vector4 v) => v / Length(v);

    public static Vector4 Transform(Vector2 v, Matrix4x4 m) => Transform(new Vector4(v.X, v.Y, 0, 1), m);

    public static Vector4 Transform(Vector3 v, Matrix4x4 m) => Transform(new Vector4(v, 1), m);

    public static Vector4 Transform(Vector4 v, Matrix4x4 m) => new(
        v.X * m.M11 + v.Y * m.M21 + v.Z * m.M31 + v.W * m.M41,
        v.X * m.M12 + v.Y * m.M22 + v.Z * m.M32 + v.W * m.M42,
        v.X * m.M13 + v.Y * m.M23 + v.Z * m.M33 + v.W * m.M43,
        v.X * m.M14 + v.Y * m.M24 + v.Z * m.M34 + v.W * m.M44);

    [Since9]
    public static Vector4 Transform(Vector2 v, Quaternion rotation) => Transform(new Vector4(v.X, v.Y, 0, 1), rotation);

    [Since9]
    public static Vector4 Transform(Vector3 v, Quaternion rotation) => Transform(new Vector4(v, 1), rotation);

    [Since9]
    public static Vector4 Transform(Vector4 v, Quaternion rotation) =>
        new(Vector3Members.Transform(new Vector3(v.X, v.Y, v.Z), rotation), v.W * QuaternionMembers.LengthSquared(rotation));

    // An index beyond the vector gives zero.
    private static float At(Vector4 v, byte index) => index == 0 ? v.X : index == 1 ? v.Y : index == 2 ? v.Z : index == 3 ? v.W : 0;
}
