using System.Runtime.InteropServices;

namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods over lists and <c>Memory</c>.</summary>
internal static partial class Holders
{
    private const Derivatives Both = Derivatives.Gradient | Derivatives.Jvp;

    [Differentiable(Both)]
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

    [Differentiable(Both)]
    public static double OfMany(List<double> x) => x.Count == 0 ? 1 : x[0] * x[0];

    [Differentiable(Both)]
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
    [Differentiable(Both)]
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
}
