using SymDiff.Benchmarks.AdBench;

namespace SymDiff.Benchmarks.Ratios;

/// <summary>The objectives of ADBench as rows of the table.</summary>
internal static class AdBenchWorkloads
{
    // A value that nobody reads is not computed: a sum without a reader leaves a loop that counts.
    private static double Kept { get; set; }

    private const double Step = 1e-6;
    private const int BaColumns = 15;
    private const int HandParameters = 26;

    /// <summary>All of them, each made when it is asked for.</summary>
    /// <param name="data">The folder of the inputs.</param>
    public static IEnumerable<Func<Workload>> All(string data)
    {
        string folder = Path.Combine(data, "adbench");
        yield return () => Gmm("GMM d=10 K=25 n=1000", GmmInput.Load(Path.Combine(folder, "gmm", "1k", "gmm_d10_K25.txt")));
        yield return () => Gmm("GMM d=64 K=25 n=1000", GmmInput.Load(Path.Combine(folder, "gmm", "1k", "gmm_d64_K25.txt")));
        yield return () => Gmm("GMM d=10 K=25 n=1000, FastMath", GmmInput.Load(Path.Combine(folder, "gmm", "1k", "gmm_d10_K25.txt")), fast: true);
        yield return () => Gmm("GMM d=64 K=25 n=1000, FastMath", GmmInput.Load(Path.Combine(folder, "gmm", "1k", "gmm_d64_K25.txt")), fast: true);
        yield return () => Lstm(LstmInput.Load(Path.Combine(folder, "lstm", "lstm_l2_c1024.txt")), fast: false);
        yield return () => Lstm(LstmInput.Load(Path.Combine(folder, "lstm", "lstm_l2_c1024.txt")), fast: true);
        yield return () => Ba(BaInput.Load(Path.Combine(folder, "ba", "ba1_n49_m7776_p31843.txt")));
        yield return () => Hand(folder);
        yield return () => HandComplicated(folder);
        yield return () => Rosenbrock(1000);
        yield return () => Rosenbrock(1_000_000);
    }

    private static Workload Gmm(string name, GmmInput o, bool fast = false)
    {
        double[] alphas = new double[o.Alphas.Length], means = new double[o.Means.Length], icf = new double[o.Icf.Length];
        double Value() => Objectives.Gmm(o.D, o.K, o.N, o.Alphas, o.Means, o.Icf, o.X, o.WishartGamma, o.WishartM);
        return new Workload(
            name,
            () => Kept = Value(),
            fast
                ? () => Objectives.FastGmmGradient(o.D, o.K, o.N, o.Alphas, o.Means, o.Icf, o.X, o.WishartGamma, o.WishartM, alphas, means, icf)
                : () => Objectives.GmmGradient(o.D, o.K, o.N, o.Alphas, o.Means, o.Icf, o.X, o.WishartGamma, o.WishartM, alphas, means, icf),
            () => HandWritten.GmmGradient(o.D, o.K, o.N, o.Alphas, o.Means, o.Icf, o.X, o.WishartGamma, o.WishartM, alphas, means, icf),
            () => Difference(o.Means, Value),
            alphas.Length + means.Length + icf.Length);
    }

    private static Workload Lstm(LstmInput o, bool fast)
    {
        double[] main = new double[o.MainParams.Length], extra = new double[o.ExtraParams.Length];
        double Value() => Objectives.Lstm(o.L, o.C, o.B, o.MainParams, o.ExtraParams, o.State, o.Sequence);
        return new Workload(
            $"LSTM l={o.L} c={o.C}" + (fast ? ", FastMath" : ""),
            () => Kept = Value(),
            fast
                ? () => Objectives.FastLstmGradient(o.L, o.C, o.B, o.MainParams, o.ExtraParams, o.State, o.Sequence, main, extra)
                : () => Objectives.LstmGradient(o.L, o.C, o.B, o.MainParams, o.ExtraParams, o.State, o.Sequence, main, extra),
            () => HandWritten.LstmGradient(o.L, o.C, o.B, o.MainParams, o.ExtraParams, o.State, o.Sequence, main, extra),
            () => Difference(o.MainParams, Value),
            main.Length + extra.Length);
    }

    private const int BaBatch = 256;

