// A reader for the file format of ADBench (microsoft/ADBench, MIT licence).

namespace SymDiff.Benchmarks.AdBench;

/// <summary>Hand tracking.</summary>
/// <param name="Theta">26: global rotation 3, global translation 3, five fingers of 4.</param>
/// <param name="Us">Two barycentric coordinates a point in the complicated variant, else empty.</param>
/// <param name="Correspondences">A vertex for each point; in the complicated variant a triangle.</param>
/// <param name="Points">The measured points, rows of 3.</param>
public sealed record HandInput(
    double[] Theta,
    double[] Us,
    HandModel Model,
    int[] Correspondences,
    double[] Points)
{
    public static HandInput Load(string path, string modelFolder, bool complicated)
    {
        HandModel model = HandModel.Load(modelFolder);
        var reader = new TokenReader(path);
        int pointCount = reader.NextInt();
        int thetaCount = reader.NextInt();
        int[] correspondences = new int[pointCount];
        double[] points = new double[3 * pointCount];
        for (int i = 0; i < pointCount; i++)
        {
            correspondences[i] = reader.NextInt();
            points[3 * i] = reader.NextDouble();
            points[3 * i + 1] = reader.NextDouble();
            points[3 * i + 2] = reader.NextDouble();
        }

        double[] us = complicated ? reader.NextDoubles(2 * pointCount) : [];
        double[] theta = reader.NextDoubles(thetaCount);
        return new HandInput(theta, us, model, correspondences, points);
    }
}
