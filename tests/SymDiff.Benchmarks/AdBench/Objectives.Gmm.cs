// The objectives of ADBench in plain C#. Origin: microsoft/ADBench, MIT licence. Only the mathematics comes from there;
// the code is written anew. Pi has the eleven decimals that ADBench gives it.

namespace SymDiff.Benchmarks.AdBench;

public static partial class Objectives
{
    internal const double Pi = 3.14159265359;

    /// <summary>
    /// The log-likelihood of n points under a mixture of k Gaussians, with a Wishart prior on the inverse covariances.
    /// The layout of the spans is that of <see cref="GmmInput"/>.
    /// </summary>
    [Differentiable]
    public static double Gmm(
        int d,
        int k,
        int n,
        ReadOnlySpan<double> alphas,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> icf,
        [NoGradient] ReadOnlySpan<double> x,
        [NoGradient] double wishartGamma,
        int wishartM) =>
        GmmValue(d, k, n, alphas, means, icf, x, wishartGamma, wishartM);

    /// <summary>The same, but for the last places of its derivatives' values.</summary>
    [Differentiable(FastMath = true)]
    public static double FastGmm(
        int d,
        int k,
        int n,
        ReadOnlySpan<double> alphas,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> icf,
        [NoGradient] ReadOnlySpan<double> x,
        [NoGradient] double wishartGamma,
        int wishartM) =>
        GmmValue(d, k, n, alphas, means, icf, x, wishartGamma, wishartM);

    private static double GmmValue(
        int d,
        int k,
        int n,
        ReadOnlySpan<double> alphas,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> icf,
        ReadOnlySpan<double> x,
        double wishartGamma,
        int wishartM)
    {
        int icfSize = d * (d + 1) / 2;
        double[] qDiagonals = new double[k * d];
        double[] logDeterminants = new double[k];
        double[] centered = new double[d];
        double[] qCentered = new double[d];
        double[] mainTerms = new double[k];

        ExpandDiagonals(d, k, icf, qDiagonals, logDeterminants);

        double sum = 0.0;
        for (int ix = 0; ix < n; ix++)
        {
            ReadOnlySpan<double> point = x.Slice(ix * d, d);
            for (int ik = 0; ik < k; ik++)
            {
                Subtract(point, means.Slice(ik * d, d), centered);
                ReadOnlySpan<double> lower = icf.Slice(ik * icfSize + d, icfSize - d);
                QTimesX(qDiagonals.AsSpan(ik * d, d), lower, centered, qCentered);
                mainTerms[ik] = alphas[ik] + logDeterminants[ik] - 0.5 * SquaredNorm(qCentered);
            }

            sum += LogSumExp(mainTerms);
        }

        double constant = -0.5 * n * d * Math.Log(2.0 * Pi);
        double logPrior = LogWishartPrior(d, k, icf, qDiagonals, logDeterminants, wishartGamma, wishartM);
        return constant + sum - n * LogSumExp(alphas) + logPrior;
    }

    /// <summary>The diagonals of the Q are stored as logarithms: their exponentials, and their sums per component.</summary>
    private static void ExpandDiagonals(
        int d,
        int k,
        ReadOnlySpan<double> icf,
        Span<double> qDiagonals,
        Span<double> logDeterminants)
    {
        int icfSize = d * (d + 1) / 2;
        for (int ik = 0; ik < k; ik++)
        {
            double logDeterminant = 0.0;
            for (int i = 0; i < d; i++)
            {
                double logEntry = icf[ik * icfSize + i];
                logDeterminant += logEntry;
                qDiagonals[ik * d + i] = Math.Exp(logEntry);
            }

            logDeterminants[ik] = logDeterminant;
        }
    }

    private static void Subtract(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = left[i] - right[i];
        }
    }

    /// <summary>Q x for a lower triangular Q: its diagonal, and its strictly lower part column by column.</summary>
    private static void QTimesX(
        ReadOnlySpan<double> diagonal,
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> x,
        Span<double> result)
    {
        for (int i = 0; i < x.Length; i++)
        {
            result[i] = diagonal[i] * x[i];
        }

        int entry = 0;
        for (int column = 0; column < x.Length; column++)
        {
            double xColumn = x[column];
            for (int row = column + 1; row < x.Length; row++)
            {
                result[row] += lower[entry] * xColumn;
                entry++;
            }
        }
    }

    private static double SquaredNorm(ReadOnlySpan<double> x)
    {
        double sum = 0.0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i];
        }

        return sum;
    }

    private static double LogSumExp(ReadOnlySpan<double> x)
    {
        double max = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] > max)
            {
                max = x[i];
            }
        }

        double sum = 0.0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Exp(x[i] - max);
        }

        return max + Math.Log(sum);
    }

    private static double LogWishartPrior(
        int d,
        int k,
        ReadOnlySpan<double> icf,
        ReadOnlySpan<double> qDiagonals,
        ReadOnlySpan<double> logDeterminants,
        double wishartGamma,
        int wishartM)
    {
        int icfSize = d * (d + 1) / 2;
        double sum = 0.0;
        for (int ik = 0; ik < k; ik++)
        {
            double diagonal = SquaredNorm(qDiagonals.Slice(ik * d, d));
            double offDiagonal = SquaredNorm(icf.Slice(ik * icfSize + d, icfSize - d));
            sum += 0.5 * wishartGamma * wishartGamma * (diagonal + offDiagonal) - wishartM * logDeterminants[ik];
        }

        return sum - k * WishartLogConstant(d, wishartGamma, wishartM);
    }

    /// <summary>The logarithm of the normalising constant of the Wishart prior. It depends on no parameter.</summary>
    internal static double WishartLogConstant(int d, double wishartGamma, int wishartM)
    {
        int degrees = d + wishartM + 1;
        double logMultivariateGamma = 0.25 * d * (d - 1) * Math.Log(Pi);
        for (int j = 1; j <= d; j++)
        {
            logMultivariateGamma += LogGamma(0.5 * degrees + 0.5 * (1 - j));
        }

        return degrees * d * (Math.Log(wishartGamma) - 0.5 * Math.Log(2.0)) - logMultivariateGamma;
    }

    /// <summary>log Γ(x) for x > 0: Stirling's series after shifting x to at least 10.</summary>
    private static double LogGamma(double x)
    {
        double shift = 0.0;
        while (x < 10.0)
        {
            shift += Math.Log(x);
            x += 1.0;
        }

        double z = 1.0 / (x * x);
        double series = 691.0 / 360360.0 - z / 156.0;
        series = 1.0 / 1188.0 - z * series;
        series = 1.0 / 1680.0 - z * series;
        series = 1.0 / 1260.0 - z * series;
        series = 1.0 / 360.0 - z * series;
        series = 1.0 / 12.0 - z * series;
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2.0 * Math.PI) + series / x - shift;
    }
}
