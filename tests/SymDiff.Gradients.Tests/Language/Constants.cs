namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods that text, tables and properties steer.</summary>
internal static partial class Constants
{
    private static readonly (int Index, double Weight)[] Table = [(0, 1.5), (2, -0.5), (1, 2)];
    private static readonly string[] Names = ["sin", "square", "none"];

    private static double Rate => 2 * Half;

    private static double Half => Math.Sqrt(0.25);

    [Differentiable(Both)]
    public static double TextChosenInABranch(double[] x)
    {
        string way;
        if (x[0] > 0.5)
        {
            way = "sin";
        }
        else
        {
            way = "cos";
        }

        switch (way)
        {
            case "sin":
                return Math.Sin(x[1]) * x[0];
            case "cos":
                return Math.Cos(x[2]) * x[0];
            default:
                return 0;
        }
    }

    /// <summary>A small state machine: what one round leaves in the text decides what the next one does.</summary>
    [Differentiable(Both)]
    public static double TextCarriedByALoop(double[] x)
    {
        string state = "start";
        double result = x[0];
        int i = 0;
        while (state != "done")
        {
            if (state == "start")
            {
                result = Math.Sin(result);
                state = "middle";
            }
            else if (i == x.Length)
            {
                result *= 2;
                state = "done";
            }
            else
            {
                result += x[i++] * result;
            }
        }

        return result;
    }

    [Differentiable(Both)]
    public static double TableOfTuples(double[] x)
    {
        double sum = 0;
        foreach ((int index, double weight) in Table)
        {
            sum += x[index] * x[index] * weight * (1 + sum);
        }

        foreach ((int Index, double Weight) row in Table)
        {
            if (x[row.Index] < 0)
            {
                break;
            }

            sum *= row.Weight + x[row.Index];
        }

        return sum;
    }

    [Differentiable(Both)]
    public static double ListOfNames(double[] x)
    {
        double result = Rate;
        foreach (string name in Names)
        {
            result *= name switch
            {
                "sin" => Math.Sin(x[0]),
                "square" => x[1] * x[1],
                { Length: > 3 } => x[3],
                _ => x[2] + Half,
            };
        }

        return result;
    }

    [Differentiable(Both)]
    public static double LengthPattern(double[] x) => x switch
    {
        { Length: 0 } => 1,
        { Length: 1 or 2 } => x[0] * x[^1],
        { Length: var n } when x[n - 1] > 0 => x[n - 1] * x[0] * n,
        _ => x[1] * x[1],
    };

    [Differentiable(Both)]
    public static double TuplePatterns(double[] x) => (x[0], x[1]) switch
    {
        (> 1, var y) => y * y,
        (var y, < 0) when y > 0.5 => y * y * x[2],
        var (y, z) => y * z,
    };

    [Differentiable(Both)]
    public static double DiscardedOut(double[] x)
    {
        double scale = x[0];
        double first = Scaled(ref scale, x[1], out _);
        Scaled(ref scale, x[2], out double second);
        return first * second * scale;
    }

    [Differentiable(Both)]
    public static double ReturnedChoice(double[] x)
    {
        double[] chosen = OneOfTwo(x, x[0] > 0.5);
        return chosen[0] * chosen[1] + chosen[2];
    }

    [Differentiable(Both)]
    private static double[] OneOfTwo(double[] x, bool first)
    {
        double[] squares = new double[x.Length], sines = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            squares[i] = x[i] * x[i];
            sines[i] = Math.Sin(x[i]);
        }

        return first ? squares : sines;
    }

    private static double Scaled(ref double scale, double x, out double doubled)
    {
        doubled = 2;
        doubled *= x * scale;
        scale += doubled;
        return doubled + x;
    }
}
