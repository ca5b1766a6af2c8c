namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods over arrays of two dimensions.</summary>
internal static partial class Matrices
{
    private static readonly double[,] Weights = { { 0.5, -1, 2 }, { 1.5, 0.25, -0.75 } };

    /// <summary>Read, with both lengths and every element once.</summary>
    [Differentiable(Every)]
    public static double Frobenius(double[,] a)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                sum += a[i, j] * a[i, j] * (i + 2 * j + 1);
            }
        }

        return Math.Sqrt(sum) / a.Length * a.Rank;
    }

    [Differentiable(Every)]
    public static double EachElement(double[,] a)
    {
        double product = 1;
        foreach (double x in a)
        {
            if (x < 0)
            {
                continue;
            }

            product *= Math.Cos(x) + 2;
        }

        return product;
    }

    [Differentiable(Every)]
    public static double UntilNegative(double[,] a)
    {
        double sum = 0;
        foreach (double x in a)
        {
            if (x < 0)
            {
                break;
            }

            sum += x * x;
        }

        return sum;
    }

    /// <summary>A square of a local product, which is written again and again.</summary>
    [Differentiable(Every)]
    public static double Power(double[,] a)
    {
        int n = a.GetUpperBound(0) + 1, m = a.GetLength(1);
        double[,] gram = new double[m, m];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                for (int k = 0; k < n; k++)
                {
                    gram[i, j] += a[k, i] * a[k, j];
                }
            }
        }

        double[,] next = new double[m, m];
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < m; j++)
                {
                    double sum = 0;
                    for (int k = 0; k < m; k++)
                    {
                        sum += gram[i, k] * gram[k, j];
                    }

                    next[i, j] = Math.Tanh(sum);
                }
            }

            (gram, next) = (next, gram);
        }

        return gram[0, 0] + gram[0, m - 1] * gram[m - 1, m - 1];
    }

    /// <summary>Gaussian elimination in place, with rows chosen by size.</summary>
    [Differentiable(Every)]
    public static double Determinant(double[,] a)
    {
        int n = a.GetLength(0);
        double result = 1;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(a[i, k]) > Math.Abs(a[pivot, k]))
                {
                    pivot = i;
                }
            }

            if (pivot != k)
            {
                for (int j = 0; j < n; j++)
                {
                    (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
                }

                result = -result;
            }

            result *= a[k, k];
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }
            }
        }

        return result;
    }

    [Differentiable(Every)]
    public static double Initialisers(double[,] a)
    {
        double x = a[0, 0], y = a[0, 1];
        double[,] b = { { x, y * y }, { Math.Sin(x), 1 } };
        var c = new double[,] { { b[0, 1] * x, 2 }, { y, b[1, 0] } };
        b[1, 1] *= c[0, 0]++;
        c[0, 1] = b[1, 1] = b[1, 1] * c[1, 1];
        return b[1, 1] * b[0, 0] + c[0, 0] * c[0, 1];
    }

    /// <summary>A table, a clone, a constant selection and an index that is data.</summary>
    [Differentiable(Every)]
    public static double Picked(double[,] a)
    {
        int[,] order = { { 1, 0 }, { 0, 2 } };
        bool[,] mask = { { true, false, true }, { false, true, true } };
        var copy = (double[,])a.Clone();
        double sum = 0;
        for (int i = 0; i < 2; i++)
        {
            a[order[i, 0], order[i, 1] % 2] *= Weights[i, 2];
            for (int j = 0; j < 3; j++)
            {
                sum += mask[i, j] ? copy[i, j] * Weights[i, j] * a[i, j] : 0;
            }
        }

        return sum;
    }

    /// <summary>Rows are cleared and refilled in every round of a loop whose end is data.</summary>
    [Differentiable(Every)]
    public static double Relaxed(double[,] a)
    {
        double[,] next = new double[a.GetLength(0), a.GetLength(1)];
        double size = 0;
        int rounds = 0;
        while (size < 4 && rounds++ < 6)
        {
            Array.Clear(next);
            for (int i = 1; i < a.GetLength(0); i++)
            {
                for (int j = 0; j < a.GetLength(1); j++)
                {
                    next[i - 1, j] += a[i, j] * a[i - 1, j] + 0.5;
                    next[i, j] -= 0.25 * a[i, j];
                }
            }

            size = 0;
            for (int i = 0; i < a.GetLength(0); i++)
            {
                for (int j = 0; j < a.GetLength(1); j++)
                {
                    a[i, j] += next[i, j];
                    size += a[i, j] * a[i, j];
                }
            }
        }

        return size;
    }

    /// <summary>A matrix made in every round, and a choice between two.</summary>
    [Differentiable(Every)]
    public static double Chosen(double[,] a)
    {
        double sum = 0;
        for (int k = 1; k < 4; k++)
        {
            double[,] scaled = new double[k, 2];
            for (int i = 0; i < k; i++)
            {
                scaled[i, 0] = a[i % 2, 0] * k;
                scaled[i, 1] = Math.Exp(scaled[i, 0] * 0.1) * a[i % 2, 1];
            }

            double[,] chosen = k == 2 ? a : scaled;
            sum += chosen[0, 1] * chosen[k / 2, 0];
        }

        return sum;
    }

    public static double Unmarked(double[,] a, int row)
    {
        double sum = 0;
        for (int j = 0; j < a.GetLength(1); j++)
        {
            sum += Math.Sin(a[row, j]);
            a[row, j] *= 2;
        }

        return sum;
    }

    [Differentiable(Every)]
    public static double LoweredInPlace(double[,] a) => Unmarked(a, 0) * Unmarked(a, 1) + Unmarked(a, 0) * a[0, 1];

    [Differentiable(Every)]
    public static void Scale(double[,] a, double factor)
    {
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                a[i, j] = Math.Sin(a[i, j]) * factor;
            }
        }
    }

    [Differentiable(Every)]
    public static double[,] Transposed(double[,] a)
    {
        double[,] result = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                result[j, i] = a[i, j] * a[i, 0];
            }
        }

        return result;
    }

    [Differentiable(Every)]
    public static double Callees(double[,] a)
    {
        double before = Frobenius(a);
        Scale(a, a[0, 0]);
        double[,] turned = Transposed(a);
        Scale(turned, before);
        double[,] again = turned;
        return Frobenius(turned) * again[1, 0] + a[0, 1];
    }

    [Differentiable(Both)]
    public static double Wiped(double[,] a)
    {
        double sum = a[0, 0] * a[0, 1];
        Array.Clear(a);
        return sum + a[1, 1];
    }

    [Differentiable(Every)]
    public static double WipedByACallee(double[,] a) => Wiped(a) * 3 + a[0, 0] + a[1, 2];

    /// <summary>Two names for one matrix, one of them written by a callee, and a reference to an element.</summary>
    [Differentiable(Every)]
    public static double Aliases(double[,] a)
    {
        double[,] b = a;
        Scale(b, 2);
        ref double corner = ref a[1, 2];
        corner += b[0, 0] * b[1, 2];
        Action<int> grow = k => b[k, 0] *= a[k, 1];
        grow(0);
        grow(1);
        return a[1, 2] * a[0, 0] + b[1, 0];
    }

    [Differentiable(Both)]
    public static void Add(double[,] a, double[,] b)
    {
        for (int i = 0; i < a.GetLength(0); i++)
        {
            a[i, 0] += b[i, 1] * b[i, 0];
        }
    }

    /// <summary>Numbers of two types and a matrix of constants.</summary>
    [Differentiable(Both)]
    public static double Mixed(float[,] a, [NoGradient] double[,] b, double x)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            sum += a[i, 0] * b[0, i] * x;
            a[i, 0] = (float)sum;
        }

        return sum * a[0, 0];
    }

    [Differentiable(Both | Derivatives.Jacobian)]
    public static double[] Product(double[,] a, double[] x)
    {
        double[] y = new double[a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                y[i] += a[i, j] * x[j];
            }
        }

        return y;
    }

    [Differentiable(Both)]
    public static double At(double[,] a, int i, int j)
    {
        a[0, 0] = 7;
        return a[i, j] * a[i, j];
    }

    [Differentiable(Both)]
    public static double LocalAt(double[,] a, int n, int m, int i, int j)
    {
        a[0, 0] = 7;
        double[,] local = new double[n, m];
        local[i, j] = a[0, 1];
        return local[i, j] * a[0, 1];
    }

    private const Derivatives Every = Both | Derivatives.Jacobian | Derivatives.Hessian;
}
