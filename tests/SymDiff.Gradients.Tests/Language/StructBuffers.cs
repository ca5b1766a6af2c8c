using System.Numerics;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Methods over arrays and spans of structs.</summary>
internal static partial class StructBuffers
{
    private const Derivatives All = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Jacobian | Derivatives.Hessian | Derivatives.HessianVectorProduct;

    /// <summary>Each number counts for itself, so that its derivative shows where it lies.</summary>
    [Differentiable]
    public static double Weighted(Track[] tracks)
    {
        double sum = 0;
        for (int i = 0; i < tracks.Length; i++)
        {
            sum += (i + 1) * tracks[i].Sum;
        }

        return sum;
    }

    [Differentiable(All)]
    public static double Chain(ReadOnlySpan<Mark> marks, double stretch)
    {
        double energy = 0;
        for (int i = 1; i < marks.Length; i++)
        {
            Mark step = marks[i] + (-1 * marks[i - 1]);
            energy += stretch * step.Length * step.Length + Math.Sin(marks[i].X * marks[^1].Y);
        }

        return energy;
    }

    [Differentiable(All)]
    public static double Relax(Mark[] marks, double by)
    {
        for (int i = 1; i < marks.Length - 1; i++)
        {
            marks[i] = marks[i] + by * (marks[i - 1] + marks[i + 1]);
            marks[i].X *= marks[0].Y;
        }

        (marks[0], marks[^1]) = (marks[^1], marks[0]);
        double sum = 0;
        foreach (Mark mark in marks)
        {
            sum += mark.X * mark.Y * mark.Y;
        }

        return sum;
    }

    /// <summary>Returns nothing: the rows of its Jacobian are the numbers in the span.</summary>
    [Differentiable(Derivatives.Jacobian | Derivatives.Jvp)]
    public static void Turn(Span<Mark> marks, double angle)
    {
        foreach (ref Mark mark in marks)
        {
            mark = new Mark { X = (mark.X * Math.Cos(angle)) - (mark.Y * Math.Sin(angle)), Y = (mark.X * Math.Sin(angle)) + (mark.Y * Math.Cos(angle)) };
        }
    }

    [Differentiable]
    public static double Shifted(Span<Track> tracks, double by)
    {
        double sum = 0;
        for (int i = 0; i < tracks.Length; i++)
        {
            tracks[i].Shift(by);
            tracks[i].Hidden += by * by;
            sum += tracks[i].Sum * tracks[0].A;
        }

        return sum;
    }

    /// <summary>Every number of every type of System.Numerics, with a weight of its own.</summary>
    [Differentiable]
    public static float Numerics(Vector2[] v2, ReadOnlySpan<Vector3> v3, Span<Vector4> v4, Quaternion[] q, Plane[] p, Matrix3x2[] m, ReadOnlySpan<Matrix4x4> n)
    {
        float sum = v2[1].X + (2 * v2[1].Y) + (3 * v3[1].X) + (4 * v3[1].Y) + (5 * v3[1].Z) + (6 * v4[0].X) + (7 * v4[0].Y) + (8 * v4[0].Z) + (9 * v4[0].W);
        sum += (10 * q[0].X) + (11 * q[0].Y) + (12 * q[0].Z) + (13 * q[0].W) + (14 * p[1].Normal.X) + (15 * p[1].Normal.Y) + (16 * p[1].Normal.Z) + (17 * p[1].D);
        sum += (18 * m[0].M11) + (19 * m[0].M12) + (20 * m[0].M21) + (21 * m[0].M22) + (22 * m[0].M31) + (23 * m[0].M32);
        return sum + (24 * n[1].M11) + (25 * n[1].M12) + (26 * n[1].M21) + (27 * n[1].M34) + (28 * n[1].M41) + (29 * n[1].M44);
    }

    /// <summary>Tuples, and structs that only the method sees, need no layout of their own.</summary>
    [Differentiable]
    public static double Made(ReadOnlySpan<double> x)
    {
        var pairs = new (double A, (double B, double C) Inner)[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            pairs[i] = (x[i], (x[^(i + 1)], i));
            pairs[i].Inner.C *= x[i];
        }

        double sum = 0;
        foreach ((double a, (double b, double c)) in pairs)
        {
            sum += a * b + c;
        }

        return sum * pairs[1].Inner.B;
    }

    /// <summary>The number of a place wraps around: there is no such element.</summary>
    [Differentiable]
    public static double Far(Mark[] marks, int index) => marks[0].X * marks[index].X;
}
