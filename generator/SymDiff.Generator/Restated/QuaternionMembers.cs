using System.Numerics;

namespace SymDiff.Generator.Restated;

internal static class QuaternionMembers
{
    [Exact]
    public static float get_Item(Quaternion q, int index) => index == 0 ? q.X : index == 1 ? q.Y : index == 2 ? q.Z : index == 3 ? q.W : throw new ArgumentOutOfRangeException(paramName: null);

    [Exact]
    public static void set_Item(ref Quaternion q, int index, float value)
    {
        switch (index)
        {
            case 0:
                q.X = value;
                break;
            case 1:
                q.Y = value;
                break;
            case 2:
                q.Z = value;
                break;
            case 3:
                q.W = value;
                break;
            default:
                throw new ArgumentOutOfRangeException(paramName: null);
        }
    }

    [Exact]
    public static Quaternion Add(Quaternion a, Quaternion b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z, a.W + b.W);

    [Exact]
    public static Quaternion Subtract(Quaternion a, Quaternion b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z, a.W - b.W);

    [Exact]
    public static Quaternion Multiply(Quaternion q, float by) => new(q.X * by, q.Y * by, q.Z * by, q.W * by);

    public static Quaternion Negate(Quaternion q) => new(-q.X, -q.Y, -q.Z, -q.W);

    public static Quaternion Conjugate(Quaternion q) => new(-q.X, -q.Y, -q.Z, q.W);

    public static Quaternion Multiply(Quaternion a, Quaternion b) => new(
        a.W * b.X + a.X * b.W + a.Y * b.Z - a.Z * b.Y,
        a.W * b.Y + a.Y * b.W + a.Z * b.X - a.X * b.Z,
        a.W * b.Z + a.Z * b.W + a.X * b.Y - a.Y * b.X,
        a.W * b.W - a.X * b.X - a.Y * b.Y - a.Z * b.Z);

    public static Quaternion Concatenate(Quaternion a, Quaternion b) => Multiply(b, a);

    // The inverse of what is next to nothing is zero.
    public static Quaternion Inverse(Quaternion q)
    {
        float squared = LengthSquared(q);
        return squared <= 1.192092896e-7f ? new(0, 0, 0, 0) : new(-q.X / squared, -q.Y / squared, -q.Z / squared, q.W / squared);
    }

    public static Quaternion Divide(Quaternion a, Quaternion b) => Multiply(a, Inverse(b));

    public static float Dot(Quaternion a, Quaternion b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z + a.W * b.W;

    public static float LengthSquared(Quaternion q) => q.X * q.X + q.Y * q.Y + q.Z * q.Z + q.W * q.W;

    public static float Length(Quaternion q) => MathF.Sqrt(q.X * q.X + q.Y * q.Y + q.Z * q.Z + q.W * q.W);

    public static Quaternion Normalize(Quaternion q)
    {
        float length = Length(q);
        return new(q.X / length, q.Y / length, q.Z / length, q.W / length);
    }

    // The shorter way around.
    public static Quaternion Lerp(Quaternion a, Quaternion b, float amount)
    {
        float there = Dot(a, b) >= 0 ? amount : -amount;
        return Normalize(Add(Multiply(a, 1 - amount), Multiply(b, there)));
    }

    public static Quaternion Slerp(Quaternion a, Quaternion b, float amount)
    {
        float cosine = Dot(a, b), sign = 1;
        if (cosine < 0)
        {
            cosine = -cosine;
            sign = -1;
        }

        float here, there;
        if (cosine > 1 - 1e-6f)
        {
            here = 1 - amount;
            there = amount * sign;
        }
        else
        {
            float angle = MathF.Acos(cosine), sine = MathF.Sin(angle);
            here = MathF.Sin((1 - amount) * angle) / sine;
            there = MathF.Sin(amount * angle) / sine * sign;
        }

        return Add(Multiply(a, here), Multiply(b, there));
    }

    public static Quaternion CreateFromAxisAngle(Vector3 axis, float angle)
    {
        float sine = MathF.Sin(angle * 0.5f);
        return new(axis.X * sine, axis.Y * sine, axis.Z * sine, MathF.Cos(angle * 0.5f));
    }

    public static Quaternion CreateFromYawPitchRoll(float yaw, float pitch, float roll)
    {
        (float sr, float cr) = MathF.SinCos(roll * 0.5f);
        (float sp, float cp) = MathF.SinCos(pitch * 0.5f);
        (float sy, float cy) = MathF.SinCos(yaw * 0.5f);
        return new(
            cy * sp * cr + sy * cp * sr,
            sy * cp * cr - cy * sp * sr,
            cy * cp * sr - sy * sp * cr,
            cy * cp * cr + sy * sp * sr);
    }

    public static Quaternion CreateFromRotationMatrix(Matrix4x4 m)
    {
        float trace = m.M11 + m.M22 + m.M33;
        if (trace > 0)
        {
            float s = MathF.Sqrt(trace + 1), half = 0.5f / s;
            return new((m.M23 - m.M32) * half, (m.M31 - m.M13) * half, (m.M12 - m.M21) * half, s * 0.5f);
        }

        if (m.M11 >= m.M22 && m.M11 >= m.M33)
        {
            float s = MathF.Sqrt(1 + m.M11 - m.M22 - m.M33), half = 0.5f / s;
            return new(0.5f * s, (m.M12 + m.M21) * half, (m.M13 + m.M31) * half, (m.M23 - m.M32) * half);
        }

        if (m.M22 > m.M33)
        {
            float s = MathF.Sqrt(1 + m.M22 - m.M11 - m.M33), half = 0.5f / s;
            return new((m.M21 + m.M12) * half, 0.5f * s, (m.M32 + m.M23) * half, (m.M31 - m.M13) * half);
        }

        float last = MathF.Sqrt(1 + m.M33 - m.M11 - m.M22), inverse = 0.5f / last;
        return new((m.M31 + m.M13) * inverse, (m.M32 + m.M23) * inverse, 0.5f * last, (m.M12 - m.M21) * inverse);
    }
}
