namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Names that emitted code might want for itself.</summary>
internal static partial class NastyPrograms
{
    private static string[] Names =>
    [
        """
        parameters called as emitted ones are
        [D] public static double F(double workspace, double value, double result, double resultAdjoint, double[] x, double[] dx) => workspace * value + result * resultAdjoint * x[0] * dx[1];
        """,
        """
        parameters called as others' derivatives are
        [D] public static double F(double x, double xGradient, double xAdjoint, double xTangent, double[] y, double[] yAdjoint, double[] yGradient, double[] yTangent)
            => x * xGradient + xAdjoint * xTangent * y[0] + yAdjoint[1] * yGradient[2] * yTangent[3];
        """,
        """
        parameters called as tuple members are
        [D] public static double F(double item1, double rest, double toString) => item1 * rest + toString;
        """,
        """
        names that differ in case only
        [D] public static double F(double x, double X, double dx, double dX) { double dx2 = x * X; double DX = dx2 * dx; return DX * dX + dx2; }
        """,
        """
        keywords as names
        [D] public static double F(double @class, double @for, double[] @in, double @double)
        {
            double @return = @class * @for;
            foreach (double @int in @in) { @return += @int * @double; double @ref = @return; @return = Math.Sin(@ref); }
            return @return;
        }
        """,
        """
        locals called as emitted ones are
        [D] public static double F(double[] x)
        {
            double workspace = 0, value = 1, level = 2, handle = 3, resultAdjoint = 4, trips = 0, mark = 0.5;
            for (int i = 0; i < x.Length; i++)
            {
                double element = x[i], product = element * value, difference = product - level, sum = difference + handle, test = sum * mark;
                value = Math.Tanh(test); workspace += value * element; level = value; handle *= 0.9; trips += sum;
            }
            return workspace + trips * resultAdjoint + level;
        }
        """,
        """
        methods called as emitted ones, other overloads
        private static double FHelper(double x) => x * x;
        private static double GForward(double x) => x + 1;
        [D] internal static double G(double x) => FHelper(x) * GForward(x);
        [D] internal static double G(float x, int n) => x * n;
        [D] internal static double G(double[] x) => x[0] * x[1];
        [D] public static double F(double x, double[] y, int n) => G(x) + G(y) * G((float)x, n);
        """,
        """
        types shadowed by members
        private const double Math = 3;
        private static double Workspace(double x) => x * 2;
        [D] public static double F(double x, double y)
        {
            double System = x * Math, Span = y, Guard = 2;
            return global::System.Math.Sin(System) * Span + Workspace(Guard * x);
        }
        """,
    ];
}
