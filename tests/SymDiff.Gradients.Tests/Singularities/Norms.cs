namespace SymDiff.Gradients.Tests.Singularities;

/// <summary>Roots of sums of squares as users write them, and roots that only look like one.</summary>
internal static partial class Norms
{
    [Differentiable(Both)]
    public static double OfTwo(double x, double y) => Math.Sqrt(x * x + y * y);

    [Differentiable(Both)]
    public static double Distance(double x, double y)
    {
        double dx = x - 3;
        double squared = dx * dx + Math.Pow(y - 4, 2);
        return 2 * Math.Sqrt(squared) + x;
    }

    [Differentiable(Both)]
    public static double Weighted(double x, double y) => Math.Pow(0.5 * x * x + y * y * y * y / 3 + 2 * (x + y) * (x + y), 0.5);

    [Differentiable(Both)]
    public static double OfArray(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i];
        }

        return Math.Sqrt(sum);
    }

    [Differentiable(Both)]
    public static double RootMeanSquare(double[] x)
    {
        double sum = 0;
        foreach (double item in x)
        {
            if (item > 100)
            {
                sum += item * item / 2;
            }
            else
            {
                sum += Square(item);
            }
        }

        return Math.Sqrt(sum / x.Length);
    }

    [Differentiable(Both)]
    public static double OfRows(double[] x)
    {
        double total = 0;
        for (int row = 0; row < 2; row++)
        {
            double squares = 0;
            int i = 0;
            while (i < 2)
            {
                double item = x[2 * row + i];
                squares = squares + item * item;
                i++;
            }

            total += Math.Sqrt(squares / (row + 1.0));
        }

        return total;
    }

    [Differentiable(Both)]
    public static double OfProduct(double x, double y) => Math.Sqrt(x * y);

    [Differentiable(Both)]
    public static double OfDifference(double x, double y) => Math.Sqrt(x * x - y * y);

    [Differentiable(Both)]
    public static double WithLinearTerm(double x, double y) => Math.Sqrt(x * x + y);

    // Written between two reads, an element is not the same number twice.
    [Differentiable(Both)]
    public static double OfChangingElement(double[] x)
    {
        double before = x[0];
        x[0] = x[1];
        return Math.Sqrt(before * x[0]);
    }

    private static double Square(double x) => x * x;
}
