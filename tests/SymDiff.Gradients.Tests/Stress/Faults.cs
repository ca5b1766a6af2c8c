namespace SymDiff.Gradients.Tests.Stress;

/// <summary>Marked methods that fail half way, for some values of <c>kind</c>, after they have written to what they were given.</summary>
internal static partial class Faults
{
    [Differentiable(Both)]
    public static double InLoop(double[] x, int kind, ref double state)
    {
        double sum = 0;
        for (int i = 0; i < 5; i++)
        {
            x[i * kind] *= state;
            state += x[i * kind];
            sum += x[i * kind] * state;
        }

        return sum * state;
    }

    [Differentiable(Both)]
    public static double Thrown(double[] x, int kind, ref double state)
    {
        state *= x[0];
        int i = 0;
        while (i < x.Length)
        {
            if (i == kind)
            {
                throw new InvalidOperationException("limit " + i);
            }

            state = Math.Sin(state) + x[i];
            x[i] = state;
            i++;
        }

        return state * x[1];
    }

    [Differentiable(Both)]
    public static double Integers(double[] x, int kind, ref double state)
    {
        for (int i = 3; i > -3; i--)
        {
            x[0] += state;
            state = x[0] * (12 / (i - kind));
        }

        return state;
    }

    [Differentiable(Both)]
    public static double Checked(double[] x, int kind, ref double state)
    {
        state += x[0];
        x[1] = state * state;
        int more = checked(kind + 10);
        state *= more;
        return state + x[1];
    }

    [Differentiable(Both)]
    public static double Sliced(double[] x, int kind, ref double state)
    {
        state *= 2;
        Span<double> all = x;
        all[0] = state;
        Span<double> part = all.Slice(kind, 2);
        for (int i = 0; i < part.Length; i++)
        {
            part[i] *= state;
            state += part[i];
        }

        return state;
    }

    [Differentiable(Both)]
    public static double InCallee(double[] x, int kind, ref double state)
    {
        state = Math.Sin(state);
        x[0] = state;
        for (int i = 0; i < 3; i++)
        {
            Callee(x, kind + i, ref state);
        }

        return state * x[0];
    }

    [Differentiable(Both)]
    public static void Callee(Span<double> x, int at, ref double state)
    {
        state += x[0];
        x[at] = state * x[at];
        state *= x[at];
    }

    [Differentiable(Both)]
    public static double NegativeSize(double[] x, int kind, ref double state)
    {
        state = x[0] * x[1];
        x[0] = state;
        double[] parts = new double[kind];
        parts[0] = state;
        return parts[0] * x[1];
    }

    [Differentiable(Both)]
    public static double UnusedFault(double[] x, int kind, ref double state)
    {
        double unused = x[kind];
        state *= 3;
        x[kind - 1] = state;
        unused += x[kind + 1];
        state += 1;
        return state;
    }

    [Differentiable(Both)]
    public static double Branches(double[] x, int kind, ref double state)
    {
        if (kind > 2)
        {
            state *= 2;
            if (kind > 3)
            {
                x[kind] = state;
            }
        }
        else
        {
            state = state * state;
            x[kind] += state;
        }

        for (int i = 0; i < 3; i++)
        {
            if (i == kind)
            {
                continue;
            }

            state += x[i + kind];
        }

        return state;
    }

    [Differentiable(Both)]
    public static double Null(double[] x, int kind, ref double state)
    {
        state *= 2;
        switch (kind)
        {
            case 0:
                return x.Length * state;
            case 1:
                return x[0] * state;
            case 2:
                x[0] = state;
                return x[0] * state;
            case 3:
                double sum = 0;
                foreach (double part in x)
                {
                    sum += part;
                }

                return sum * state;
            case 4:
                return Total(x) * state;
            case 5:
                Span<double> all = x;
                return (all.Length + 1) * state;
            case 6:
                return Total(x[1..]) * state;
            case 7:
                return TotalOfSpan(x) * state;
            case 8:
                return x[^1] * state;
            case 9:
                return TotalOfSpan(x.AsSpan(1)) * state;
            default:
                return state;
        }
    }

    [Differentiable(Both)]
    public static double Total(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i];
        }

        return sum;
    }

    [Differentiable(Both)]
    public static double TotalOfSpan(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i];
        }

        return sum;
    }

    [Differentiable(Both)]
    public static double InTests(double[] x, int kind, ref double state)
    {
        (state, x[0]) = (x[0], state * x[1]);
        while ((state *= 0.5) > x[kind] && (state += 0.01) > 0.1)
        {
            kind += state > 0.2 ? 0 : 1;
        }

        Add(x[2], ref state);
        return (state = 2 * x[kind]) * x[kind + 1];

        static void Add(double y, ref double target)
        {
            target += y;
            target /= y;
        }
    }

    /// <summary>A keyword for a name.</summary>
    [Differentiable(Both)]
    public static double Keyword(double[] x, int kind, ref double @in)
    {
        @in *= x[0];
        x[kind] = @in;
        @in += x[kind + 1];
        Callee(x, kind, ref @in);
        return @in * @in;
    }

    [Differentiable(Both)]
    public static void Outputs(ReadOnlySpan<double> x, int kind, out double first, out (double Sum, int Count) second)
    {
        first = x[0];
        second = (first * first, 1);
        for (int i = 1; i < 4; i++)
        {
            first *= x[i * kind];
            second.Sum += first;
            second.Count = i;
        }
    }
}
