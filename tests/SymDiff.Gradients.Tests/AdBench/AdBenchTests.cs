using System.Globalization;
using System.Text.Json;
using SymDiff.Benchmarks.AdBench;

namespace SymDiff.Gradients.Tests.AdBench;

/// <summary>
/// The objectives that the benchmarks measure: emitted derivatives against the values that ADBench's own tests assert,
/// against reference results of 17 digits, and against derivatives written by hand.
/// </summary>
public sealed class AdBenchTests
{
    // Of the largest entry.
    private const double Tolerance = 1e-12;

    [AdBenchFact]
    public void Gradient_of_a_mixture_is_what_ADBench_expects()
    {
        using JsonDocument expected = Expected();
        JsonElement mixture = expected.RootElement.GetProperty("gmm/test.txt");
        (double value, double[] gradient) = Gmm(GmmInput.Load(AdBenchFactAttribute.Path("gmm", "test.txt")));
        AssertClose([mixture.GetProperty("objective").GetDouble()], [value]);
        AssertClose(Numbers(mixture.GetProperty("gradient")), gradient);
    }

    [AdBenchFact]
    public void Gradient_of_a_mixture_of_a_thousand_points_is_the_reference()
    {
        double[] reference = Reference("gmm_1k_d2_K5.txt");
        (double value, double[] gradient) = Gmm(GmmInput.Load(AdBenchFactAttribute.Path("gmm", "1k", "gmm_d2_K5.txt")));
        AssertClose(reference[..1], [value]);
        AssertClose(reference[1..], gradient);
    }

    [AdBenchFact]
    public void Gradient_of_a_mixture_in_ten_dimensions_is_the_hand_written_one()
    {
        GmmInput o = GmmInput.Load(AdBenchFactAttribute.Path("gmm", "1k", "gmm_d10_K25.txt"));
        double[] alphas = new double[o.Alphas.Length], means = new double[o.Means.Length], icf = new double[o.Icf.Length];
        HandWritten.GmmGradient(o.D, o.K, o.N, o.Alphas, o.Means, o.Icf, o.X, o.WishartGamma, o.WishartM, alphas, means, icf);
        AssertClose([.. alphas, .. means, .. icf], Gmm(o).Gradient);
    }

    [AdBenchFact]
    public void Gradient_of_an_LSTM_is_the_reference()
    {
        using JsonDocument expected = Expected();
        LstmInput o = LstmInput.Load(AdBenchFactAttribute.Path("lstm", "lstm_l2_c1024.txt"));
        double[] main = new double[o.MainParams.Length], extra = new double[o.ExtraParams.Length];
        double value = Objectives.LstmGradient(o.L, o.C, o.B, o.MainParams, o.ExtraParams, o.State, o.Sequence, main, extra);
        Assert.Equal(Objectives.Lstm(o.L, o.C, o.B, o.MainParams, o.ExtraParams, o.State, o.Sequence), value);
        double[] reference = Reference("lstm_l2_c1024.txt");
        AssertClose(reference[..1], [value]);
        AssertClose(reference[1..], [.. main, .. extra]);
        AssertClose(Numbers(expected.RootElement.GetProperty("lstm/lstm_l2_c1024.txt").GetProperty("gradient")), [.. main, .. extra]);
    }

    [AdBenchFact]
    public void Jacobian_of_an_observation_is_the_reference()
    {
        BaInput o = BaInput.Load(AdBenchFactAttribute.Path("ba", "ba1_n49_m7776_p31843.txt"));
        double[] error = new double[2], camera = new double[22], point = new double[6], weight = new double[2];
        Objectives.BaReprojectionJacobian(o.Cameras.AsSpan(0, 11), o.Points.AsSpan(0, 3), o.Weights[0], o.Features.AsSpan(0, 2), error, camera, point, weight, new double[4]);
        double[] reference = Reference("ba1_one_observation.txt");
        (double weightError, double slope) = Objectives.BaWeightErrorGradient(o.Weights[0]);
        AssertClose(reference[..3], [.. error, weightError]);
        for (int row = 0; row < 2; row++)
        {
            AssertClose(reference.AsSpan(3 + (15 * row), 15).ToArray(), [.. camera[(11 * row)..(11 * (row + 1))], .. point[(3 * row)..(3 * (row + 1))], weight[row]]);
        }

        Assert.Equal(-2 * o.Weights[0], slope);
    }