    private static Workload Ba(BaInput o)
    {
        double[] errors = new double[2 * o.P], weightErrors = new double[o.P];
        double[] jacobians = new double[2 * BaColumns * o.P], weightDerivatives = new double[o.P];
        void Value() => Objectives.Ba(o.Cameras, o.Points, o.Weights, o.Observations, o.Features, errors, weightErrors);

        // As many observations at once as stay in the cache. The blocks of an observation: camera 22, point 6, weight 2.
        double[] cameras = new double[11 * BaBatch], points = new double[3 * BaBatch], unread = new double[4 * BaBatch];
        Span<double> OfCameras() => jacobians.AsSpan(0, 22 * o.P);
        Span<double> OfPoints() => jacobians.AsSpan(22 * o.P, 6 * o.P);
        Span<double> OfWeights() => jacobians.AsSpan(28 * o.P);
        void Generated()
        {
            for (int first = 0; first < o.P; first += BaBatch)
            {
                int count = Math.Min(BaBatch, o.P - first);
                for (int i = 0; i < count; i++)
                {
                    int observation = 2 * (first + i);
                    o.Cameras.AsSpan(11 * o.Observations[observation], 11).CopyTo(cameras.AsSpan(11 * i, 11));
                    o.Points.AsSpan(3 * o.Observations[observation + 1], 3).CopyTo(points.AsSpan(3 * i, 3));
                }

                Objectives.BaReprojectionJacobianBatch(
                    cameras.AsSpan(0, 11 * count),
                    points.AsSpan(0, 3 * count),
                    o.Weights.AsSpan(first, count),
                    o.Features.AsSpan(2 * first, 2 * count),
                    errors.AsSpan(2 * first, 2 * count),
                    count,
                    OfCameras().Slice(22 * first, 22 * count),
                    OfPoints().Slice(6 * first, 6 * count),
                    OfWeights().Slice(2 * first, 2 * count),
                    unread.AsSpan(0, 4 * count));
            }

            Objectives.BaWeightErrorGradientBatch(o.Weights, weightErrors, weightDerivatives);
        }

        return new Workload(
            $"BA, {o.P} observations, 2x15 Jacobian each",
            Value,
            Generated,
            () => HandWritten.BaJacobian(o.Cameras, o.Points, o.Weights, o.Observations, o.Features, errors, weightErrors, jacobians, weightDerivatives),
            () => Difference(o.Weights, () =>
            {
                Value();
                return errors[0];
            }),
            BaColumns);
    }

    private static Workload Hand(string folder)
    {
        string small = Path.Combine(folder, "hand", "simple_small");
        HandInput o = HandInput.Load(Path.Combine(small, "hand1_t26_c100.txt"), Path.Combine(small, "model"), complicated: false);
        double[] error = new double[o.Points.Length], units = Units(HandParameters);
        double[] jacobian = new double[error.Length * HandParameters];
        void Value() => Objectives.Hand(o.Theta, o.Model, o.Correspondences, o.Points, error);

        // A column of the Jacobian for each direction.
        void Generated() => Objectives.HandJvp(o.Theta, o.Model, o.Correspondences, o.Points, error, HandParameters, units, jacobian);

        return new Workload(
            "Hand, simple, 100 points, 26 tangents",
            Value,
            Generated,
            () => HandWritten.HandJacobian(o.Theta, o.Model, o.Correspondences, o.Points, error, jacobian),
            () => Difference(o.Theta, () =>
            {
                Value();
                return error[0];
            }),
            HandParameters);
    }

    private static Workload HandComplicated(string folder)
    {
        string small = Path.Combine(folder, "hand", "complicated_small");
        HandInput o = HandInput.Load(Path.Combine(small, "hand1_t26_c100.txt"), Path.Combine(small, "model"), complicated: true);
        const int Directions = HandParameters + 2;
        double[] error = new double[o.Points.Length], jacobian = new double[error.Length * Directions];
        void Value() => Objectives.HandComplicated(o.Theta, o.Us, o.Model, o.Correspondences, o.Points, error);

        // An error depends on the two coordinates of its own point only: all points share two directions, the first ones.
        double[] thetas = [.. new double[2 * HandParameters], .. Units(HandParameters)], us = new double[Directions * o.Us.Length];
        for (int i = 0; i < o.Us.Length; i++)
        {
            us[(i % 2 * o.Us.Length) + i] = 1;
        }

        void Generated() => Objectives.HandComplicatedJvp(o.Theta, o.Us, o.Model, o.Correspondences, o.Points, error, Directions, thetas, us, jacobian);

        return new Workload(
            "Hand, complicated, 100 points, 28 tangents",
            Value,
            Generated,
            () => HandWritten.HandComplicatedJacobian(o.Theta, o.Us, o.Model, o.Correspondences, o.Points, error, jacobian),
            () => Difference(o.Theta, () =>
            {
                Value();
                return error[0];
            }),
            Directions);
    }

    private static double[] Units(int count)
    {
        double[] units = new double[count * count];
        for (int i = 0; i < count; i++)
        {
            units[(i * count) + i] = 1;
        }

        return units;
    }

    private static Workload Rosenbrock(int n)
    {
        double[] x = [.. Enumerable.Range(0, n).Select(static i => 1 + 0.01 * (i % 7 - 3))], gradient = new double[n];
        double Value() => Objectives.Rosenbrock(x);
        return new Workload(
            FormattableString.Invariant($"Rosenbrock n={n:N0}"),
            () => Kept = Value(),
            () => Objectives.RosenbrockGradient(x, gradient),
            () => HandWritten.RosenbrockGradient(x, gradient),
            () => Difference(x, Value),
            n);
    }

    private static double Difference(double[] x, Func<double> value)
    {
        double kept = x[0];
        x[0] = kept + Step;
        double above = value();
        x[0] = kept - Step;
        double below = value();
        x[0] = kept;
        return (above - below) / (2 * Step);
    }
}
