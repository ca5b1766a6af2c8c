using System.Numerics;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods over any floating-point type. Each has a twin of the same name in <see cref="GenericTwins"/>.</summary>
internal static partial class Generics
{
    [Differentiable(Both)]
    public static T Wave<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        T scaled = T.CreateChecked(0.5) * x + T.CreateChecked(3) / y;
        T wave = T.Sin(scaled) * T.Exp(-y) + T.One;
        return T.Sqrt(wave * wave + x * x) - T.Pow(y, T.CreateChecked(3)) % T.CreateChecked(7) + T.Hypot(x, y);
    }

    [Differentiable(Both)]
    public static T Norm<T>(T[] x)
        where T : struct, IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] / T.CreateChecked(i + 1);
        }

        return T.Sqrt(sum);
    }

    [Differentiable(Both)]
    public static T Recurrence<T>(ReadOnlySpan<T> x, int n)
        where T : IFloatingPointIeee754<T>
    {
        T state = x[0], sum = default!;
        for (int i = 0; i < n; i++)
        {
            state = T.Tanh(state * x[1]) + T.Cos(state) * x[2];
            if (state > T.CreateChecked(0.75))
            {
                state = state - x[0] * state;
                sum++;
            }

            sum += state * state;
        }

        return sum;
    }

    [Differentiable(Both)]
    public static T Layers<T>(T[] weights, T input)
        where T : IFloatingPointIeee754<T>
    {
        T[] hidden = new T[weights.Length];
        Span<T> view = hidden;
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < weights.Length; i++)
            {
                view[i] = T.Max(T.Zero, weights[i] * input + hidden[(i + 1) % weights.Length] * T.CreateChecked(0.1f));
            }

            input = -input * T.Pi / T.CreateChecked(4);
        }

        T total = T.NegativeZero;
        foreach (T one in hidden)
        {
            total += T.LogP1(one);
        }

        return total;
    }

    [Differentiable(Both)]
    public static T Relaxed<T>(Span<T> x, ref T scale, out T largest)
        where T : IFloatingPointIeee754<T>
    {
        largest = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            x[i] = x[i] * scale + x[i - 1];
            largest = x[i] > largest ? x[i] : largest;
            scale *= T.CreateChecked(0.9);
        }

        return x[^1] * largest;
    }

    [Differentiable(Both)]
    public static (T Sine, T Cosine) Turn<T>(T angle, T radius)
        where T : IFloatingPointIeee754<T>
    {
        (T s, T c) = T.SinCos(angle);
        return (s * radius, c * radius);
    }

    [Differentiable(Both)]
    public static T Nested<T>(T[] x, T angle)
        where T : struct, IFloatingPointIeee754<T>
    {
        (T sine, T cosine) = Turn(angle, Norm(x));
        return Wave(sine, cosine * cosine + T.One) * Power(x[0], x.Length);
    }

    [Differentiable(Both)]
    public static T Power<T>(T x, int n)
        where T : IFloatingPointIeee754<T>
    {
        return n == 0 ? T.One : x * Power(x, n - 1);
    }

    [Differentiable(Both)]
    public static double Mixed(double x, float y)
    {
        return Wave<double>(x, y) * Wave<float>((float)x, y);
    }

    [Differentiable(Both)]
    public static TWide Widened<TNarrow, TWide>(TNarrow x, TWide y)
        where TNarrow : IFloatingPointIeee754<TNarrow>
        where TWide : IFloatingPointIeee754<TWide>
    {
        TNarrow product = x * TNarrow.CreateSaturating(y);
        return TWide.CreateTruncating(product) + TWide.CreateChecked(double.CreateChecked(x) * 0.1) * y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Hessian)]
    public static T Valley<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        T a = T.One - x, b = y - x * x;
        return a * a + T.CreateChecked(100) * b * b;
    }

    [Differentiable(Derivatives.Jacobian)]
    public static T[] Polar<T>(T radius, T angle)
        where T : IFloatingPointIeee754<T>
    {
        return [radius * T.Cos(angle), radius * T.Sin(angle)];
    }

    [Differentiable(Derivatives.Jacobian)]
    public static (T, T) PolarPair<T>(T radius, T angle)
        where T : IFloatingPointIeee754<T>
    {
        return (radius * T.Cos(angle), radius * T.Sin(angle));
    }

    [Differentiable(Both)]
    public static T Marks<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        return Diff.StopGradient(x) * y + Diff.StraightThrough(T.Round(x)) * x + Diff.StraightThrough(T.Floor(y) * y, y);
    }

    [Differentiable]
    public static void Sum<T>(ref T x, ref double y)
        where T : IFloatingPointIeee754<T>
    {
        x *= x;
        y *= y;
    }
}
