using System.Numerics;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Generic methods that are repeated in place, for the types that they are called with: no mark, no mode that is asked for, or second derivatives.</summary>
internal static partial class GenericHelpers
{
    public static class Cubic<T>
        where T : IFloatingPointIeee754<T>
    {
        internal static readonly T Two = T.CreateChecked(2);

        public static T Of(T x) => x * x * x + Two * Half(x);

        private static T Half(T x) => x / T.CreateChecked(2);
    }

    [Differentiable(Both)]
    public static double OverSpans(double x, double y)
    {
        Span<double> values = stackalloc double[] { x, -y, x * y };
        Rectify(values, x);
        return Norm<double>(values) + Cubic<double>.Of(y);
    }

    [Differentiable(Both)]
    public static double WithFunctions(double x, double y)
    {
        double[] mapped = Map([x, y], t => t * t * x);
        return mapped[0] * mapped[1] + Midpoint(t => Math.Sin(t * y), 0.0, x, 5);
    }

    [Differentiable(Both)]
    public static double OfBothTypes(double x, double y)
    {
        var (sin, cos) = SineCosine(x);
        float single = SineCosine(0.5f).Sin;
        return sin * cos * y + single * Widened((float)0.25) * x;
    }

    [Differentiable(Both)]
    public static double ByReference(double x, double y)
    {
        double z = y;
        Swap(x * x, out double square, ref z);
        return square * z;
    }

    [Differentiable(Both)]
    public static double OfAMarkedOne(double x, double y) => Marked(x, y) * Marked(y, x * y);

    /// <summary>Of another type parameter of the same name.</summary>
    [Differentiable(Both)]
    public static T OfAGenericOne<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => Marked(x, T.One + y) * Cubic<T>.Of(y) * Nested(x, 2);

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double TwiceDifferentiated(double x, double y) => Marked(x, y) + Norm<double>([x, y, x * y]) * Tested(x);

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static double OfAGradient(double x, double y)
    {
        var (value, dx, dy) = MarkedGradient(x, y);
        return dx * dy + value;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Batch)]
    public static double AtManyPoints(double x, [Shared] double y) => Marked(x, y) * Tested(x);

    [Differentiable(Both)]
    public static double OfAGradientInAHelper(double x, double y) => Slopes(x, y) * y;

    private static T Slopes<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        var gradient = MarkedGradient(x, y);
        return gradient.X * gradient.Y;
    }

    /// <summary>It offers no forward mode: that is had from its body.</summary>
    [Differentiable]
    public static T Marked<T>(T x, T y)
        where T : IFloatingPointIeee754<T> => T.Exp(x) * y * y + T.Pi * x * x + T.Max(x, y);

    private static T Tested<T>(T x)
        where T : IFloatingPointIeee754<T> => T.IsNaN(x) || x < T.Zero ? -x : T.FusedMultiplyAdd(x, x, T.E) + T.Hypot(x, T.One);

    private static void Rectify<T>(Span<T> x, T by)
        where T : struct, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] *= by;
            if (x[i] < T.Zero)
            {
                x[i] = -x[i] * x[i];
            }
        }
    }

    private static T Norm<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        foreach (T each in x)
        {
            sum += each * each;
        }

        return T.Sqrt(sum + T.One);
    }

    private static T[] Map<T>(T[] x, Func<T, T> f)
        where T : IFloatingPointIeee754<T>
    {
        T[] mapped = new T[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            mapped[i] = f(x[i]);
        }

        return mapped;
    }

    private static T Midpoint<T>(Func<T, T> f, T from, T to, int steps)
        where T : IFloatingPointIeee754<T>
    {
        T step = (to - from) / T.CreateChecked(steps), sum = T.Zero;
        T At(int i) => from + step * (T.CreateChecked(i) + T.CreateChecked(0.5));
        for (int i = 0; i < steps; i++)
        {
            sum += f(At(i));
        }

        return sum * step;
    }

    private static (T Sin, T Cos) SineCosine<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        (T sin, T cos) = T.SinCos(x);
        return (sin, Doubled(cos));
    }

    private static TNumber Doubled<TNumber>(TNumber x)
        where TNumber : IFloatingPointIeee754<TNumber> => TNumber.CreateChecked(2) * x;

    private static double Widened<T>(T x)
        where T : IFloatingPointIeee754<T> => double.CreateChecked(x * x);

    private static void Swap<T>(in T x, out T y, ref T z)
        where T : IFloatingPointIeee754<T>
    {
        y = x * z;
        z += y;
    }

    private static T Nested<T>(T x, int times)
        where T : IFloatingPointIeee754<T>
    {
        T y = x;
        for (int i = 0; i < times; i++)
        {
            y = T.Sin(y) + Doubled(y);
        }

        return y;
    }
}
