namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods that loop.</summary>
internal static partial class Loops
{
    [Differentiable(Both)]
    public static double Horner(double[] x)
    {
        double result = 0;
        for (int i = x.Length - 1; i > 0; i--)
        {
            result = result * x[0] + x[i];
        }

        return result;
    }

    [Differentiable(Both)]
    public static double Reassigned(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            y = Math.Sin(y) * x + y / (i + 2);
        }

        return y;
    }

    [Differentiable(Both)]
    public static double WhileNewton(double x, double start)
    {
        double root = start;
        int steps = 0;
        while (steps < 40 && Math.Abs(root * root - x) > 1e-13)
        {
            root = 0.5 * (root + x / root);
            steps++;
        }

        return root;
    }

    [Differentiable(Both)]
    public static double DoWhile(double x, double y)
    {
        double sum = 0;
        do
        {
            sum += x;
            x *= y;
        }
        while (x > 0.1);

        return sum * sum;
    }

    [Differentiable(Both)]
    public static double BreakAndContinue(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < 0)
            {
                continue;
            }

            sum += x[i] * x[i] * x[i];
            if (sum > 10)
            {
                sum *= x[0];
                break;
            }

            sum = Math.Sqrt(1 + sum);
        }

        return sum;
    }

    [Differentiable(Both)]
    public static double ReturnInNestedLoop(double[] x)
    {
        double product = 1;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                product *= x[i] + 0.5 * x[j];
                if (product > 20)
                {
                    return product / x[j];
                }
            }

            product += Math.Cos(x[i]);
        }

        return -product;
    }

    [Differentiable(Both)]
    public static double BreakOutOfTheInner(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double part = x[i];
            int j = 0;
            while (true)
            {
                part = part * x[j] + 1;
                if (part > 3 || ++j == x.Length)
                {
                    break;
                }
            }

            sum += Math.Log(1 + part * part) * (j + 1);
        }

        return sum;
    }

    [Differentiable(Both)]
    public static double ForEach(double[] x)
    {
        double sum = 0;
        foreach (double element in x)
        {
            if (element > 2)
            {
                continue;
            }

            sum += element * Math.Exp(-sum * element);
        }

        return sum;
    }

    [Differentiable(Both)]
    public static double ForEachOverSpan(double[] x)
    {
        ReadOnlySpan<double> tail = x.AsSpan(1);
        double product = x[0];
        foreach (double element in tail)
        {
            product *= element + product;
        }

        return product;
    }

    [Differentiable(Both)]
    public static double TwoVariables(double[] x)
    {
        double sum = 0;
        for (int i = 0, j = x.Length - 1; i < j; i++, j--)
        {
            sum += x[i] * x[j] * sum + Math.Sin(x[i]);
        }

        return sum;
    }

    [Differentiable(Both)]
    public static double StepOfTwo(double[] x)
    {
        double even = 0;
        double odd = 1;
        for (int i = 0; i < x.Length; i += 2)
        {
            even += x[i] * odd;
            if (i + 1 < x.Length)
            {
                odd *= x[i + 1];
            }
        }

        return even * odd;
    }

    [Differentiable(Both)]
    public static double TripleNest(double[] x)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double row = 1;
            for (int j = 0; j < x.Length; j++)
            {
                double cell = x[j];
                for (int k = 0; k < 3; k++)
                {
                    cell = Math.Tanh(cell * x[i] + k);
                }

                row += cell * row;
            }

            total += row / x.Length;
        }

        return total;
    }

    [Differentiable(Both)]
    public static double NoIteration(double x, int n)
    {
        double y = x * x;
        for (int i = 0; i < n; i++)
        {
            y = 0;
        }

        return y;
    }
}
