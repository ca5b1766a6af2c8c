namespace SymDiff;

/// <summary>
/// Richardson extrapolation of differences whose steps halve from row to row, with an estimate of what is left of the
/// error: Ridders, Accurate computation of F'(x) and F'(x)F''(x), Adv. Eng. Software 4 (1982).
/// </summary>
internal static class Extrapolation
{
    /// <summary>The entry of the tableau that settles best, and its estimated error.</summary>
    /// <param name="rows">The differences, the one of the largest step first; those that are not finite are passed over.</param>
    /// <param name="noise">For each row the rounding error that a difference of its step has.</param>
    /// <param name="order">The power of the step in the first term of the error: 2 for central differences, else 1.</param>
    /// <remarks>NaN with an infinite error where fewer than two differences in a row are finite.</remarks>
    public static (double Value, double Error) Settle(ReadOnlySpan<double> rows, ReadOnlySpan<double> noise, int order)
    {
        (double value, double least) = (double.NaN, double.PositiveInfinity);
        double[] before = [];
        for (int i = 0; i < rows.Length; i++)
        {
            if (!double.IsFinite(rows[i]))
            {
                before = [];
                continue;
            }

            var row = new double[before.Length + 1];
            row[0] = rows[i];
            double factor = 1;
            double grown = noise[i];
            for (int j = 1; j < row.Length; j++)
            {
                // Subtracting the error term of the next power enlarges the rounding error a little.
                factor *= order == 2 ? 4 : 2;
                row[j] = row[j - 1] + ((row[j - 1] - before[j - 1]) / (factor - 1));
                grown *= (factor + 1) / (factor - 1);
                double error = Math.Max(Math.Abs(row[j] - row[j - 1]), Math.Abs(row[j] - before[j - 1])) + grown;
                if (error < least)
                {
                    (value, least) = (row[j], error);
                }
            }

            before = row;
        }

        return (value, least);
    }
}
