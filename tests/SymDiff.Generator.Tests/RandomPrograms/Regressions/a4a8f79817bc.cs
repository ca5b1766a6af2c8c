namespace UnderTest_Program;

internal static partial class Program
{

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    internal static (double A, double B) G1(ReadOnlySpan<double> a)
    {
        double handle = 1;
            if (handle < handle)
            {
            }
            else
            {
                double xAdjoint = a[0];
            }
        return (1, 1.5);
    }

    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
    public static double F(in double a)
    {
        double handle = 1;
        double @ref = 1;
        double Twice()
        {
            double Within() => @ref;
            return 1;
        }
        const double gain = 2;
        double resultAdjoint = gain;
        handle = resultAdjoint;
        return 1;
    }
}
