// A reader for the file format of ADBench (microsoft/ADBench, MIT licence).

namespace SymDiff.Benchmarks.AdBench;

/// <summary>Gaussian mixture: d dimensions, k components, n points.</summary>
/// <param name="Alphas">k logarithms of the mixture weights, not normalised.</param>
/// <param name="Means">k rows of d.</param>
/// <param name="Icf">
/// k rows of d(d+1)/2, the inverse covariance factors: d logarithms of the diagonal, then the strictly
/// lower triangle column by column.
/// </param>
/// <param name="X">n rows of d.</param>
public sealed record GmmInput(
    int D,
    int K,
    int N,
    double[] Alphas,
    double[] Means,
    double[] Icf,
    double[] X,
    double WishartGamma,
    int WishartM)
{
    public static GmmInput Load(string path)
    {
        var reader = new TokenReader(path);
        int d = reader.NextInt();
        int k = reader.NextInt();
        int n = reader.NextInt();
        double[] alphas = reader.NextDoubles(k);
        double[] means = reader.NextDoubles(k * d);
        double[] icf = reader.NextDoubles(k * d * (d + 1) / 2);
        double[] x = reader.NextDoubles(n * d);
        double wishartGamma = reader.NextDouble();
        int wishartM = reader.NextInt();
        return new GmmInput(d, k, n, alphas, means, icf, x, wishartGamma, wishartM);
    }
}
