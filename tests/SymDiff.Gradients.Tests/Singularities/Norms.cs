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

    /// <summary>One norm in many forms.</summary>
    [Differentiable(Both)]
    public static double Form(double x, double y, int form, int weight)
    {
        double squares = x * x + y * y;
        double chosen = weight > 0 ? squares : x * x;
        double merged;
        if (weight > 1)
        {
            merged = 2 * squares;
            merged += chosen;
        }
        else
        {
            merged = 0;
        }

        double summed = 0;
        for (int i = 0; i < weight; i++)
        {
            summed += squares / 2;
        }

        double carried = y * y;
        int left = weight;
        while (left > 0)
        {
            carried = carried + x * x;
            left--;
        }

        return form switch
        {
            0 => Math.Sqrt(squares),
            1 => Math.Sqrt(chosen),
            2 => Math.Sqrt(merged),
            3 => Math.Sqrt(summed),
            4 => Math.Sqrt(carried),
            5 => Math.Sqrt(weight * squares),
            6 => Math.Sqrt(squares * weight),
            7 => Math.Sqrt(squares / weight),
            8 => Math.Sqrt((float)squares),
            9 => Math.Sqrt(Math.FusedMultiplyAdd(x, x, y * y)),
            10 => Math.Sqrt(Math.Pow(x, 2) + Math.Pow(y, 4)),
            11 => Math.Sqrt(SymDiff.Functions.Square(x) + y * y / 3),
            12 => Math.Sqrt(2 * x * y * x * y),
            13 => Math.Sqrt(x * y * (y * x)),
            14 => Math.Sqrt(x * x * squares),
            15 => Math.Sqrt(squares * (y * y) + squares),
            16 => Math.Pow(squares, 0.5),
            17 => Math.Pow(weight * squares * 0.5, 0.5),
            18 => Math.Sqrt(x * x * x * x * x * x * x * x * x * x),
            _ => Math.Sqrt((weight > 2 ? x * x : y * y) + (weight > 2 ? y * y : 0.5 * (x * x))),
        };
    }

    /// <summary>Numbers that are no sums of squares, in as many forms; each is 0, and moves with y, at the points of its test.</summary>
    [Differentiable(Both)]
    public static double OtherForm(double x, double y, int form, int weight)
    {
        double merged;
        if (weight > 1)
        {
            merged = x * x;
            merged += x * x;
        }
        else
        {
            merged = y;
            merged += y;
        }

        double other;
        if (weight > 1)
        {
            other = y;
            other += y;
        }
        else
        {
            other = x * x;
            other += x * x;
        }

        double started = y, summed = 0;
        for (int i = 0; i < weight; i++)
        {
            started += x * x;
            summed += y;
        }

        double carriedIn = y, carried = 0;
        int left = weight;
        while (left > 0)
        {
            carriedIn = carriedIn + x * x;
            carried = carried + y;
            left--;
        }

        return form switch
        {
            0 => Math.Sqrt(merged),
            1 => Math.Sqrt(other),
            2 => Math.Sqrt(weight > 0 ? y : x * x),
            3 => Math.Sqrt(weight > 2 ? x * x : y),
            4 => Math.Sqrt(started),
            5 => Math.Sqrt(summed),
            6 => Math.Sqrt(carriedIn),
            7 => Math.Sqrt(carried),
            8 => Math.Sqrt(y / 2 + x * x),
            9 => Math.Sqrt(Math.FusedMultiplyAdd(y, 2, x * x)),
            10 => Math.Sqrt(Math.FusedMultiplyAdd(x, x, y)),
            11 => Math.Sqrt(y * 2),
            12 => Math.Sqrt(x * x + y),
            13 => Math.Sqrt(y + x * x),
            14 => Math.Sqrt((float)y),
            15 => Math.Pow(y, 0.5),
            16 => Math.Pow(x * x + y, 0.5),
            17 => Math.Sqrt(Math.Pow(y, 1)),
            18 => Math.Sqrt(weight * y),
            19 => Math.Sqrt(y / weight),
            20 => Math.Sqrt(x * y * x),
            21 => Math.Sqrt(x * x * y),
            22 => Math.Sqrt(y * (x * x)),
            23 => Math.Sqrt(x * x * (2 * y)),
            _ => Math.Sqrt(-1 + (y + 1) * (y + 1)),
        };
    }

    // A length is positive where something was summed.
    [Differentiable(Both)]
    public static double OfMeans(double[] x)
    {
        var table = new double[2, x.Length / 2];
        double squares = 0;
        for (int i = 0; i < x.Length; i++)
        {
            table[i % 2, i / 2] = x[i];
            squares += x[i] * x[i];
        }

        double shared = 0;
        foreach (double item in table)
        {
            shared += item * item;
        }

        return Math.Sqrt((squares / x.Length) + (table.GetLength(0) * shared) + (shared / table.GetLength(1)));
    }

    // Whole numbers may be negative.
    [Differentiable(Both)]
    public static double WithSignedWeight(double x, double y, int weight) => Math.Sqrt((x * x / weight) + (y * y * weight * weight));

    private static double Square(double x) => x * x;
}
