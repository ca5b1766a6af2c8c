namespace UnderTest_Program;

internal static partial class Program
{
    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double F(double x)
    {
        double sum = x;
        while (1 > 2)
        {
            sum *= x;
        }

        while (!(sum > 3) && 2 > 1)
        {
            sum += 1 + x * x;
        }

        bool known = sum > 2 || 2 > 1;
        return known ? sum * x : x;
    }
}
