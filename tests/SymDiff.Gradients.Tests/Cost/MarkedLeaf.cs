namespace SymDiff.Gradients.Tests.Cost;

/// <summary>The same question asked of a leaf that SymDiff differentiates itself, side effect and all.</summary>
internal static partial class MarkedLeaf
{
    [ThreadStatic]
    private static int evaluations;

    /// <summary>How often the leaf was evaluated on this thread.</summary>
    public static int Evaluations => evaluations;

    /// <summary>Starts counting.</summary>
    public static void Restart() => evaluations = 0;

    [Differentiable]
    public static double Leaf(double x)
    {
        evaluations++;
        return Math.Sin(x) * x;
    }

    [Differentiable]
    public static double Twice(double x) => Leaf(Leaf(x) + x);

    [Differentiable]
    public static double Recursive(double x, int n) => n == 0 ? x : Leaf(Recursive(x, n - 1)) + x;

    [Differentiable]
    public static double Loop(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            y = Leaf(y) + 0.5 * x;
        }

        return y;
    }
}
