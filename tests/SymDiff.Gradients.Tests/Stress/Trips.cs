namespace SymDiff.Gradients.Tests.Stress;

/// <summary>Marked loops of as many rounds as they are told.</summary>
internal static partial class Trips
{
    [Differentiable(Both)]
    public static double Stored(double x, int n)
    {
        double state = x;
        for (int i = 0; i < n; i++)
        {
            state = 0.5 * state * state + x * x;
        }

        return state;
    }

    [Differentiable(Both)]
    public static double StoredWhile(double x, int n)
    {
        double state = x;
        int i = 0;
        while (true)
        {
            if (i >= n)
            {
                break;
            }

            state = i % 3 == 0 ? 0.5 * state * state + x : state * x + 0.25;
            i += 2;
        }

        return state;
    }

    [Differentiable(Both)]
    public static double Nested(double x, int n)
    {
        double state = x;
        for (int i = 0; i < n; i++)
        {
            for (int j = n; j > 0; j--)
            {
                state = 0.5 * state * state + x * x;
            }

            state += 0.125 * x;
        }

        return state;
    }

    [Differentiable(Both)]
    public static double Sum(double x, long rounds)
    {
        double sum = 0;
        long i = 0;
        while (i < rounds)
        {
            sum += x;
            i++;
        }

        return sum;
    }
}
