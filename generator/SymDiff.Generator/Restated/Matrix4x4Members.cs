using System.Numerics;

namespace SymDiff.Generator.Restated;

/// <summary>Arithmetic and parts of <c>Matrix4x4</c>.</summary>
internal static partial class Matrix4x4Members
{
    [Exact]
    public static Matrix4x4 Add(Matrix4x4 a, Matrix4x4 b) => new(
        a.M11 + b.M11, a.M12 + b.M12, a.M13 + b.M13, a.M14 + b.M14,
        a.M21 + b.M21, a.M22 + b.M22, a.M23 + b.M23, a.M24 + b.M24,
        a.M31 + b.M31, a.M32 + b.M32, a.M33 + b.M33, a.M34 + b.M34,
        a.M41 + b.M41, a.M42 + b.M42, a.M43 + b.M43, a.M44 + b.M44);

    [Exact]
    public static Matrix4x4 Subtract(Matrix4x4 a, Matrix4x4 b) => new(
        a.M11 - b.M11, a.M12 - b.M12, a.M13 - b.M13, a.M14 - b.M14,
        a.M21 - b.M21, a.M22 - b.M22, a.M23 - b.M23, a.M24 - b.M24,
        a.M31 - b.M31, a.M32 - b.M32, a.M33 - b.M33, a.M34 - b.M34,
        a.M41 - b.M41, a.M42 - b.M42, a.M43 - b.M43, a.M44 - b.M44);

    [Exact]
    public static Matrix4x4 Multiply(Matrix4x4 m, float by) => new(
        m.M11 * by, m.M12 * by, m.M13 * by, m.M14 * by,
        m.M21 * by, m.M22 * by, m.M23 * by, m.M24 * by,
        m.M31 * by, m.M32 * by, m.M33 * by, m.M34 * by,
        m.M41 * by, m.M42 * by, m.M43 * by, m.M44 * by);

    public static Matrix4x4 Negate(Matrix4x4 m) => new(
        -m.M11, -m.M12, -m.M13, -m.M14,
        -m.M21, -m.M22, -m.M23, -m.M24,
        -m.M31, -m.M32, -m.M33, -m.M34,
        -m.M41, -m.M42, -m.M43, -m.M44);

    public static Matrix4x4 Lerp(Matrix4x4 a, Matrix4x4 b, float amount) => Add(a, Multiply(Subtract(b, a), amount));

    public static Matrix4x4 Multiply(Matrix4x4 a, Matrix4x4 b) => new(
        a.M11 * b.M11 + a.M12 * b.M21 + a.M13 * b.M31 + a.M14 * b.M41,
        a.M11 * b.M12 + a.M12 * b.M22 + a.M13 * b.M32 + a.M14 * b.M42,
        a.M11 * b.M13 + a.M12 * b.M23 + a.M13 * b.M33 + a.M14 * b.M43,
        a.M11 * b.M14 + a.M12 * b.M24 + a.M13 * b.M34 + a.M14 * b.M44,
        a.M21 * b.M11 + a.M22 * b.M21 + a.M23 * b.M31 + a.M24 * b.M41,
        a.M21 * b.M12 + a.M22 * b.M22 + a.M23 * b.M32 + a.M24 * b.M42,
        a.M21 * b.M13 + a.M22 * b.M23 + a.M23 * b.M33 + a.M24 * b.M43,
        a.M21 * b.M14 + a.M22 * b.M24 + a.M23 * b.M34 + a.M24 * b.M44,
        a.M31 * b.M11 + a.M32 * b.M21 + a.M33 * b.M31 + a.M34 * b.M41,
        a.M31 * b.M12 + a.M32 * b.M22 + a.M33 * b.M32 + a.M34 * b.M42,
        a.M31 * b.M13 + a.M32 * b.M23 + a.M33 * b.M33 + a.M34 * b.M43,
        a.M31 * b.M14 + a.M32 * b.M24 + a.M33 * b.M34 + a.M34 * b.M44,
        a.M41 * b.M11 + a.M42 * b.M21 + a.M43 * b.M31 + a.M44 * b.M41,
        a.M41 * b.M12 + a.M42 * b.M22 + a.M43 * b.M32 + a.M44 * b.M42,
        a.M41 * b.M13 + a.M42 * b.M23 + a.M43 * b.M33 + a.M44 * b.M43,
        a.M41 * b.M14 + a.M42 * b.M24 + a.M43 * b.M34 + a.M44 * b.M44);

