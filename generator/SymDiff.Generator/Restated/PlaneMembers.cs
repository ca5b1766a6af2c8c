using System.Numerics;

namespace SymDiff.Generator.Restated;

internal static class PlaneMembers
{
    public static float Dot(Plane p, Vector4 v) => p.Normal.X * v.X + p.Normal.Y * v.Y + p.Normal.Z * v.Z + p.D * v.W;

    public static float DotCoordinate(Plane p, Vector3 v) => Vector3Members.Dot(p.Normal, v) + p.D;

    public static float DotNormal(Plane p, Vector3 v) => Vector3Members.Dot(p.Normal, v);

    public static Plane Normalize(Plane p)
    {
        float length = Vector3Members.Length(p.Normal);
        return new(p.Normal / length, p.D / length);
    }

    public static Plane CreateFromVertices(Vector3 a, Vector3 b, Vector3 c)
    {
        Vector3 normal = Vector3Members.Normalize(Vector3Members.Cross(b - a, c - a));
        return new(normal, -Vector3Members.Dot(normal, a));
    }

    public static Plane Transform(Plane p, Matrix4x4 m)
    {
        Matrix4x4 inverse = Matrix4x4Members.Inverse(m);
        float x = p.Normal.X, y = p.Normal.Y, z = p.Normal.Z, d = p.D;
        return new(
            x * inverse.M11 + y * inverse.M12 + z * inverse.M13 + d * inverse.M14,
            x * inverse.M21 + y * inverse.M22 + z * inverse.M23 + d * inverse.M24,
            x * inverse.M31 + y * inverse.M32 + z * inverse.M33 + d * inverse.M34,
            x * inverse.M41 + y * inverse.M42 + z * inverse.M43 + d * inverse.M44);
    }

    [Since9]
    public static Plane Transform(Plane p, Quaternion rotation)
    {
        Vector4 turned = Vector4Members.Transform(new Vector4(p.Normal, p.D), rotation);
        return new(turned.X, turned.Y, turned.Z, turned.W);
    }
}
