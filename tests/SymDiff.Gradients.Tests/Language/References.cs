namespace SymDiff.Gradients.Tests.Language;

/// <summary>Marked methods with <c>ref</c>, <c>out</c> and <c>in</c> parameters, tuples and instances.</summary>
internal static partial class References
{
    [Differentiable(Both)]
    public static double UsesAll(double x, double y)
    {
        double product = x;
        Multiply(ref product, y);
        Split(product, out double low, out double high);
        ref double bigger = ref high;
        bigger += low * x;
        return low * high + Norm(in product);
    }

    [Differentiable(Both)]
    public static void Multiply(ref double x, double y)
    {
        x *= y;
        x += Math.Sin(y);
    }

    [Differentiable(Both)]
    public static void Split(double x, out double low, out double high)
    {
        low = x / 3;
        high = x - low * low;
    }

    [Differentiable(Both)]
    public static double Norm(in double x) => Math.Sqrt(1 + x * x);

    [Differentiable(Both)]
    public static double RefIntoArray(double[] x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            Multiply(ref x[i], x[0]);
        }

        ref double last = ref x[^1];
        last *= last;
        return x[0] + x[1] * x[^1];
    }

    [Differentiable(Both)]
    public static double RefParameter(ref double x, double y)
    {
        x = x * x + y;
        return x * y;
    }

    [Differentiable(Both)]
    public static double Tuples(double x, double y)
    {
        (double sum, double product) = SumAndProduct(x, y);
        var swapped = (First: product, Second: sum);
        (x, y) = (swapped.Second, swapped.First);
        swapped.First += x;
        return x / y + swapped.First * SumAndProduct(y, x).Product;
    }

    [Differentiable(Both)]
    public static (double Sum, double Product) SumAndProduct(double x, double y) => (x + y, x * Math.Exp(y / 4));
}
