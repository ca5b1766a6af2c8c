using System.Numerics;

namespace SymDiff.Generator.Restated;

/// <summary>What makes a <c>Matrix4x4</c> of something else.</summary>
internal static partial class Matrix4x4Members
{
    [Exact]
    public static Matrix4x4 Create(Vector4 row) => Rows(row, row, row, row);

    [Exact]
    public static Matrix4x4 Create(Matrix3x2 m) => new(m.M11, m.M12, 0, 0, m.M21, m.M22, 0, 0, 0, 0, 1, 0, m.M31, m.M32, 0, 1);

    [Exact]
    public static Matrix4x4 Transpose(Matrix4x4 m) => new(
        m.M11, m.M21, m.M31, m.M41,
        m.M12, m.M22, m.M32, m.M42,
        m.M13, m.M23, m.M33, m.M43,
        m.M14, m.M24, m.M34, m.M44);

    public static float GetDeterminant(Matrix4x4 m)
    {
        float s0 = m.M11 * m.M22 - m.M21 * m.M12, s1 = m.M11 * m.M23 - m.M21 * m.M13, s2 = m.M11 * m.M24 - m.M21 * m.M14;
        float s3 = m.M12 * m.M23 - m.M22 * m.M13, s4 = m.M12 * m.M24 - m.M22 * m.M14, s5 = m.M13 * m.M24 - m.M23 * m.M14;
        float c0 = m.M31 * m.M42 - m.M41 * m.M32, c1 = m.M31 * m.M43 - m.M41 * m.M33, c2 = m.M31 * m.M44 - m.M41 * m.M34;
        float c3 = m.M32 * m.M43 - m.M42 * m.M33, c4 = m.M32 * m.M44 - m.M42 * m.M34, c5 = m.M33 * m.M44 - m.M43 * m.M34;
        return s0 * c5 - s1 * c4 + s2 * c3 + s3 * c2 - s4 * c1 + s5 * c0;
    }

    public static bool Invert(Matrix4x4 m, out Matrix4x4 result)
    {
        result = Inverse(m);
        return true;
    }

    /// <summary>The adjugate over the determinant, from the minors of the upper and the lower two rows.</summary>
    internal static Matrix4x4 Inverse(Matrix4x4 m)
    {
        float s0 = m.M11 * m.M22 - m.M21 * m.M12, s1 = m.M11 * m.M23 - m.M21 * m.M13, s2 = m.M11 * m.M24 - m.M21 * m.M14;
        float s3 = m.M12 * m.M23 - m.M22 * m.M13, s4 = m.M12 * m.M24 - m.M22 * m.M14, s5 = m.M13 * m.M24 - m.M23 * m.M14;
        float c0 = m.M31 * m.M42 - m.M41 * m.M32, c1 = m.M31 * m.M43 - m.M41 * m.M33, c2 = m.M31 * m.M44 - m.M41 * m.M34;
        float c3 = m.M32 * m.M43 - m.M42 * m.M33, c4 = m.M32 * m.M44 - m.M42 * m.M34, c5 = m.M33 * m.M44 - m.M43 * m.M34;
        float d = s0 * c5 - s1 * c4 + s2 * c3 + s3 * c2 - s4 * c1 + s5 * c0;
        return new(
            (m.M22 * c5 - m.M23 * c4 + m.M24 * c3) / d,
            (-m.M12 * c5 + m.M13 * c4 - m.M14 * c3) / d,
            (m.M42 * s5 - m.M43 * s4 + m.M44 * s3) / d,
            (-m.M32 * s5 + m.M33 * s4 - m.M34 * s3) / d,
            (-m.M21 * c5 + m.M23 * c2 - m.M24 * c1) / d,
            (m.M11 * c5 - m.M13 * c2 + m.M14 * c1) / d,
            (-m.M41 * s5 + m.M43 * s2 - m.M44 * s1) / d,
            (m.M31 * s5 - m.M33 * s2 + m.M34 * s1) / d,
            (m.M21 * c4 - m.M22 * c2 + m.M24 * c0) / d,
            (-m.M11 * c4 + m.M12 * c2 - m.M14 * c0) / d,
            (m.M41 * s4 - m.M42 * s2 + m.M44 * s0) / d,
            (-m.M31 * s4 + m.M32 * s2 - m.M34 * s0) / d,
            (-m.M21 * c3 + m.M22 * c1 - m.M23 * c0) / d,
            (m.M11 * c3 - m.M12 * c1 + m.M13 * c0) / d,
            (-m.M41 * s3 + m.M42 * s1 - m.M43 * s0) / d,
            (m.M31 * s3 - m.M32 * s1 + m.M33 * s0) / d);
    }

