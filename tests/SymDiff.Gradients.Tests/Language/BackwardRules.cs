using System.Numerics;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Methods whose backward is written by hand, and methods that call them.</summary>
internal static partial class BackwardRules
{
    /// <summary>How often <see cref="Energy"/> has run.</summary>
    public static int Runs { get; set; }

    [Differentiable]
    public static double OfNumbersAndSpans(double[] x)
    {
        double[] squares = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            squares[i] = x[i] * x[i];
        }

        return Energy(squares, x[0], 3) * Energy(x.AsSpan(1), 2, 2);
    }

    public static double Energy(ReadOnlySpan<double> x, double scale, int power)
    {
        Runs++;
        double sum = 0;
        foreach (double each in x)
        {
            sum += Math.Pow(each, power);
        }

        return scale * sum;
    }

    [DerivativeOf(typeof(BackwardRules), nameof(Energy))]
    public static void EnergyBackward(ReadOnlySpan<double> x, double scale, int power, double resultAdjoint, Span<double> xAdjoint, ref double scaleAdjoint)
    {
        for (int i = 0; i < x.Length; i++)
        {
            xAdjoint[i] += resultAdjoint * scale * power * Math.Pow(x[i], power - 1);
            scaleAdjoint += resultAdjoint * Math.Pow(x[i], power);
        }
    }

    /// <summary>A state that is replaced in every round: what the rule gets is what the round found.</summary>
    /// <param name="x">The numbers to start from.</param>
    /// <param name="rounds">How often they are replaced.</param>
    [Differentiable]
    public static double InPlaceInALoop(double[] x, int rounds)
    {
        double[] state = new double[x.Length];
        x.CopyTo(state, 0);
        double factor = x[0];
        for (int k = 0; k < rounds; k++)
        {
            SquareAndScale(state, factor);
            factor = state[1] + k;
        }

        return state[0] * state[^1] + factor;
    }

    public static void SquareAndScale(Span<double> x, double factor)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = factor * x[i] * x[i];
        }
    }

    // It also overwrites its inputs, which are its own.
    [DerivativeOf(typeof(BackwardRules), nameof(SquareAndScale))]
    public static void SquareAndScaleBackward(Span<double> x, double factor, Span<double> xAdjoint, ref double factorAdjoint)
    {
        for (int i = 0; i < x.Length; i++)
        {
            factorAdjoint += xAdjoint[i] * x[i] * x[i];
            xAdjoint[i] *= 2 * factor * x[i];
            x[i] = double.NaN;
        }
    }

    /// <summary>Several rows of a Jacobian, each through the rule, which destroys its inputs.</summary>
    /// <param name="x">Some numbers.</param>
    [Differentiable(Derivatives.Gradient | Derivatives.Jacobian)]
    public static double[] SeveralRows(double[] x)
    {
        double[] state = [.. x];
        SquareAndScale(state, x[0]);
        SquareAndScale(state, x[1]);
        return state;
    }

    [Differentiable]
    public static double WritesTheArgument(double[] x)
    {
        SquareAndScale(x, x[0]);
        SquareAndScale(x.AsSpan(1), x[0]);
        return x[0] * x[1] + x[2];
    }

    [Differentiable]
    public static double SeveralResults(double a, double b)
    {
        double radius = a;
        (double cosine, int sign) = Polar(ref radius, b, out double angle);
        return radius * angle + cosine * sign;
    }

    public static (double Cosine, int Sign) Polar(ref double x, in double y, out double angle)
    {
        double radius = Math.Sqrt((x * x) + (y * y));
        angle = Math.Atan2(y, x);
        double cosine = x / radius;
        x = radius;
        return (cosine, Math.Sign(cosine));
    }

    [DerivativeOf(typeof(BackwardRules), nameof(Polar))]
    public static void PolarBackward(ref double x, in double y, out double angle, (double Cosine, int Sign) resultAdjoint, ref double xAdjoint, ref double yAdjoint, double angleAdjoint)
    {
        double square = (x * x) + (y * y), radius = Math.Sqrt(square);
        double along = resultAdjoint.Cosine / (square * radius);
        yAdjoint += (xAdjoint * y / radius) + (angleAdjoint * x / square) - (along * x * y);
        xAdjoint = (xAdjoint * x / radius) - (angleAdjoint * y / square) + (along * y * y);
        (angle, x) = (Math.Atan2(y, x), radius);
    }

    [Differentiable]
    public static double ReturnsAnArray(double[] x)
    {
        double[] sums = RunningSums(x);
        sums[0] *= 2;
        return sums[0] * sums[^1];
    }

    public static double[] RunningSums(double[] x)
    {
        double[] sums = new double[x.Length];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sums[i] = sum += x[i];
        }

        return sums;
    }

    [DerivativeOf(typeof(BackwardRules), nameof(RunningSums))]
    public static void RunningSumsBackward(double[] x, ReadOnlySpan<double> resultAdjoint, Span<double> xAdjoint)
    {
        double sum = 0;
        for (int i = x.Length - 1; i >= 0; i--)
        {
            xAdjoint[i] += sum += resultAdjoint[i];
        }
    }

    /// <summary>An emitted backward is a rule, too: here that of a plain method, for one that works on vectors.</summary>
    /// <param name="x">Some numbers.</param>
    [Differentiable]
    public static double EmittedRule(double[] x)
    {
        double[] result = [.. x];
        Vectorised(x, result);
        double middle = result[1];
        Vectorised(x.AsSpan(1), result.AsSpan(1));
        return result[0] - (result[1] * middle);
    }

    public static double Vectorised(ReadOnlySpan<double> x, Span<double> result)
    {
        int i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(x[i..]) * new Vector<double>(x[i..]) * new Vector<double>(result[i..])).CopyTo(result[i..]);
        }

        for (; i < x.Length; i++)
        {
            result[i] *= x[i] * x[i];
        }

        return result[0];
    }

    [DerivativeOf(typeof(BackwardRules), nameof(Vectorised))]
    public static double VectorisedBackward(ReadOnlySpan<double> x, Span<double> result, double resultAdjoint, Span<double> xAdjoint, Span<double> resultAdjoint2)
        => PlainBackward(x, result, resultAdjoint, xAdjoint, resultAdjoint2);

    [Differentiable]
    public static double Plain(ReadOnlySpan<double> x, Span<double> result)
    {
        for (int i = 0; i < x.Length; i++)
        {
            result[i] *= x[i] * x[i];
        }

        return result[0];
    }

    /// <summary>A rule says that the data are no input, and overrides the mark.</summary>
    /// <param name="x">A number.</param>
    /// <param name="data">The data.</param>
    [Differentiable]
    public static double ConstantByTheRule(double x, [NoGradient] double[] data) => x * Marked(x, data);

    [Differentiable]
    public static double Marked(double x, double[] data) => x * data[0];

    [DerivativeOf(typeof(BackwardRules), nameof(Marked))]
    public static void MarkedRule(double x, [NoGradient] double[] data, double resultAdjoint, ref double xAdjoint)
        => xAdjoint += 10 * resultAdjoint * data[0];

    /// <summary>With both rules, forward mode has the local one.</summary>
    /// <param name="x">A number.</param>
    [Differentiable(Both)]
    public static double BothRules(double x) => x * Half(x);

    [Differentiable]
    public static double BackwardFirst(double x) => x * Half(x);

    public static double Half(double x) => Math.ScaleB(x, -1);

    [DerivativeOf(typeof(BackwardRules), nameof(Half))]
    public static double HalfDerivative(double x) => 0.5;

    [DerivativeOf(typeof(BackwardRules), nameof(Half))]
    public static void HalfBackward(double x, double resultAdjoint, ref double xAdjoint) => xAdjoint += 100 * resultAdjoint;

    [Differentiable]
    public static double Overloads(double x, double y) => Tenth(x) * Tenth(x, y);

    public static double Tenth(double x) => x / 10;

    [DerivativeOf(typeof(BackwardRules), nameof(Tenth))]
    public static void TenthBackward(double x, double resultAdjoint, ref double xAdjoint) => xAdjoint += resultAdjoint / 10;

    public static double Tenth(double x, double y) => x * y / 10;

    [DerivativeOf(typeof(BackwardRules), nameof(Tenth))]
    public static void TenthBackward(double x, double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)
    {
        xAdjoint += resultAdjoint * y / 10;
        yAdjoint += resultAdjoint * x / 10;
    }

    /// <summary>One array twice, and a window on memory that is written.</summary>
    /// <param name="x">Numbers.</param>
    /// <param name="start">Where the second window begins; 3 is beyond the first.</param>
    [Differentiable]
    public static double Windows(double[] x, int start)
    {
        double[] copy = [.. x];
        Vectorised(copy.AsSpan(start, 3), copy.AsSpan(0, 3));
        return Inner(copy, copy);
    }

    public static double Inner(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    [DerivativeOf(typeof(BackwardRules), nameof(Inner))]
    public static void InnerBackward(double[] a, double[] b, double resultAdjoint, Span<double> aAdjoint, Span<double> bAdjoint)
    {
        for (int i = 0; i < a.Length; i++)
        {
            aAdjoint[i] += resultAdjoint * b[i];
            bAdjoint[i] += resultAdjoint * a[i];
        }
    }
}
