namespace UnderTest_Program;

internal static partial class Program
{

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double F(ReadOnlySpan<double> data)
    {
        int trips = 0;
        while (trips < 3 && 1 > 2)
        {
                return 1;
        }
        return 1;
    }

    private static double Gain => 2;
}