    [Since9]
    public static Matrix4x4 Transform(Matrix4x4 m, Quaternion rotation) => Multiply(m, CreateFromQuaternion(rotation));

    public static Matrix4x4 CreateTranslation(Vector3 by) => Move(new(1, 1, 1), by);

    public static Matrix4x4 CreateTranslation(float x, float y, float z) => Move(new(1, 1, 1), new(x, y, z));

    public static Matrix4x4 CreateScale(float by) => Move(new(by), new(0));

    public static Matrix4x4 CreateScale(float x, float y, float z) => Move(new(x, y, z), new(0));

    public static Matrix4x4 CreateScale(Vector3 by) => Move(by, new(0));

    public static Matrix4x4 CreateScale(float by, Vector3 centre) => Move(new(by), centre * (1 - by));

    public static Matrix4x4 CreateScale(float x, float y, float z, Vector3 centre) => CreateScale(new Vector3(x, y, z), centre);

    public static Matrix4x4 CreateScale(Vector3 by, Vector3 centre) => Move(by, centre * (new Vector3(1) - by));

    public static Matrix4x4 CreateRotationX(float radians) => CreateRotationX(radians, new Vector3(0));

    public static Matrix4x4 CreateRotationX(float radians, Vector3 centre)
    {
        (float s, float c) = MathF.SinCos(radians);
        return new(1, 0, 0, 0, 0, c, s, 0, 0, -s, c, 0, 0, centre.Y * (1 - c) + centre.Z * s, centre.Z * (1 - c) - centre.Y * s, 1);
    }

    public static Matrix4x4 CreateRotationY(float radians) => CreateRotationY(radians, new Vector3(0));

    public static Matrix4x4 CreateRotationY(float radians, Vector3 centre)
    {
        (float s, float c) = MathF.SinCos(radians);
        return new(c, 0, -s, 0, 0, 1, 0, 0, s, 0, c, 0, centre.X * (1 - c) - centre.Z * s, 0, centre.Z * (1 - c) + centre.X * s, 1);
    }

    public static Matrix4x4 CreateRotationZ(float radians) => CreateRotationZ(radians, new Vector3(0));

    public static Matrix4x4 CreateRotationZ(float radians, Vector3 centre)
    {
        (float s, float c) = MathF.SinCos(radians);
        return new(c, s, 0, 0, -s, c, 0, 0, 0, 0, 1, 0, centre.X * (1 - c) + centre.Y * s, centre.Y * (1 - c) - centre.X * s, 0, 1);
    }

    [Since9]
    public static Matrix4x4 CreateFromAxisAngle(Vector3 axis, float angle) => CreateFromQuaternion(QuaternionMembers.CreateFromAxisAngle(axis, angle));

    public static Matrix4x4 CreateFromYawPitchRoll(float yaw, float pitch, float roll) => CreateFromQuaternion(QuaternionMembers.CreateFromYawPitchRoll(yaw, pitch, roll));

    public static Matrix4x4 CreateFromQuaternion(Quaternion q)
    {
        float xx = q.X * q.X, yy = q.Y * q.Y, zz = q.Z * q.Z, xy = q.X * q.Y, xz = q.X * q.Z, yz = q.Y * q.Z;
        float wx = q.X * q.W, wy = q.Y * q.W, wz = q.Z * q.W;
        return new(
            1 - 2 * (yy + zz), 2 * (xy + wz), 2 * (xz - wy), 0,
            2 * (xy - wz), 1 - 2 * (zz + xx), 2 * (yz + wx), 0,
            2 * (xz + wy), 2 * (yz - wx), 1 - 2 * (yy + xx), 0,
            0, 0, 0, 1);
    }

    private static Matrix4x4 Move(Vector3 scale, Vector3 by) => new(scale.X, 0, 0, 0, 0, scale.Y, 0, 0, 0, 0, scale.Z, 0, by.X, by.Y, by.Z, 1);

    private static Matrix4x4 Rows(Vector4 x, Vector4 y, Vector4 z, Vector4 w) => new(
        x.X, x.Y, x.Z, x.W,
        y.X, y.Y, y.Z, y.W,
        z.X, z.Y, z.Z, z.W,
        w.X, w.Y, w.Z, w.W);
}
