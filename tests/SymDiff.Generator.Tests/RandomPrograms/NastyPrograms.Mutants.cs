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
        """
        arrays that each round passes on, the last one written twice
        [D] public static double F(double x, double y)
        {
            double[] a = [y], b = [1], c = [1];
            for (int i = 0; i < 5; i++) { a[0] = b[0]; b[0] = c[0]; c[0] = x * (i + 1); c[0] += x; }
            return a[0] * a[0];
        }
        """,
        """
        numbers that each round passes on against the order of their declaration
        [D] public static double F(double x, double y)
        {
            double t = x * x;
            double c = y, b = y, a = t;
            for (int i = 0; i < 4; i++) { a = b; b = c; c = c * y + i; }
            return a;
        }
        """,
        """
        numbers that each round passes on in the order of their declaration
        [D] public static double F(double x, double y)
        {
            double a = x, b = 1, c = 1;
            int i = 0;
            while (i < 4) { a = b * a; b = c; c = x * y; i++; }
            return a;
        }
        """,
        """
        tests of numbers that are known
        [D] public static double F(double x, double y, int n)
        {
            int a = 2, b = 2, c = 3;
            double p = 1.5, q = 1.5, r = 2.5;
            bool t = true, u = false;
            char h = 'h', k = 'k';
            long m = default;
            double s = x * y;
            if (a < b) { s += x; }
            if (a <= b) { s += 3 * x; }
            if (a > b) { s += 5 * x; }
            if (a >= b) { s += 7 * x; }
            if (a == b) { s += 11 * x; }
            if (a != b) { s += 13 * x; }
            if (c < b) { s += 0.5 * x; }
            if (c <= b) { s += 0.25 * x; }
            if (c > b) { s += 0.125 * x; }
            if (c >= b) { s += 0.0625 * x; }
            if (c == b) { s += 0.03125 * x; }
            if (c != b) { s += 0.015625 * x; }
            if (p < q) { s += y; }
            if (p <= q) { s += 3 * y; }
            if (p > q) { s += 5 * y; }
            if (p >= q) { s += 7 * y; }
            if (p == q) { s += 11 * y; }
            if (p != q) { s += 13 * y; }
            if (r < q) { s += 0.5 * y; }
            if (r <= q) { s += 0.25 * y; }
            if (r > q) { s += 0.125 * y; }
            if (r >= q) { s += 0.0625 * y; }
            if (r == q) { s += 0.03125 * y; }
            if (r != q) { s += 0.015625 * y; }
            if (h < k) { s *= 1.5; }
            if (h == k) { s *= x; }
            if (m < a) { s *= 1.25; }
            if (m > a) { s *= y; }
            if (!t) { s += x * x; }
            if (!u) { s += y * y; }
            if (t == u) { s *= x; }
            if (t != u) { s *= y; }
            if (t & x > 0.5) { s += x; }
            if (u | y > 0.5) { s += y; }
            if (x > 0.25 & u) { s *= 2; }
            if (y > 0.25 | t) { s *= 3; }
            if (n < a & t) { s += x * n; }
            return s;
        }
        """,
    ];
}
