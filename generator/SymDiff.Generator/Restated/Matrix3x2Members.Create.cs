using System.Numerics;

namespace SymDiff.Generator.Restated;

/// <summary>What makes a <c>Matrix3x2</c> of something else.</summary>
internal static partial class Matrix3x2Members
{
    public static float GetDeterminant(Matrix3x2 m) => m.M11 * m.M22 - m.M21 * m.M12;

    public static bool Invert(Matrix3x2 m, out Matrix3x2 result)
    {
        float d = GetDeterminant(m);
        result = new(
            m.M22 / d, -m.M12 / d,
            -m.M21 / d, m.M11 / d,
            (m.M21 * m.M32 - m.M31 * m.M22) / d, (m.M31 * m.M12 - m.M11 * m.M32) / d);
        return d != 0;
    }

    public static Matrix3x2 CreateTranslation(Vector2 by) => new(1, 0, 0, 1, by.X, by.Y);

    public static Matrix3x2 CreateTranslation(float x, float y) => new(1, 0, 0, 1, x, y);

    public static Matrix3x2 CreateScale(float by) => new(by, 0, 0, by, 0, 0);

    public static Matrix3x2 CreateScale(float x, float y) => new(x, 0, 0, y, 0, 0);

    public static Matrix3x2 CreateScale(Vector2 by) => new(by.X, 0, 0, by.Y, 0, 0);

    public static Matrix3x2 CreateScale(float by, Vector2 centre) => CreateScale(by, by, centre);

    public static Matrix3x2 CreateScale(Vector2 by, Vector2 centre) => CreateScale(by.X, by.Y, centre);

    public static Matrix3x2 CreateScale(float x, float y, Vector2 centre) => new(x, 0, 0, y, centre.X * (1 - x), centre.Y * (1 - y));

    // Near right angles .NET rounds the sine and the cosine; the slope is that of the rotation.
    public static Matrix3x2 CreateRotation(float radians)
    {
        (float s, float c) = MathF.SinCos(radians);
        return new(c, s, -s, c, 0, 0);
    }

    public static Matrix3x2 CreateRotation(float radians, Vector2 centre)
    {
        (float s, float c) = MathF.SinCos(radians);
        return new(c, s, -s, c, centre.X * (1 - c) + centre.Y * s, centre.Y * (1 - c) - centre.X * s);
    }

    public static Matrix3x2 CreateSkew(float radiansX, float radiansY) => new(1, MathF.Tan(radiansY), MathF.Tan(radiansX), 1, 0, 0);

    public static Matrix3x2 CreateSkew(float radiansX, float radiansY, Vector2 centre)
    {
        float x = MathF.Tan(radiansX), y = MathF.Tan(radiansY);
        return new(1, y, x, 1, -centre.Y * x, -centre.X * y);
    }

    [Exact]
    public static Matrix3x2 Create(Vector2 row) => new(row.X, row.Y, row.X, row.Y, row.X, row.Y);
}
