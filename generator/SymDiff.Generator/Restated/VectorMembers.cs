using System.Numerics;

namespace SymDiff.Generator.Restated;

/// <summary>What the static class <c>Vector</c> adds to the vectors.</summary>
internal static class VectorMembers
{
    [Exact]
    public static float GetElement(Vector2 v, int index) => Vector2Members.get_Item(v, index);

    [Exact]
    public static float GetElement(Vector3 v, int index) => Vector3Members.get_Item(v, index);

    [Exact]
    public static float GetElement(Vector4 v, int index) => Vector4Members.get_Item(v, index);

    [Exact]
    public static Vector2 WithElement(Vector2 v, int index, float value)
    {
        Vector2Members.set_Item(ref v, index, value);
        return v;
    }

    [Exact]
    public static Vector3 WithElement(Vector3 v, int index, float value)
    {
        Vector3Members.set_Item(ref v, index, value);
        return v;
    }

    [Exact]
    public static Vector4 WithElement(Vector4 v, int index, float value)
    {
        Vector4Members.set_Item(ref v, index, value);
        return v;
    }

    [Exact]
    public static float ToScalar(Vector2 v) => v.X;

    [Exact]
    public static float ToScalar(Vector3 v) => v.X;

    [Exact]
    public static float ToScalar(Vector4 v) => v.X;

    [Exact]
    public static Vector2 AsVector2(Vector3 v) => new(v.X, v.Y);

    [Exact]
    public static Vector2 AsVector2(Vector4 v) => new(v.X, v.Y);

    [Exact]
    public static Vector3 AsVector3(Vector2 v) => new(v.X, v.Y, 0);

    [Exact]
    public static Vector3 AsVector3(Vector4 v) => new(v.X, v.Y, v.Z);

    [Exact]
    public static Vector4 AsVector4(Vector2 v) => new(v.X, v.Y, 0, 0);

    [Exact]
    public static Vector4 AsVector4(Vector3 v) => new(v.X, v.Y, v.Z, 0);

    [Exact]
    public static Vector4 AsVector4(Quaternion q) => new(q.X, q.Y, q.Z, q.W);

    [Exact]
    public static Vector4 AsVector4(Plane p) => new(p.Normal, p.D);

    [Exact]
    public static Quaternion AsQuaternion(Vector4 v) => new(v.X, v.Y, v.Z, v.W);

    [Exact]
    public static Plane AsPlane(Vector4 v) => new(v.X, v.Y, v.Z, v.W);
}
