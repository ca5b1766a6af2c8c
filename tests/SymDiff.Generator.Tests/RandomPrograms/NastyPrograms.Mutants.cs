namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Programs that catch faults which were put into the compiler and which no other program showed.</summary>
internal static partial class NastyPrograms
{
    private static string[] Mutants =>
    [
        """
        Array.Copy between offsets
        [D] public static double F(double[] x, double y)
        {
            var a = new double[6];
            Array.Copy(x, 1, a, 2, 2);
            a[3] *= y;
            Array.Copy(a, 2, a, 3, 2);
            return a[2] * a[3] + y * a[4] - a[1];
        }
        """,
        """
        copy to a destination that is too short
        [D] public static double F(double[] x)
        {
            var small = new double[x.Length - 1];
            x[0] *= x[1];
            x.AsSpan().CopyTo(small);
            return small[0] * x[0];
        }
        """,
        """
        collection of spreads and elements
        [D] public static double F(double[] x, double y)
        {
            double[] a = [y, .. x, y * x[0], .. x[1..], x[1]];
            double s = 0;
            for (int i = 0; i < a.Length; i++) { s = 0.5 * s + a[i] * (i + 1); }
            return s * a[1];
        }
        """,
        """
        tuple literal as argument of a marked method
        [D] internal static double G((double A, double B) p, double c) => p.A * p.A * c + p.B / c;
        [D] public static double F(double x, double y) => G((x * y, y), 1 + x * x) * G((y, x), 2) + G((1, y), x * x + 1);
        """,
        """
        counter that goes through a local
        [D] public static double F(double x, double y, int n)
        {
            double s = x;
            int i = 1;
            while (i < 9)
            {
                int next = i + 3;
                s = s * y + Math.Sin(s * i);
                i = next;
            }
            return s;
        }
        """,
        """
        buffer chosen before a loop and changed in one around it
        [D] public static double F(double[] x, double y)
        {
            var a = new double[3];
            var b = new double[3];
            double[] c = a;
            double s = 0;
            for (int k = 0; k < 3; k++)
            {
                for (int i = 0; i < 3; i++) { c[i] += x[0] * y * (i + k + 1); s += c[i] * c[i]; }
                c = k == 0 ? b : a;
            }
            return s + a[0] * b[1];
        }
        """,
        """
        array that a callee makes and gives away
        [D] internal static double[] Made(double x, int n) { var a = new double[n]; for (int i = 0; i < n; i++) { a[i] = x * (i + 1); } return a; }
        [D] public static double F(double x, double y)
        {
            double[] p = Made(x, 3);
            double[] q = Made(y, 3);
            return p[0] * q[1] + p[2] * p[2] * q[2];
        }
        """,
        """
        cloned array from a callee
        internal static double[] Made(double x) => (double[])new double[] { x * x, x }.Clone();
        [D] public static double F(double x, double y) { double[] p = Made(x); double[] q = Made(y); q[0] *= x; return p[0] * q[1] + p[1] * q[0]; }
        """,
    ];
}
