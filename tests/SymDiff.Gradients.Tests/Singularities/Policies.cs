namespace SymDiff.Gradients.Tests.Singularities;

/// <summary>One function under each policy for singular points.</summary>
internal static partial class Policies
{
    [Differentiable(Both)]
    public static double Root(double x) => Math.Sqrt(x);

    [Differentiable(Both, Singular = Singular.Zero)]
    public static double RootZero(double x) => Math.Sqrt(x);

    [Differentiable(Both, Singular = Singular.Strict)]
    public static double RootStrict(double x) => Math.Sqrt(x);

    [Differentiable(Both)]
    public static double Angle(double y, double x) => Math.Atan2(y, x);

    [Differentiable(Both, Singular = Singular.Zero)]
    public static double AngleZero(double y, double x) => Math.Atan2(y, x);

    [Differentiable(Both, Singular = Singular.Strict)]
    public static double AngleStrict(double y, double x) => Math.Atan2(y, x);

    [Differentiable(Both, Singular = Singular.Strict)]
    public static double UnusedAngleStrict(double y, double x)
    {
        double angle = Math.Atan2(y, x);
        double length = Math.Sqrt(x * x + y * y);
        return length > 0 ? angle + length : length;
    }

    [Differentiable(Both)]
    public static double Vertical(double x, int which) => Touching(x, which);

    [Differentiable(Both, Singular = Singular.Zero)]
    public static double VerticalZero(double x, int which) => Touching(x, which);

    // Not marked: it is differentiated with its caller, under its caller's policy.
    private static double Touching(double x, int which) => which switch
    {
        0 => Math.Cbrt(x),
        1 => Math.Pow(x, 0.25),
        2 => double.RootN(x, 3),
        3 => -Math.Asin(x + 1),
        4 => Math.Acos(x - 1),
        5 => Math.Acosh(x + 1),
        6 => double.AsinPi(x - 1),
        _ => double.AcosPi(x + 1),
    };

    [Differentiable(Both, Singular = Singular.Zero)]
    public static double RootOfCubeZero(double x) => Math.Sqrt(x * x * x) + RootOf(x * x * x);

    [Differentiable(Both, Singular = Singular.Zero)]
    public static double CallsRoot(double x) => x + Root(x);

    private static double RootOf(double x) => Math.Sqrt(x);
}
