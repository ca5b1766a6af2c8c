namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>What forward and reverse mode have to say about each other where many numbers come out.</summary>
internal sealed partial class ProgramCheck
{
    private const double ResultAdjoint = 0.75;

    // <w, J v> = <v, Jᵀ w>, where results are the returned number and whatever F leaves in buffers and references, written or
    // not: reverse mode transforms their adjoints as forward mode does their tangents.
    private void Transposed(ProgramPoint point, double largest)
    {
        var random = new Random(point.Dimension);
        double[] v = [.. Enumerable.Range(0, point.Dimension).Select(_ => Next())];
        object[] tangents = point.Laid(v), adjoints = [.. point.Laid(null), ResultAdjoint];
        for (int i = 0; i < entry.Parameters.Count; i++)
        {
            if (entry.Parameters[i].IsResult)
            {
                adjoints[i] = adjoints[i] switch
                {
                    double[] x => x.Select(_ => Next()).ToArray(),
                    float[] x => x.Select(_ => (float)Next()).ToArray(),
                    float => (float)Next(),
                    _ => Next(),
                };
            }
        }

        object[] w = [.. adjoints.Select(static adjoint => adjoint is Array array ? array.Clone() : adjoint)];
        double[] forward = tangent(point.Fresh(), tangents);
        double[] returned = joint(point.Fresh(), adjoints);
        double[] left = [ResultAdjoint * forward[1], .. entry.Parameters.SelectMany((parameter, i) => parameter.IsResult ? Products(w[i], tangents[i]) : [])];
        double[] right = [.. v.Zip(point.Collect(adjoints, returned), static (x, y) => x * y)];
        double difference = left.Sum() - right.Sum();
        double scale = left.Concat(right).Append(largest).Sum(Math.Abs);
        if (double.IsFinite(scale) && !(Math.Abs(difference) <= (singles ? 1e-4 : 1e-12) * Math.Max(scale, singles ? 1 : 1e-3)))
        {
            Fault("reverse is not the transpose of forward", $"forward {Show([left.Sum()])}, reverse {Show([right.Sum()])}");
        }

        double Next() => (float)((2 * random.NextDouble()) - 1);
    }

    private static IEnumerable<double> Products(object left, object right) => (left, right) switch
    {
        (double[] x, double[] y) => x.Zip(y, static (a, b) => a * b),
        (float[] x, float[] y) => x.Zip(y, static (a, b) => (double)a * b),
        (float x, float y) => [(double)x * y],
        _ => [(double)left * (double)right],
    };
}
