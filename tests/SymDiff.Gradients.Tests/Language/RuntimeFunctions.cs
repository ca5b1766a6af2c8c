namespace SymDiff.Gradients.Tests.Language;

/// <summary>Functions of the runtime inside marked methods: by their rules, by contract, in loops.</summary>
internal static partial class RuntimeFunctions
{
    [Differentiable(Both)]
    public static double Smooth(double x, double y)
    {
        double a = Functions.Gelu(x) + Functions.GeluTanh(y) + Functions.Mish(x - y);
        double b = Functions.Erf(x) * Functions.Erfc(y) + Functions.ErfInv(0.5 * Functions.Erf(y));
        double c = Functions.LogCosh(a) + Functions.Sinc(x * y) + Functions.LogAddExp(a, b);
        return c + Functions.XLogY(Functions.Square(x), Functions.Softplus(y)) + Functions.BinaryCrossEntropyWithLogits(b, 0.25)
            + Functions.NormalCdf(x) * Functions.NormalPdf(y) + Functions.Huber(x, Functions.Square(y)) + Functions.Elu(x, y);
    }

    [Differentiable(Both)]
    public static double Gammas(double x, double y) =>
        Functions.LGamma(x) + (Functions.Digamma(y) * Functions.Trigamma(x)) + (0.1 * Functions.PolyGamma(2, y)) - Functions.PolyGamma(3, x + y);

    [Differentiable(Both)]
    public static double Spans(double[] x)
    {
        double[] sorted = new double[x.Length];
        double[] products = new double[x.Length];
        double[] direction = new double[x.Length];
        Functions.Sort(x, sorted);
        Functions.CumProd(sorted, products);
        Functions.Normalize(products, 1e-12, direction);
        return Functions.Dot(direction, x) + Functions.Norm(x) + (Functions.Median(x) * Functions.Quantile(x, 0.3));
    }

    /// <summary>Half the squared distance of a Gaussian process: log det A + bᵀ A⁻¹ b with a kernel matrix A.</summary>
    [Differentiable(Both)]
    public static double Likelihood(double[] x)
    {
        int n = x.Length;
        double[] kernel = new double[n * n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                kernel[(i * n) + j] = Functions.Gaussian(x[i] - x[j]) + (i == j ? 0.1 : 0);
            }
        }

        Functions.Solve(kernel, x, weights);
        return Functions.LogDet(kernel, n) + Functions.Dot(x, weights) + Functions.Det(kernel, n);
    }
}