    [Exact]
    public static Vector4 get_X(Matrix4x4 m) => new(m.M11, m.M12, m.M13, m.M14);

    [Exact]
    public static void set_X(ref Matrix4x4 m, Vector4 value) => (m.M11, m.M12, m.M13, m.M14) = (value.X, value.Y, value.Z, value.W);

    [Exact]
    public static Vector4 get_Y(Matrix4x4 m) => new(m.M21, m.M22, m.M23, m.M24);

    [Exact]
    public static void set_Y(ref Matrix4x4 m, Vector4 value) => (m.M21, m.M22, m.M23, m.M24) = (value.X, value.Y, value.Z, value.W);

    [Exact]
    public static Vector4 get_Z(Matrix4x4 m) => new(m.M31, m.M32, m.M33, m.M34);

    [Exact]
    public static void set_Z(ref Matrix4x4 m, Vector4 value) => (m.M31, m.M32, m.M33, m.M34) = (value.X, value.Y, value.Z, value.W);

    [Exact]
    public static Vector4 get_W(Matrix4x4 m) => new(m.M41, m.M42, m.M43, m.M44);

    [Exact]
    public static void set_W(ref Matrix4x4 m, Vector4 value) => (m.M41, m.M42, m.M43, m.M44) = (value.X, value.Y, value.Z, value.W);

    [Exact]
    public static Vector3 get_Translation(Matrix4x4 m) => new(m.M41, m.M42, m.M43);

    [Exact]
    public static void set_Translation(ref Matrix4x4 m, Vector3 value) => (m.M41, m.M42, m.M43) = (value.X, value.Y, value.Z);

    [Exact]
    public static Vector4 get_Item(Matrix4x4 m, int row) => row == 0 ? get_X(m) : row == 1 ? get_Y(m) : row == 2 ? get_Z(m) : row == 3 ? get_W(m) : throw new ArgumentOutOfRangeException(paramName: null);

    [Exact]
    public static void set_Item(ref Matrix4x4 m, int row, Vector4 value)
    {
        switch (row)
        {
            case 0:
                set_X(ref m, value);
                break;
            case 1:
                set_Y(ref m, value);
                break;
            case 2:
                set_Z(ref m, value);
                break;
            case 3:
                set_W(ref m, value);
                break;
            default:
                throw new ArgumentOutOfRangeException(paramName: null);
        }
    }

    [Exact]
    public static float get_Item(Matrix4x4 m, int row, int column)
    {
        Vector4 numbers = get_Item(m, row);
        return column == 0 ? numbers.X : column == 1 ? numbers.Y : column == 2 ? numbers.Z : column == 3 ? numbers.W : throw new ArgumentOutOfRangeException(paramName: null);
    }

    [Exact]
    public static void set_Item(ref Matrix4x4 m, int row, int column, float value)
    {
        Vector4 changed = get_Item(m, row);
        switch (column)
        {
            case 0:
                changed.X = value;
                break;
            case 1:
                changed.Y = value;
                break;
            case 2:
                changed.Z = value;
                break;
            case 3:
                changed.W = value;
                break;
            default:
                throw new ArgumentOutOfRangeException(paramName: null);
        }

        set_Item(ref m, row, changed);
    }

    [Exact]
    public static float GetElement(Matrix4x4 m, int row, int column) => get_Item(m, row, column);

    [Exact]
    public static Vector4 GetRow(Matrix4x4 m, int row) => get_Item(m, row);

    [Exact]
    public static Matrix4x4 WithElement(Matrix4x4 m, int row, int column, float value)
    {
        set_Item(ref m, row, column, value);
        return m;
    }

    [Exact]
    public static Matrix4x4 WithRow(Matrix4x4 m, int row, Vector4 value)
    {
        set_Item(ref m, row, value);
        return m;
    }
}
