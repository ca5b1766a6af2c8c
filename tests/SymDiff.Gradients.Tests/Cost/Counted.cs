namespace SymDiff.Gradients.Tests.Cost;

/// <summary>
/// Chains, recursion and loops around a leaf that counts how often it is evaluated. The leaf has a rule of its own, so
/// that evaluating it again is allowed and seen.
/// </summary>
internal static partial class Counted
{
    [ThreadStatic]
    private static int evaluations;

    /// <summary>How often the leaf was evaluated on this thread.</summary>
    public static int Evaluations => evaluations;

    /// <summary>Starts counting.</summary>
    public static void Restart() => evaluations = 0;

    public static double Leaf(double x)
    {
        evaluations++;
        return Math.Sin(x);
    }

    [DerivativeOf(typeof(Counted), nameof(Leaf))]
    public static double LeafDerivative(double x) => Math.Cos(x);

    [Differentiable] public static double Chain0(double x) => Leaf(x) * x;

    [Differentiable] public static double Chain1(double x) => Math.Exp(-Chain0(x) * x);

    [Differentiable] public static double Chain2(double x) => Math.Exp(-Chain1(x) * x);

    [Differentiable] public static double Chain3(double x) => Math.Exp(-Chain2(x) * x);

    [Differentiable] public static double Chain4(double x) => Math.Exp(-Chain3(x) * x);

    [Differentiable] public static double Chain5(double x) => Math.Exp(-Chain4(x) * x);

    [Differentiable] public static double Chain6(double x) => Math.Exp(-Chain5(x) * x);

    [Differentiable] public static double Chain7(double x) => Math.Exp(-Chain6(x) * x);

    [Differentiable] public static double Chain8(double x) => Math.Exp(-Chain7(x) * x);

    [Differentiable] public static double Chain9(double x) => Math.Exp(-Chain8(x) * x);

    [Differentiable] public static double Chain10(double x) => Math.Exp(-Chain9(x) * x);

    [Differentiable] public static double Chain11(double x) => Math.Exp(-Chain10(x) * x);

    [Differentiable] public static double Chain12(double x) => Math.Exp(-Chain11(x) * x);

    [Differentiable] public static double Chain13(double x) => Math.Exp(-Chain12(x) * x);

    [Differentiable] public static double Chain14(double x) => Math.Exp(-Chain13(x) * x);

    [Differentiable] public static double Chain15(double x) => Math.Exp(-Chain14(x) * x);

    [Differentiable] public static double Chain16(double x) => Math.Exp(-Chain15(x) * x);

    [Differentiable] public static double Chain17(double x) => Math.Exp(-Chain16(x) * x);

    [Differentiable] public static double Chain18(double x) => Math.Exp(-Chain17(x) * x);

    [Differentiable] public static double Chain19(double x) => Math.Exp(-Chain18(x) * x);

    [Differentiable] public static double Chain20(double x) => Math.Exp(-Chain19(x) * x);

    [Differentiable]
    public static double Recursive(double x, int n) => n == 0 ? Leaf(x) : Math.Cos(Recursive(x, n - 1)) * x;

    [Differentiable]
    public static double RecursiveWithLeaves(double x, int n)
    {
        if (n == 0)
        {
            return x;
        }

        double leaf = Leaf(x / n);
        return leaf * RecursiveWithLeaves(x * 0.999, n - 1) + leaf;
    }

    [Differentiable]
    public static double Ping(double x, int n) => n == 0 ? Leaf(x) : Leaf(Pong(x, n - 1));

    [Differentiable]
    public static double Pong(double x, int n) => n == 0 ? Leaf(x) : x * Ping(x, n - 1);

    [Differentiable]
    public static double Loop1(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            y = Leaf(y) * x + y;
        }

        return y;
    }

    [Differentiable]
    public static double Loop2(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            double row = y;
            for (int j = 0; j < n; j++)
            {
                row = Leaf(row + j) * y;
            }

            y = row + x / (i + 1);
        }

        return y;
    }

    [Differentiable]
    public static double Loop3(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double cell = y;
                int k = 0;
                while (k < n)
                {
                    cell = Leaf(cell * x) + k;
                    k++;
                }

                y = 0.5 * (cell + y);
            }
        }

        return y;
    }

    [Differentiable]
    public static double LoopOfCalls(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            y = Chain3(y) + RecursiveWithLeaves(y, 4);
        }

        return y;
    }
}
