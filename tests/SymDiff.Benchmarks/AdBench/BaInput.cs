// A reader for the file format of ADBench (microsoft/ADBench, MIT licence).

namespace SymDiff.Benchmarks.AdBench;

/// <summary>Bundle adjustment: n cameras, m points, p observations.</summary>
/// <param name="Cameras">
/// n rows of 11: rotation 3 (angle times axis), centre 3, focal length, principal point 2, radial distortion 2.
/// </param>
/// <param name="Points">m rows of 3.</param>
/// <param name="Weights">p.</param>
/// <param name="Observations">p pairs: camera index, point index.</param>
/// <param name="Features">p pairs: the measured image position.</param>
public sealed record BaInput(
    int N,
    int M,
    int P,
    double[] Cameras,
    double[] Points,
    double[] Weights,
    int[] Observations,
    double[] Features)
{
    /// <summary>
    /// The file holds one camera, one point, one weight and one feature. They are replicated, and observation i
    /// sees point i mod m through camera i mod n.
    /// </summary>
    public static BaInput Load(string path)
    {
        var reader = new TokenReader(path);
        int n = reader.NextInt();
        int m = reader.NextInt();
        int p = reader.NextInt();
        double[] cameras = Replicate(reader.NextDoubles(11), n);
        double[] points = Replicate(reader.NextDoubles(3), m);
        double[] weights = Replicate(reader.NextDoubles(1), p);
        double[] features = Replicate(reader.NextDoubles(2), p);
        int[] observations = new int[2 * p];
        for (int i = 0; i < p; i++)
        {
            observations[2 * i] = i % n;
            observations[2 * i + 1] = i % m;
        }

        return new BaInput(n, m, p, cameras, points, weights, observations, features);
    }

    private static double[] Replicate(double[] values, int count)
    {
        double[] result = new double[values.Length * count];
        for (int i = 0; i < count; i++)
        {
            values.CopyTo(result, i * values.Length);
        }

        return result;
    }
}
