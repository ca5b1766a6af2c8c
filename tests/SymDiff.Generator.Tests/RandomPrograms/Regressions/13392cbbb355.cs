namespace UnderTest_Program;

internal static partial class Program
{

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double F(double result)
    {
        double dx = 1;
        double dy = result;
        double s = dy;
        int steps = 0;
        while (true)
        {
            if (steps > 4)
            {
                break;
            }
            return 1;
        }
        (s, dx) = (1, s);
        double[,] weights2 = { { 1, dx, 1 } };
        return weights2[steps % 1, 2];
    }
}