    [AdBenchFact]
    public void Jacobians_of_many_observations_are_those_written_by_hand()
    {
        BaInput o = BaInput.Load(AdBenchFactAttribute.Path("ba", "ba1_n49_m7776_p31843.txt"));
        const int Count = 85;
        var random = new Random(3);
        double[] cameras = [.. Enumerable.Range(0, 11 * Count).Select(i => o.Cameras[i % 11] * (1 + (0.1 * random.NextDouble())))];
        double[] points = [.. Enumerable.Range(0, 3 * Count).Select(i => o.Points[i % 3] * (1 + (0.1 * random.NextDouble())))];
        double[] weights = [.. Enumerable.Range(0, Count).Select(_ => 1 + random.NextDouble())];
        double[] features = [.. Enumerable.Range(0, 2 * Count).Select(i => o.Features[i % 2])];
        cameras.AsSpan(11 * 17, 3).Clear();
        double[] error = new double[2 * Count], camera = new double[22 * Count], point = new double[6 * Count], weight = new double[2 * Count];
        Objectives.BaReprojectionJacobianBatch(cameras, points, weights, features, error, Count, camera, point, weight, new double[4 * Count]);

        double[] expected = new double[30], own = new double[2];
        for (int i = 0; i < Count; i++)
        {
            HandWritten.BaReprojectionJacobian(cameras.AsSpan(11 * i, 11), points.AsSpan(3 * i, 3), weights[i], features.AsSpan(2 * i, 2), own, expected);
            Objectives.BaReprojection(cameras.AsSpan(11 * i, 11), points.AsSpan(3 * i, 3), weights[i], features.AsSpan(2 * i, 2), own);
            Assert.Equal(own, error[(2 * i)..(2 * (i + 1))]);
            for (int row = 0; row < 2; row++)
            {
                int at = (2 * i) + row;
                AssertClose(expected[(15 * row)..(15 * (row + 1))], [.. camera[(11 * at)..(11 * (at + 1))], .. point[(3 * at)..(3 * (at + 1))], weight[at]]);
            }
        }
    }

    [AdBenchFact]
    public void Tangents_of_a_hand_are_the_reference()
    {
        HandInput o = HandInput.Load(
            AdBenchFactAttribute.Path("hand", "simple_small", "hand1_t26_c100.txt"), AdBenchFactAttribute.Path("hand", "simple_small", "model"), complicated: false);
        int rows = o.Points.Length, columns = o.Theta.Length;
        double[] error = new double[rows], tangent = new double[columns], along = new double[rows], jacobian = new double[rows * columns];
        for (int column = 0; column < columns; column++)
        {
            tangent[column] = 1;
            Objectives.HandJvp(o.Theta, o.Model, o.Correspondences, o.Points, error, tangent, along);
            tangent[column] = 0;
            along.CopyTo(jacobian, column * rows);
        }

        // The file lists the Jacobian column by column.
        double[] reference = Reference("hand_simple_small_hand1.txt");
        AssertClose(reference[..rows], error);
        AssertClose(reference[rows..], jacobian);
    }

    [AdBenchFact]
    public void Tangents_of_a_hand_of_triangles_are_the_hand_written_ones()
    {
        HandInput o = HandInput.Load(
            AdBenchFactAttribute.Path("hand", "complicated_small", "hand1_t26_c100.txt"), AdBenchFactAttribute.Path("hand", "complicated_small", "model"), complicated: true);
        int rows = o.Points.Length, columns = o.Theta.Length + 2;
        double[] error = new double[rows], tangent = new double[o.Theta.Length], us = new double[o.Us.Length], along = new double[rows];
        double[] expected = new double[rows * columns], actual = new double[rows * columns];
        HandWritten.HandComplicatedJacobian(o.Theta, o.Us, o.Model, o.Correspondences, o.Points, error, expected);
        for (int column = 0; column < columns; column++)
        {
            for (int i = column; column < 2 && i < us.Length; i += 2)
            {
                us[i] = 1;
            }

            tangent.AsSpan().Clear();
            tangent[Math.Max(0, column - 2)] = column < 2 ? 0 : 1;
            Objectives.HandComplicatedJvp(o.Theta, o.Us, o.Model, o.Correspondences, o.Points, error, tangent, us, along);
            us.AsSpan().Clear();
            for (int row = 0; row < rows; row++)
            {
                actual[(row * columns) + column] = along[row];
            }
        }

        AssertClose(expected, actual);
    }

    private static (double Value, double[] Gradient) Gmm(GmmInput o)
    {
        double[] alphas = new double[o.Alphas.Length], means = new double[o.Means.Length], icf = new double[o.Icf.Length];
        double value = Objectives.GmmGradient(o.D, o.K, o.N, o.Alphas, o.Means, o.Icf, o.X, o.WishartGamma, o.WishartM, alphas, means, icf);
        Assert.Equal(Objectives.Gmm(o.D, o.K, o.N, o.Alphas, o.Means, o.Icf, o.X, o.WishartGamma, o.WishartM), value);
        return (value, [.. alphas, .. means, .. icf]);
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * scale, FormattableString.Invariant($"[{i}]: expected {expected[i]:R}, got {actual[i]:R}"));
        }
    }

    private static JsonDocument Expected() => JsonDocument.Parse(File.ReadAllText(AdBenchFactAttribute.Path("expected.json")));

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(static number => number.GetDouble())];

    /// <summary>The numbers of a file of names and numbers.</summary>
    private static double[] Reference(string name) =>
        [.. File.ReadLines(AdBenchFactAttribute.Path("reference", name)).Select(static line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture))];
}
