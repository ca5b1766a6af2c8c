// A reader for the file format of ADBench (microsoft/ADBench, MIT licence).

using System.Globalization;

namespace SymDiff.Benchmarks.AdBench;

/// <summary>
/// The skeleton and the skin of a hand. Bone 0 is the wrist, bones 1 + 4f to 4 + 4f are finger f, the last bone is
/// the forearm. An affine map is twelve numbers: the first three rows of its 4 by 4 matrix, row by row.
/// </summary>
/// <param name="Parents">The parent of every bone, which comes before it; -1 for the root.</param>
/// <param name="BaseRelatives">An affine map a bone: from the bone to its parent, at rest.</param>
/// <param name="InverseBaseAbsolutes">An affine map a bone: from the world to the bone, at rest.</param>
/// <param name="BasePositions">The vertices at rest, rows of 3.</param>
/// <param name="WeightStarts">Where the weights of every vertex start, and the total number at the end.</param>
/// <param name="WeightBones">The bone of every weight.</param>
/// <param name="Weights">The weights.</param>
/// <param name="Triangles">Rows of three vertices.</param>
public sealed record HandModel(
    int[] Parents,
    double[] BaseRelatives,
    double[] InverseBaseAbsolutes,
    double[] BasePositions,
    int[] WeightStarts,
    int[] WeightBones,
    double[] Weights,
    int[] Triangles)
{
    public int BoneCount => Parents.Length;

    public int VertexCount => BasePositions.Length / 3;

    public static HandModel Load(string folder)
    {
        var parents = new List<int>();
        var baseRelatives = new List<double>();
        var inverseBaseAbsolutes = new List<double>();
        foreach (string[] fields in ReadFields(Path.Combine(folder, "bones.txt")))
        {
            // name, parent, two matrices of 16, row by row; the last row of each is 0 0 0 1.
            parents.Add(ParseInt(fields[1]));
            for (int i = 0; i < 12; i++)
            {
                baseRelatives.Add(ParseDouble(fields[2 + i]));
                inverseBaseAbsolutes.Add(ParseDouble(fields[18 + i]));
            }
        }

        var basePositions = new List<double>();
        var weightStarts = new List<int> { 0 };
        var weightBones = new List<int>();
        var weights = new List<double>();
        foreach (string[] fields in ReadFields(Path.Combine(folder, "vertices.txt")))
        {
            // position, five fields without meaning here, number of weights, pairs of bone and weight.
            for (int i = 0; i < 3; i++)
            {
                basePositions.Add(ParseDouble(fields[i]));
            }

            int weightCount = ParseInt(fields[8]);
            for (int i = 0; i < weightCount; i++)
            {
                weightBones.Add(ParseInt(fields[9 + 2 * i]));
                weights.Add(ParseDouble(fields[10 + 2 * i]));
            }

            weightStarts.Add(weights.Count);
        }

        var triangles = new List<int>();
        foreach (string[] fields in ReadFields(Path.Combine(folder, "triangles.txt")))
        {
            for (int i = 0; i < 3; i++)
            {
                triangles.Add(ParseInt(fields[i]));
            }
        }

        return new HandModel(
            parents.ToArray(),
            baseRelatives.ToArray(),
            inverseBaseAbsolutes.ToArray(),
            basePositions.ToArray(),
            weightStarts.ToArray(),
            weightBones.ToArray(),
            weights.ToArray(),
            triangles.ToArray());
    }

    private static IEnumerable<string[]> ReadFields(string path)
    {
        foreach (string line in File.ReadLines(path))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return line.Split(':');
            }
        }
    }

    private static int ParseInt(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double ParseDouble(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
