namespace UnderTest_Program;

internal static partial class Program
{

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double F(double xAdjoint)
    {
        int bits = 3;
        double result = 1;
        result = bits <= 3 ? Diff.StopGradient(result) : result;
        return result;
    }
}
