namespace SymDiff.Gradients.Tests.Stress;

/// <summary>Marked loops over integers of every kind, to be run up to the ends of their types.</summary>
internal static partial class Counters
{
    // The state needs every round undone, in order; the weight tells rounds apart.
    [Differentiable(Both)]
    public static double Up(double x, int start, int end)
    {
        double state = x;
        for (int i = start; i < end; i++)
        {
            state = Step(state, i);
        }

        return state;
    }

    [Differentiable(Both)]
    public static double UpInclusive(double x, int start, int end)
    {
        double state = x;
        for (int i = start; i <= end; i++)
        {
            state = Step(state, i);
        }

        return state;
    }

    [Differentiable(Both)]
    public static double Down(double x, int start, int end)
    {
        double state = x;
        for (int i = start; i > end; i--)
        {
            state = Step(state, i);
        }

        return state;
    }

    [Differentiable(Both)]
    public static double DownInclusive(double x, int start, int end)
    {
        double state = x;
        for (int i = start; i >= end; i--)
        {
            state = Step(state, i);
        }

        return state;
    }

    [Differentiable(Both)]
    public static double FromZero(double x, int end)
    {
        double state = x;
        for (int i = 0; i < end; i++)
        {
            state = Step(state, i);
        }

        return state;
    }

    [Differentiable(Both)]
    public static double ToLiteral(double x, int start)
    {
        double state = x;
        for (int i = start; i < int.MaxValue; i++)
        {
            state = Step(state, i);
        }

        for (int i = start; i > int.MinValue && x < 0; i--)
        {
            state = Step(state, i);
        }

        return state;
    }

    [Differentiable(Both)]
    public static double BelowLeast(double x, int start)
    {
        double state = x;
        for (int i = start; i < int.MinValue; i++)
        {
            state = Step(state, i);
        }

        for (int i = start; i > int.MaxValue; i--)
        {
            state = Step(state, i);
        }

        return state * x;
    }

    [Differentiable(Both)]
    public static double Long(double x, long start, long end)
    {
        double state = x;
        for (long i = start; i < end; i++)
        {
            state = Step(state, i);
        }

        for (long i = end; i >= start; i--)
        {
            state = Step(state, i);
        }

        return state;
    }

    // The last step goes over the edge and ends the loop, or would go on below zero: the test sees to that.
    [Differentiable(Both)]
    public static double Strided(double x, int start, int end)
    {
        double state = x;
        for (int i = start; i < end && i >= start; i += 2)
        {
            state = Step(state, i);
        }

        for (int i = end; i > start; i -= 3)
        {
            state = Step(state, i);
        }

        return state;
    }

    [Differentiable(Both)]
    public static double Small(double x, byte start, char end)
    {
        double state = x;
        for (byte i = start; i < 255; i++)
        {
            state = Step(state, i);
        }

        for (char c = (char)(end - 5); c < end; c++)
        {
            state = Step(state, c);
        }

        for (sbyte i = -126; i > -128; i--)
        {
            state = Step(state, i);
        }

        return state;
    }

    [Differentiable(Both)]
    public static double Unsigned(double x, uint start, ulong end)
    {
        double state = x;
        for (uint i = start; i < uint.MaxValue; i++)
        {
            state = Step(state, i);
        }

        for (ulong i = end - 4; i < end; i++)
        {
            state = Step(state, i);
        }

        // Down to zero: the counter wraps around once and the loop ends.
        for (uint i = 3; i < 4; i--)
        {
            state = Step(state, i);
        }

        return state;
    }

    [Differentiable(Both)]
    public static double Triangle(double[] x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++)
            {
                for (int k = j; k >= i; k--)
                {
                    sum += x[i] * x[j] * x[k];
                }
            }
        }

        return sum;
    }

    [Differentiable(Both)]
    public static double WrappedIndex(double x, long big)
    {
        int small = (int)big + 3;
        return x * ((int)big - 1 + small);
    }

    private static double Step(double state, double i) => Math.Sin(state) + state * (0.25 + 1e-3 * (i % 7));
}
