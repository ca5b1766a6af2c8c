// Derivatives of the objectives of ADBench, written by hand: scalar code, cached intermediates. Origin of the
// objectives: microsoft/ADBench, MIT licence. Only the mathematics comes from there.

namespace SymDiff.Benchmarks.AdBench;

public static partial class HandWritten
{
    /// <summary>
    /// The gradient of <see cref="Objectives.Gmm"/> in reverse mode, one point at a time. Overwrites the three
    /// destinations, whose layouts are those of alphas, means and icf, and returns the objective.
    /// </summary>
    /// <param name="negligible">
    /// A weight of a component in a point that is smaller counts as zero. Zero keeps them all. In many dimensions
    /// some weights are so small that their products are subnormal, which is slow: 1e-250 avoids that.
    /// </param>
    public static double GmmGradient(
        int d,
        int k,
        int n,
        ReadOnlySpan<double> alphas,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> icf,
        ReadOnlySpan<double> x,
        double wishartGamma,
        int wishartM,
        Span<double> alphasGradient,
        Span<double> meansGradient,
        Span<double> icfGradient,
        double negligible = 0.0)
    {
        int icfSize = d * (d + 1) / 2;
        int lowerSize = icfSize - d;
        double[] qDiagonals = new double[k * d];
        double[] logDeterminants = new double[k];
        double[] centered = new double[k * d];
        double[] qCentered = new double[k * d];
        double[] qCenteredAdjoint = new double[d];
        double[] terms = new double[k];
        double[] weights = new double[k];

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

        alphasGradient.Clear();
        meansGradient.Clear();
        icfGradient.Clear();

        double sum = 0.0;
        for (int ix = 0; ix < n; ix++)
        {
            ReadOnlySpan<double> point = x.Slice(ix * d, d);
            for (int ik = 0; ik < k; ik++)
            {
                double squaredNorm = GmmForward(
                    point,
                    means.Slice(ik * d, d),
                    qDiagonals.AsSpan(ik * d, d),
                    icf.Slice(ik * icfSize + d, lowerSize),
                    centered.AsSpan(ik * d, d),
                    qCentered.AsSpan(ik * d, d));
                terms[ik] = alphas[ik] + logDeterminants[ik] - 0.5 * squaredNorm;
            }

            sum += LogSumExp(terms, weights);

            // The adjoint of a term is its weight; the gradient of the diagonal is that of Q until the end.
            for (int ik = 0; ik < k; ik++)
            {
                double weight = weights[ik] < negligible ? 0.0 : weights[ik];
                alphasGradient[ik] += weight;
                GmmReverse(
                    weight,
                    qDiagonals.AsSpan(ik * d, d),
                    icf.Slice(ik * icfSize + d, lowerSize),
                    centered.AsSpan(ik * d, d),
                    qCentered.AsSpan(ik * d, d),
                    qCenteredAdjoint,
                    meansGradient.Slice(ik * d, d),
                    icfGradient.Slice(ik * icfSize, d),
                    icfGradient.Slice(ik * icfSize + d, lowerSize));
            }
        }

        // The prior, and the diagonals back to logarithms. A term depends on alpha and on the logarithms of the
        // diagonal with the same derivative, which alphasGradient holds up to here.
        double gamma2 = wishartGamma * wishartGamma;
        double prior = 0.0;
        for (int ik = 0; ik < k; ik++)
        {
            double squares = 0.0;
            for (int i = 0; i < d; i++)
            {
                double q = qDiagonals[ik * d + i];
                int index = ik * icfSize + i;
                squares += q * q;
                icfGradient[index] = q * (icfGradient[index] + gamma2 * q) + alphasGradient[ik] - wishartM;
            }

            for (int i = d; i < icfSize; i++)
            {
                double entry = icf[ik * icfSize + i];
                squares += entry * entry;
                icfGradient[ik * icfSize + i] += gamma2 * entry;
            }

            prior += 0.5 * gamma2 * squares - wishartM * logDeterminants[ik];
        }

        double logSumAlphas = LogSumExp(alphas, weights);
        for (int ik = 0; ik < k; ik++)
        {
            alphasGradient[ik] -= n * weights[ik];
        }

        double constant = -0.5 * n * d * Math.Log(2.0 * Objectives.Pi);
        prior -= k * Objectives.WishartLogConstant(d, wishartGamma, wishartM);
        return constant + sum - n * logSumAlphas + prior;
    }

    /// <summary>centered = point - mean, qCentered = Q centered; returns the squared norm of the latter.</summary>
    private static double GmmForward(
        ReadOnlySpan<double> point,
        ReadOnlySpan<double> mean,
        ReadOnlySpan<double> diagonal,
        ReadOnlySpan<double> lower,
        Span<double> centered,
        Span<double> qCentered)
    {
        for (int i = 0; i < centered.Length; i++)
        {
            centered[i] = point[i] - mean[i];
            qCentered[i] = diagonal[i] * centered[i];
        }

        int start = 0;
        for (int column = 0; column < centered.Length; column++)
        {
            double centeredColumn = centered[column];
            Span<double> below = qCentered.Slice(column + 1);
            ReadOnlySpan<double> lowerColumn = lower.Slice(start, below.Length);
            for (int i = 0; i < below.Length; i++)
            {
                below[i] += lowerColumn[i] * centeredColumn;
            }

            start += below.Length;
        }

        double squaredNorm = 0.0;
        for (int i = 0; i < qCentered.Length; i++)
        {
            squaredNorm += qCentered[i] * qCentered[i];
        }

        return squaredNorm;
    }

    /// <summary>Adds the gradient of weight times (-0.5 |Q (point - mean)|²) with respect to mean and Q.</summary>
    private static void GmmReverse(
        double weight,
        ReadOnlySpan<double> diagonal,
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> centered,
        ReadOnlySpan<double> qCentered,
        Span<double> qCenteredAdjoint,
        Span<double> meanGradient,
        Span<double> diagonalGradient,
        Span<double> lowerGradient)
    {
        for (int i = 0; i < qCentered.Length; i++)
        {
            qCenteredAdjoint[i] = -weight * qCentered[i];
        }

        int start = 0;
        for (int column = 0; column < centered.Length; column++)
        {
            double centeredColumn = centered[column];
            double centeredAdjoint = diagonal[column] * qCenteredAdjoint[column];
            diagonalGradient[column] += centeredColumn * qCenteredAdjoint[column];
            ReadOnlySpan<double> adjointBelow = qCenteredAdjoint.Slice(column + 1);
            ReadOnlySpan<double> lowerColumn = lower.Slice(start, adjointBelow.Length);
            Span<double> lowerColumnGradient = lowerGradient.Slice(start, adjointBelow.Length);
            for (int i = 0; i < adjointBelow.Length; i++)
            {
                lowerColumnGradient[i] += centeredColumn * adjointBelow[i];
                centeredAdjoint += lowerColumn[i] * adjointBelow[i];
            }

            meanGradient[column] -= centeredAdjoint;
            start += adjointBelow.Length;
        }
    }

    /// <summary>log Σ exp x, and its gradient, which is exp x / Σ exp x.</summary>
    private static double LogSumExp(ReadOnlySpan<double> x, Span<double> gradient)
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
            gradient[i] = Math.Exp(x[i] - max);
            sum += gradient[i];
        }

        for (int i = 0; i < x.Length; i++)
        {
            gradient[i] /= sum;
        }

        return max + Math.Log(sum);
    }
}
