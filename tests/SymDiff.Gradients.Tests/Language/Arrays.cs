namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods that make, read, slice and overwrite arrays.</summary>
internal static partial class Arrays
{
    private static readonly double[] Weights = [0.5, -1.25, 2];

    [Differentiable(Both)]
    public static double LocalArray(double[] x)
    {
        var squares = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            squares[i] = x[i] * x[i];
        }

        double sum = 0;
        for (int i = 1; i < x.Length; i++)
        {
            sum += squares[i] * squares[i - 1];
        }

        return sum;
    }

    [Differentiable(Both)]
    public static double Initialisers(double x, double y)
    {
        double[] terms = { x * y, x - y, Math.Exp(x) };
        double[] factors = [y, terms[0], 2];
        double sum = 0;
        for (int i = 0; i < terms.Length; i++)
        {
            sum += terms[i] * factors[i];
        }

        return sum;
    }

    [Differentiable(Both)]
    public static double StackAllocated(double[] x)
    {
        Span<double> running = stackalloc double[x.Length];
        running[0] = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            running[i] = running[i - 1] * x[i] + Math.Sin(running[i - 1]);
        }

        return running[^1] / (1 + running[0] * running[0]);
    }

    [Differentiable(Both)]
    public static double OverwrittenArgument(double[] x)
    {
        for (int i = 1; i < x.Length; i++)
        {
            x[i] = x[i] * x[i - 1] + Math.Cos(x[i]);
        }

        x[0] *= x[^1];
        return x[0] * x[1];
    }

    [Differentiable(Both)]
    public static double SwapAndCompound(double[] x)
    {
        double kept = x[0];
        x[0] = x[1];
        x[1] = kept;
        x[2] += x[0] * x[1];
        x[2] /= x[0];
        x[1] -= x[2]++;
        return x[0] + x[1] * x[2];
    }

    [Differentiable(Both)]
    public static double BubbleSort(double[] x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j + 1 < x.Length - i; j++)
            {
                if (x[j] > x[j + 1])
                {
                    (x[j], x[j + 1]) = (x[j + 1], x[j]);
                }
            }
        }

        return x[0] - 2 * x[1] + x[^1] * x[^1];
    }

    [Differentiable(Both)]
    public static double Slices(double[] x)
    {
        ReadOnlySpan<double> all = x;
        ReadOnlySpan<double> head = all[..2];
        ReadOnlySpan<double> tail = all.Slice(2);
        double sum = 0;
        for (int i = 0; i < head.Length; i++)
        {
            sum += head[i] * tail[^(i + 1)];
        }

        return sum * tail[0];
    }

    [Differentiable(Both)]
    public static double WriteThroughSlice(double[] x)
    {
        Span<double> middle = x.AsSpan(1, x.Length - 2);
        for (int i = 0; i < middle.Length; i++)
        {
            middle[i] *= middle[i];
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * Weights[i % Weights.Length];
        }

        return sum * sum;
    }

    [Differentiable(Both)]
    public static double MatrixInOneArray(double[] x)
    {
        int n = 2;
        double[] product = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < n; k++)
                {
                    product[i * n + j] += x[i * n + k] * x[k * n + j];
                }
            }
        }

        return product[0] * product[3] - product[1] * product[2];
    }

    [Differentiable(Both)]
    public static double ReusedInLoop(double[] x)
    {
        double[] buffer = new double[2];
        double result = 1;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            buffer[0] = x[i] * result;
            buffer[1] = x[i + 1] + buffer[0];
            result = buffer[0] / (1 + buffer[1] * buffer[1]) + x[i];
        }

        return result;
    }

    [Differentiable(Both)]
    public static double ArrayPerIteration(double[] x)
    {
        double result = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double[] powers = new double[4];
            powers[0] = 1;
            for (int j = 1; j < powers.Length; j++)
            {
                powers[j] = powers[j - 1] * x[i];
            }

            result += powers[3] * result + powers[2];
        }

        return result;
    }

    [Differentiable(Both)]
    public static double Lookup(double[] x, int[] indices)
    {
        double sum = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            sum += x[indices[i]] * x[indices[^1]] * (i + 1);
        }

        return sum;
    }
}
