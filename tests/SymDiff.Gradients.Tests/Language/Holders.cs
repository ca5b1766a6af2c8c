using System.Runtime.InteropServices;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods over lists and <c>Memory</c>.</summary>
internal static partial class Holders
{
    private const Derivatives All = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Jacobian | Derivatives.Hessian;

    [Differentiable(All)]
    public static double OfList(List<double> x, double scale)
    {
        double sum = 0;
        for (int i = 0; i < x.Count; i++)
        {
            sum += Math.Sin(x[i] * scale) * x[^1];
        }

        foreach (double element in x)
        {
            if (element > 2)
            {
                break;
            }

            sum *= 1 + element * element;
        }

        ReadOnlySpan<double> all = CollectionsMarshal.AsSpan(x);
        return sum + Rows.Dot(all[1..], all[..^1]) + OfMany(x);
    }

    [Differentiable(All)]
    public static double OfMany(List<double> x) => x.Count == 0 ? 1 : x[0] * x[0];

    [Differentiable(All)]
    public static double OfMemory(ReadOnlyMemory<double> x, int start)
    {
        double product = 1;
        ReadOnlySpan<double> all = x.Span, part = x.Slice(start).Span;
        for (int i = 0; i < x.Length; i++)
        {
            product *= 2 + Math.Cos(all[i]);
        }

        for (int i = 0; i < part.Length; i++)
        {
            product += part[i] * x.Span[i] * x[start..].Span[i];
        }

        return product;
    }

    /// <summary>What a Memory holds can be written.</summary>
    [Differentiable(All)]
    public static double Overwritten(Memory<double> x)
    {
        Span<double> all = x.Span;
        for (int i = 1; i < all.Length; i++)
        {
            all[i] *= Math.Exp(-all[i - 1] * all[i]);
        }

        Rows.Scale(x.Slice(1, 2).Span, all[0]);
        return all[^1] * all[^1] + x.Span[1];
    }

    /// <summary>What is written are results, also beside a list.</summary>
    [Differentiable(All)]
    public static void Scaled(Memory<double> x, List<float> by)
    {
        Span<double> all = x.Span;
        for (int i = 0; i < all.Length; i++)
        {
            all[i] *= by[i % by.Count] * all[0];
        }
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Jacobian)]
    public static double[] Both(List<double> x, ReadOnlyMemory<double> y)
    {
        double[] both = new double[2];
        foreach (double number in x)
        {
            both[0] += number * y.Span[0];
            both[1] += Math.Sin(number) * y.Span[1];
        }

        return both;
    }
}
