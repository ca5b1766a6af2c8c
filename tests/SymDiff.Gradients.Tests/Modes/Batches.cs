namespace SymDiff.Gradients.Tests.Modes;

/// <summary>Functions at many points at once.</summary>
internal static partial class Batches
{
    [Differentiable(Derivatives.Gradient | Derivatives.Batch)]
    public static double Price(double spot, double volatility, [Shared] double rate, [NoGradient] double strike) =>
        spot * Functions.Sigmoid((Math.Log(spot / strike) + rate) / volatility) * Math.Exp(-rate);

    [Differentiable(Derivatives.Gradient | Derivatives.Batch)]
    public static double Neuron([Shared] ReadOnlySpan<double> weights, [Shared] double bias, [NoGradient] ReadOnlySpan<double> inputs, [NoGradient] double target)
    {
        double sum = bias;
        for (int i = 0; i < inputs.Length; i++)
        {
            sum += weights[i] * inputs[i];
        }

        double error = Math.Tanh(sum) - target;
        return error * error;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Batch)]
    public static double Quadratic([Shared] double[,] a, double[] x)
    {
        double sum = 0;
        for (int row = 0; row < x.Length; row++)
        {
            for (int column = 0; column < x.Length; column++)
            {
                sum += a[row, column] * x[row] * x[column];
            }
        }

        return sum;
    }

    /// <summary>Local arrays, which a marked callee takes, too.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jacobian | Derivatives.Batch)]
    public static double Locals(ReadOnlySpan<double> x, double y)
    {
        Span<double> a = stackalloc double[x.Length];
        double result = 0;
        for (int i = 0; i < x.Length; i++)
        {
            a[i] = Math.Sin(x[i] * y);
            result += Shifted(a) * a[0];
        }

        return result;
    }

    [Differentiable]
    public static double Shifted(Span<double> a)
    {
        a[0] += 0.5 * a[1];
        return a[0] * a[2];
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Batch)]
    public static float Single(float x, [Shared] float scale, int power, bool negative) => (negative ? -scale : scale) * MathF.Pow(x, power);

    [Differentiable(Derivatives.Gradient | Derivatives.Batch)]
    public static double InPlace(Span<double> state, double step)
    {
        for (int i = 1; i < state.Length; i++)
        {
            state[i] = (state[i] * state[i - 1]) + Math.Sin(step);
        }

        return state[^1] * step;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Batch)]
    public static double Newton(double x, double y)
    {
        double root = 1;
        while (Math.Abs((root * root) - x) > 1e-12)
        {
            root = 0.5 * (root + (x / root));
        }

        return root * y;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Batch)]
    public static double Guarded(double x, [Shared] double limit)
    {
        if (x > limit)
        {
            throw new InvalidOperationException("Beyond the limit.");
        }

        return Math.Log(limit - x);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Batch)]
    public static double Calls(ReadOnlySpan<double> x, double y) => Length(x) * y;

    [Differentiable]
    public static double Length(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double element in x)
        {
            sum += element * element;
        }

        return Math.Sqrt(sum);
    }

    [Differentiable(Derivatives.Jacobian | Derivatives.Batch)]
    public static (double R, double Angle) Polar(double x, double y) => (Math.Sqrt((x * x) + (y * y)), Math.Atan2(y, x));

    [Differentiable(Derivatives.Jacobian | Derivatives.Batch)]
    public static void Project(ReadOnlySpan<double> point, [Shared] ReadOnlySpan<double> camera, double scale, Span<double> image)
    {
        double depth = point[2] - camera[2];
        if (depth > 0.1)
        {
            image[0] = scale * (point[0] - camera[0]) / depth;
            image[1] = scale * (point[1] - camera[1]) / depth;
        }
        else
        {
            image[0] += depth * scale;
        }
    }

    [Differentiable(Derivatives.Jacobian | Derivatives.Batch)]
    public static void Two(double x, Span<double> first, Span<double> second)
    {
        first[0] *= x;
        second[0] = x * x * first[0];
        second[1] = second[0] * second[2];
    }

    [Differentiable(Derivatives.Jacobian | Derivatives.Batch)]
    public static void Powers(double x, Span<double> powers)
    {
        double power = 1;
        for (int i = 0; i < powers.Length; i++)
        {
            power *= x;
            powers[i] = power;
        }
    }

    [Differentiable(Derivatives.Jacobian | Derivatives.Batch)]
    public static double Sum(ReadOnlySpan<double> x, [Shared] double factor)
    {
        double sum = 0, product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            product *= 1 + (0.1 * x[i]);
            sum += product * factor;
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Batch, FastMath = true)]
    public static double Fast(double x, [Shared] double scale) =>
        (Math.Exp(-x * scale) * Math.Sin(x)) + (Math.Tanh(x) * Math.Cos(scale * x)) + Math.Log(x) + Functions.Sigmoid(x - scale);

    [Differentiable(Derivatives.Jacobian | Derivatives.Batch)]
    public static void Scaled(double x, [Shared] Span<double> scales, Span<double> scaled)
    {
        for (int i = 0; i < scales.Length; i++)
        {
            scaled[i] = scales[i] * Math.Exp(x);
        }
    }
}
