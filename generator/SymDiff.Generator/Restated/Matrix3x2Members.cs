using System.Numerics;

namespace SymDiff.Generator.Restated;

/// <summary>Arithmetic and parts of <c>Matrix3x2</c>.</summary>
internal static partial class Matrix3x2Members
{
    [Exact]
    public static Matrix3x2 Add(Matrix3x2 a, Matrix3x2 b) => new(
        a.M11 + b.M11, a.M12 + b.M12,
        a.M21 + b.M21, a.M22 + b.M22,
        a.M31 + b.M31, a.M32 + b.M32);

    [Exact]
    public static Matrix3x2 Subtract(Matrix3x2 a, Matrix3x2 b) => new(
        a.M11 - b.M11, a.M12 - b.M12,
        a.M21 - b.M21, a.M22 - b.M22,
        a.M31 - b.M31, a.M32 - b.M32);

    [Exact]
    public static Matrix3x2 Multiply(Matrix3x2 m, float by) => new(
        m.M11 * by, m.M12 * by,
        m.M21 * by, m.M22 * by,
        m.M31 * by, m.M32 * by);

    public static Matrix3x2 Negate(Matrix3x2 m) => new(
        -m.M11, -m.M12,
        -m.M21, -m.M22,
        -m.M31, -m.M32);

    public static Matrix3x2 Lerp(Matrix3x2 a, Matrix3x2 b, float amount) => Add(a, Multiply(Subtract(b, a), amount));

    public static Matrix3x2 Multiply(Matrix3x2 a, Matrix3x2 b) => new(
        a.M11 * b.M11 + a.M12 * b.M21,
        a.M11 * b.M12 + a.M12 * b.M22,
        a.M21 * b.M11 + a.M22 * b.M21,
        a.M21 * b.M12 + a.M22 * b.M22,
        a.M31 * b.M11 + a.M32 * b.M21 + b.M31,
        a.M31 * b.M12 + a.M32 * b.M22 + b.M32);

    [Exact]
    public static Vector2 get_X(Matrix3x2 m) => new(m.M11, m.M12);

    [Exact]
    public static void set_X(ref Matrix3x2 m, Vector2 value) => (m.M11, m.M12) = (value.X, value.Y);

    [Exact]
    public static Vector2 get_Y(Matrix3x2 m) => new(m.M21, m.M22);

    [Exact]
    public static void set_Y(ref Matrix3x2 m, Vector2 value) => (m.M21, m.M22) = (value.X, value.Y);

    [Exact]
    public static Vector2 get_Z(Matrix3x2 m) => new(m.M31, m.M32);

    [Exact]
    public static void set_Z(ref Matrix3x2 m, Vector2 value) => (m.M31, m.M32) = (value.X, value.Y);

    [Exact]
    public static Vector2 get_Translation(Matrix3x2 m) => new(m.M31, m.M32);

    [Exact]
    public static void set_Translation(ref Matrix3x2 m, Vector2 value) => (m.M31, m.M32) = (value.X, value.Y);

    [Exact]
    public static Vector2 get_Item(Matrix3x2 m, int row) => row == 0 ? get_X(m) : row == 1 ? get_Y(m) : row == 2 ? get_Z(m) : throw new ArgumentOutOfRangeException(paramName: null);

    [Exact]
    public static void set_Item(ref Matrix3x2 m, int row, Vector2 value)
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
            default:
                throw new ArgumentOutOfRangeException(paramName: null);
        }
    }

    [Exact]
    public static float get_Item(Matrix3x2 m, int row, int column)
    {
        Vector2 numbers = get_Item(m, row);
        return column == 0 ? numbers.X : column == 1 ? numbers.Y : throw new ArgumentOutOfRangeException(paramName: null);
    }

    [Exact]
    public static void set_Item(ref Matrix3x2 m, int row, int column, float value)
    {
        Vector2 changed = get_Item(m, row);
        switch (column)
        {
            case 0:
                changed.X = value;
                break;
            case 1:
                changed.Y = value;
                break;
            default:
                throw new ArgumentOutOfRangeException(paramName: null);
        }

        set_Item(ref m, row, changed);
    }

    [Exact]
    public static float GetElement(Matrix3x2 m, int row, int column) => get_Item(m, row, column);

    [Exact]
    public static Vector2 GetRow(Matrix3x2 m, int row) => get_Item(m, row);

    [Exact]
    public static Matrix3x2 WithElement(Matrix3x2 m, int row, int column, float value)
    {
        set_Item(ref m, row, column, value);
        return m;
    }

    [Exact]
    public static Matrix3x2 WithRow(Matrix3x2 m, int row, Vector2 value)
    {
        set_Item(ref m, row, value);
        return m;
    }
}
