namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Calls: by contract, by reference, of local functions, and recursion.</summary>
internal static partial class NastyPrograms
{
    private static string[] Calls =>
    [
        """
        array changed between two calls
        [D] internal static double Energy(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i] * x[i] * x[0]; } return s; }
        [D] public static double F(double[] x)
        {
            double a = Energy(x);
            (x[0], x[1]) = (x[1], x[0] * a);
            double b = Energy(x.AsSpan(1));
            x[2] = b;
            return a * b + Energy(x);
        }
        """,
        """
        same array passed twice
        [D] internal static double Dot(ReadOnlySpan<double> a, double[] b) { double s = 0; for (int i = 0; i < a.Length; i++) { s += a[i] * b[i]; } return s; }
        [D] public static double F(double[] x) => Dot(x, x) * Dot(x.AsSpan(1), x) + Dot(x[..2], x);
        """,
        """
        ref argument used in the same expression
        [D] internal static double Bump(ref double a, double b) { a = a * b + 1; return a * a; }
        [D] public static double F(double x, double y)
        {
            double z = x;
            double r = z + Bump(ref z, z) * z + Bump(ref z, y + z);
            return r + z;
        }
        """,
        """
        ref to an element, its index changed by the other argument
        [D] internal static void Add(ref double a, double b) => a += a * b;
        [D] public static double F(double[] x)
        {
            int i = 0;
            Add(ref x[i], x[++i] * x[i]);
            Add(ref x[i++], x[i]);
            return x[0] * x[1] + x[2];
        }
        """,
        """
        out parameters into elements and discards
        [D] internal static bool Split(double x, out double low, out double high) { low = x * x; high = Math.Sin(low) + x; return x > 0; }
        [D] public static double F(double[] x)
        {
            double s = 0;
            if (Split(x[0], out x[1], out double h) && Split(h, out _, out x[2])) { s = h; }
            Split(x[2] * x[1], out s, out _);
            return s + x[1] + h;
        }
        """,
        """
        recursion that writes its array
        [D] internal static double R(Span<double> x, int n)
        {
            if (n == 0) { return x[0] * x[1]; }
            x[n % x.Length] = Math.Sin(x[0]) + x[n % x.Length] * 0.5;
            double before = x[1];
            double r = R(x, n - 1);
            x[0] += r * before;
            return r * 0.5 + x[0];
        }
        [D] public static double F(double[] x, int n) => R(x, n + 3) + x[0];
        """,
        """
        mutual recursion through ref
        [D] internal static void A(ref double x, double y, int n) { x *= y; if (n > 0) { B(ref x, x + y, n - 1); } }
        [D] internal static void B(ref double x, double y, int n) { double z = x; x = Math.Sin(x + y); if (n > 0) { A(ref x, z, n - 1); x += z; } }
        [D] public static double F(ref double x, double y, int n) { A(ref x, y, n + 2); return x * y; }
        """,
        """
        nested local functions capturing loop variables
        [D] public static double F(double[] x)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double w = x[i] * i;
                double Outer(double a)
                {
                    double Inner(double b) => b * w + x[i] * s;
                    w += a;
                    return Inner(a) + Inner(w);
                }
                s = Math.Tanh(s + Outer(s + 1)) + w;
            }
            return s;
        }
        """,
        """
        local functions that write what they capture
        [D] public static double F(double x, double y)
        {
            double total = 0; int calls = 0;
            void Add(double z) { total = total * 0.5 + z * x; calls++; }
            Add(y);
            x = x * x;
            Add(total + y);
            for (int i = 0; i < 3; i++) { Add(i * y); }
            return total * calls;
        }
        """,
        """
        lambda chosen by a condition is a constant lambda
        [D] public static double F(double x, double y)
        {
            Func<double, double> f = z => z * y;
            Func<double, double> g = z => f(z) + f(z * x);
            y = y + 1;
            return g(x) * f(y);
        }
        """,
        """
        tuple results, nested tuples and swaps
        [D] internal static ((double A, double B) P, double C) G(double x, double y) => ((x * y, x + y), x / (2 + y));
        [D] public static double F(double x, double y)
        {
            var r = G(x, y);
            ((double a, double b), double c) = G(r.C, r.P.A);
            (r.P.A, r.P.B, a) = (r.P.B * a, r.P.A, b);
            (x, (y, c)) = (c, (x, y));
            return r.P.A * a + r.P.B / (2 + b) + c * x - y;
        }
        """,
        """
        default values, named arguments and params
        [D] internal static double G(double x, double y = 2, int n = 1) => x * y + n;
        private static double Sum(params double[] xs) { double s = 0; foreach (double v in xs) { s += v * v; } return s; }
        [D] public static double F(double x, double y)
            => G(x) * G(y: x * y, x: y) + G(n: 3, x: Math.Sin(x)) + Sum(x, y, x * y);
        """,
        """
        callee that ignores, and callee that returns its argument
        [D] internal static double First(double x, double y) => x;
        [D] internal static double Zero(double x) => 0;
        [D] internal static void Nothing(double[] x) { }
        [D] public static double F(double[] x)
        {
            Nothing(x);
            return First(x[0] * x[1], x[2]) * First(x[3], x[3]) + Zero(x[2]);
        }
        """,
        """
        in parameters, seen to change through a reference
        private static double Read(in double a, ref double b) { b *= 2; return a * b; }
        [D] public static double F(double x, double y)
        {
            double z = x * y;
            double r = Read(in y, ref z);
            return r + z * z;
        }
        """,
        """
        early return in an inlined helper inside a loop
        private static double Step(double x, double y) { for (int k = 0; k < 4; k++) { x = x * y + 0.1; if (x > 1) { return Math.Log(x); } } return x * x; }
        [D] public static double F(double[] x)
        {
            double s = x[0];
            for (int i = 0; i < x.Length; i++) { s += Step(x[i], s) * (i % 2 == 0 ? Step(s, 0.5) : 1); }
            return s;
        }
        """,
        """
        recursion twice over, with a loop around the calls
        [D] internal static double R(double x, double y, int n)
        {
            if (n <= 0) { return Math.Sin(x) * y; }
            double s = 0;
            for (int i = 0; i < 2; i++) { s = R(x + s, y * 0.9, n - 1 - i) + x * i; }
            return s * y;
        }
        [D] public static double F(double x, double y, int n) => R(x, y, n + 1);
        """,
    ];
}
