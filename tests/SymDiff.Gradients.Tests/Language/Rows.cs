namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods over arrays of arrays.</summary>
internal static partial class Rows
{
    private const Derivatives Both = Derivatives.Gradient | Derivatives.Jvp;

    private const Derivatives All = Both | Derivatives.Jacobian | Derivatives.Hessian;

    private static readonly double[][] Table = [[1, -2], [0.5], []];

    /// <summary>Rows of any length, by both indices.</summary>
    [Differentiable(All)]
    public static double Weighted(double[][] a)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < a[i].Length; j++)
            {
                sum += a[i][j] * a[i][j] * (i + 2 * j + 1);
            }
        }

        return Math.Sqrt(sum + 1);
    }

    [Differentiable(All)]
    public static double EachRow(double[][] a, double scale)
    {
        double product = 1;
        foreach (double[] row in a)
        {
            double sum = 0;
            foreach (double x in row)
            {
                if (x > 2)
                {
                    break;
                }

                sum += Math.Sin(scale * x);
            }

            if (row.Length == 0)
            {
                continue;
            }

            product *= 2 + sum / row.Length;
        }

        return product;
    }

    /// <summary>Elements are overwritten, also through a row that has a name and one that is another's neighbour.</summary>
    [Differentiable(All)]
    public static double Sweep(double[][] a)
    {
        for (int i = 1; i < a.Length; i++)
        {
            double[] above = a[i - 1], row = a[i];
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = row[j] * row[j] + (j < above.Length ? Math.Cos(above[j]) : 1);
            }
        }

        double[] last = a[^1];
        double result = 0;
        for (int j = 0; j < last.Length; j++)
        {
            result += last[j] * last[j];
            a[0][0] *= last[j];
        }

        return result + a[0][0];
    }

    /// <summary>Rows go to marked callees, as spans and as arrays, one of which writes.</summary>
    [Differentiable(All)]
    public static double Calls(double[][] a, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += Dot(a[i], x[..a[i].Length]) * Squares(a[i]);
            Scale(a[i], sum);
            sum += Dot(a[i].AsSpan(0, a[i].Length / 2), x[..(a[i].Length / 2)]);
        }

        return sum + Whole(a);
    }

    [Differentiable(Both)]
    public static double Whole(double[][] a) => a[0][0] * Weighted(a);

    [Differentiable(Both)]
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    [Differentiable(Both)]
    public static double Squares(double[] a)
    {
        double sum = 0;
        foreach (double x in a)
        {
            sum += x * x;
        }

        return sum;
    }

    [Differentiable(Both)]
    public static void Scale(Span<double> a, double by)
    {
        foreach (ref double x in a)
        {
            x = Math.Tanh(x * by);
        }
    }

    /// <summary>An index that is data, a table of constants, a constant parameter, two arrays and a copy of a row.</summary>
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp | Derivatives.Hessian)]
    public static double Selected(double x, double y, [NoGradient] double[][] weights, int[] which)
    {
        double sum = 0;
        foreach (int k in which)
        {
            double[] copy = [.. weights[k]];
            copy[0] *= x;
            sum += copy[0] * copy[0] * y + weights[k][0] * Table[0][1] * x;
        }

        return sum * sum;
    }

    [Differentiable(All)]
    public static double Product(double[][] a, double[][] b)
    {
        double trace = 0;
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < a[i].Length; j++)
            {
                b[j][i] += a[i][j] * b[j][i];
                trace += Math.Exp(-a[i][j] * b[j][i]);
            }
        }

        return trace;
    }

    [Differentiable(Both)]
    public static T Generic<T>(T[][] a)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        foreach (T[] row in a)
        {
            for (int j = 1; j < row.Length; j++)
            {
                sum += row[j] * row[j - 1];
            }
        }

        return T.Exp(-sum);
    }

    /// <summary>Rows under other names: a local for the whole, a local function, a conditional row, a lambda.</summary>
    [Differentiable(All)]
    public static double Names(double[][] a, bool first)
    {
        double[][] same = a;
        double[] left = a[0], right = a[1], chosen = first ? left : right;
        Func<int, double> at = i => same[i][0];
        Push(a[0]);
        chosen[0] *= a[1][0];
        return at(0) * at(1) + chosen[0];

        static void Push(double[] row)
        {
            row[0] = row[0] * row[0] + 1;
        }
    }

    /// <summary>Rows that are results, too.</summary>
    [Differentiable(All)]
    public static void Mix(double[][] a, double by)
    {
        for (int i = 1; i < a.Length; i++)
        {
            for (int j = 0; j < a[i].Length; j++)
            {
                a[i][j] = by * a[i][j] * a[i - 1][0];
            }
        }
    }

    /// <summary>A Jacobian that is by columns where the rows are short, and one direction at a time, because an array is made.</summary>
    [Differentiable(Both | Derivatives.Jacobian)]
    public static double[] Sums(double[][] a)
    {
        double[] sums = new double[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            sums[i] = Squares(a[i]);
        }

        return sums;
    }

    /// <summary>As many outputs as rows, into a span.</summary>
    [Differentiable(Both | Derivatives.Jacobian)]
    public static void Extremes(double[][] a, Span<double> sums)
    {
        for (int i = 0; i < a.Length; i++)
        {
            sums[i] *= Squares(a[i]) * a[^1][0];
        }
    }

    /// <summary>Rows that are no inputs, but hold what is.</summary>
    [Differentiable(All)]
    public static double Scratch(double x, double y, [NoGradient] double[][] work)
    {
        foreach (double[] row in work)
        {
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = j == 0 ? x * row[j] : row[j - 1] * y;
            }
        }

        return work[0][^1] * work[^1][^1] * y;
    }

    /// <summary>Numbers of two types, and rows of both.</summary>
    [Differentiable(All)]
    public static double Mixed(float scale, float[][] a, double[][] b)
    {
        double sum = scale;
        for (int i = 0; i < a.Length; i++)
        {
            foreach (float x in a[i])
            {
                sum += x * b[i][0] * scale * sum;
            }
        }

        return sum;
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp, Order = 3)]
    public static double Cubic(double x, [NoGradient] double[][] work)
    {
        work[0][0] = x * x;
        work[1][0] = work[0][0] * x * work[1][1];
        return work[1][0];
    }
}
