namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods that call: each other, themselves, local functions and lambdas.</summary>
internal static partial class Calls
{
    [Differentiable(Both)]
    public static double Outer(double x, double y) => Inner(x * y, y) * Inner(y, x) + Helper(x);

    [Differentiable(Both)]
    public static double Inner(double a, double b)
    {
        double c = a / (1 + b * b);
        return c * Math.Exp(-c);
    }

    [Differentiable(Both)]
    public static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

    [Differentiable(Both)]
    public static double Descend(double x, double y, int n)
    {
        if (n == 0)
        {
            return x * y;
        }

        double z = Math.Sin(x + y / n);
        return z + 0.5 * Descend(z, y, n - 1);
    }

    [Differentiable(Both)]
    public static double Even(double x, int n) => n == 0 ? x : Math.Sin(Odd(x * 1.001, n - 1));

    [Differentiable(Both)]
    public static double Odd(double x, int n) => n == 0 ? x * x : Math.Cos(Even(x, n - 1)) * x;

    [Differentiable(Both)]
    public static double Fibonacci(double x, int n) => n < 2 ? x + n : Fibonacci(x, n - 1) + x * Fibonacci(x / 2, n - 2);

    [Differentiable(Both)]
    public static double SumOfSlices(ReadOnlySpan<double> x)
    {
        if (x.Length == 1)
        {
            return Math.Sin(x[0]);
        }

        int half = x.Length / 2;
        return SumOfSlices(x[..half]) * SumOfSlices(x[half..]) + x[0];
    }

    [Differentiable(Both)]
    public static double LocalFunction(double x, double y)
    {
        double scale = x * x;
        return Scaled(y) + Scaled(x) * Plain(y);

        double Scaled(double z) => scale * Math.Sin(z);

        static double Plain(double z)
        {
            if (z > 0)
            {
                return z * z;
            }

            return -z;
        }
    }

    [Differentiable(Both)]
    public static double Lambda(double x, double y)
    {
        double offset = x * y;
        Func<double, double> shifted = z => z * z - offset;
        Func<double, double, double> mixed = (a, b) => a / b + shifted(a);
        return mixed(x, y) * shifted(y);
    }

    [Differentiable(Both)]
    public static double CallsInLoop(double[] x)
    {
        double state = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            state = Inner(state + x[i], x[i]) + (x[i] > 0 ? Power(state, 3) : Power(x[i], 2));
        }

        return state;
    }

    [Differentiable(Both)]
    public static double CallThatFillsAnArray(double[] x)
    {
        double[] smooth = new double[x.Length];
        Smooth(x, smooth);
        Smooth(smooth, x);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * smooth[i];
        }

        return sum;
    }

    [Differentiable(Both)]
    public static void Smooth(ReadOnlySpan<double> source, Span<double> target)
    {
        target[0] = source[0] * source[0];
        for (int i = 1; i < source.Length; i++)
        {
            target[i] = 0.5 * (source[i] + target[i - 1]) * source[i - 1];
        }
    }

    private static double Helper(double x)
    {
        double y = x * x;
        return y > 1 ? Math.Log(y) : y;
    }
}
