namespace SymDiff.Gradients.Tests.Checks;

/// <summary>The <see cref="Triangle"/> for functions of one matrix.</summary>
internal static class MatrixTriangle
{
    /// <summary>A destination of a matrix: the emitted gradient overwrites it.</summary>
    internal delegate double Gradient(double[,] point, double[,] gradient);

    /// <summary>Checks a function of a matrix. It may overwrite the matrix.</summary>
    /// <param name="f">The function.</param>
    /// <param name="gradient">Its emitted gradient.</param>
    /// <param name="tangent">Its emitted directional derivative.</param>
    /// <param name="point">Where; the function must be smooth around it.</param>
    /// <param name="allocates">Whether the function hands matrices to marked callees or gets them from there.</param>
    public static void Agrees(
        Func<double[,], double> f,
        Gradient gradient,
        Func<double[,], double[,], (double Value, double Tangent)> tangent,
        double[,] point,
        bool allocates = false)
    {
        // Made once, so that the check of allocations sees none of its own.
        var argument = (double[,])point.Clone();
        var derivative = (double[,])point.Clone();
        Func<double[], double> flat = x => Within(x, argument, f);
        BufferGradient reverse = (x, g) =>
        {
            g.CopyTo(Guard.Elements(derivative));
            x.CopyTo(Guard.Elements(argument));
            double value = gradient(argument, derivative);
            Guard.Elements(argument).CopyTo(x);
            Guard.Elements(derivative).CopyTo(g);
            return value;
        };
        BufferTangent forward = (x, t) =>
        {
            t.CopyTo(Guard.Elements(derivative));
            x.CopyTo(Guard.Elements(argument));
            (double Value, double Tangent) both = tangent(argument, derivative);
            Guard.Elements(argument).CopyTo(x);
            return both;
        };
        double[] numbers = Guard.Elements(point).ToArray();
        if (allocates)
        {
            Triangle.AgreesAndAllocates(flat, reverse, forward, numbers);
        }
        else
        {
            Triangle.Agrees(flat, reverse, forward, numbers);
        }
    }

    private static double Within(double[] numbers, double[,] argument, Func<double[,], double> f)
    {
        numbers.CopyTo(Guard.Elements(argument));
        double value = f(argument);
        Guard.Elements(argument).CopyTo(numbers);
        return value;
    }
}
