namespace SymDiff.Gradients.Tests.Language;

/// <summary>Structs that are taken apart: records by position, others by their <c>Deconstruct</c>.</summary>
internal static partial class Deconstructions
{
    public readonly record struct Point(double X, double Y)
    {
        public double Norm => Math.Sqrt(X * X + Y * Y);
    }

    public record struct Segment(Point From, Point To, int Weight);

    public struct Polar
    {
        public double Radius;
        public double Angle;

        /// <summary>Computes, and differs with the number of parts.</summary>
        public readonly void Deconstruct(out double x, out double y)
        {
            x = Radius * Math.Cos(Angle);
            y = Radius * Math.Sin(Angle);
        }

        public readonly void Deconstruct(out double radius, out double angle, out bool far)
        {
            far = Radius > 1;
            if (far)
            {
                (radius, angle) = (Math.Log(Radius), Angle);
                return;
            }

            radius = Radius * Radius;
            angle = -Angle;
        }
    }

    public struct Mixed
    {
        public float Low;
        public double High;
    }

    public static void Deconstruct(this Mixed mixed, out float low, out Point rest)
    {
        low = mixed.Low * mixed.Low;
        rest = new(mixed.High, mixed.Low * mixed.High);
    }

    [Differentiable(Both)]
    public static double Positional(double x, double y)
    {
        var (a, b) = new Point(x * y, y);
        (a, b) = new Point(b, a * a);
        return a * b;
    }

    [Differentiable(Both)]
    public static double Nested(double x, double y)
    {
        var s = new Segment(new(x, y), new(x * y, 2), 3);
        double toX;
        ((double fromX, _), (toX, var toY), int weight) = s;
        return weight * fromX * toX + toY * s.From.Norm;
    }

    [Differentiable(Both)]
    public static double IntoElements(double x, double y)
    {
        double[] a = [x, y, 0];
        Point p = new(y, x);
        ((a[2], a[0]), double z) = (p, a[1]);
        return a[0] * a[0] * a[2] + z;
    }

    [Differentiable(Both)]
    public static double OfTheUser(double x, double y)
    {
        var p = new Polar { Radius = x, Angle = y };
        var (a, b) = p;
        var (radius, angle, far) = p;
        return far ? a * radius + angle : b * radius * angle;
    }

    [Differentiable(Both)]
    public static double Extension(double x, double y)
    {
        (float low, (double high, double both)) = new Mixed { Low = 0.5f, High = x };
        return low * high * high + both * y;
    }

    [Differentiable(Both)]
    public static double InALoop(double x, double y)
    {
        var p = new Point(x, y);
        double sum = 0;
        for (int i = 0; i < 6; i++)
        {
            (double a, double b) = p;
            p = new(0.9 * a - 0.1 * a * b, b + 0.1 * a);
            sum += a * b;
        }

        return sum;
    }

    [Differentiable(Both)]
    public static double Patterns(double x, double y)
    {
        var p = new Point(x, y);
        return p switch
        {
            ( > 1, var b) => b * x,
            (var a, < 1) { Norm: > 0 } q when a > 0 => q.X * q.Y * a,
            var (a, b) => Math.Exp(a) * b,
        };
    }

    /// <summary>In the signature, so that in every mode the derivative is a record, too.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double OfARecord(Segment s)
    {
        var ((x, y), to, weight) = s;
        return s is (_, (var u, > 0), 2) ? weight * x * u * u + y * to.Y : x;
    }
}
