namespace SymDiff.Generator.Tests.RandomPrograms;

internal static partial class NastyPrograms
{
    // Generic methods in place, whose type parameters stand for something else at every call, and structs that are taken apart.
    private static string[] Generics =>
    [
        """
        type parameters that trade places
        private static U Mixed<T, U>(T x, U y) where T : System.Numerics.IFloatingPointIeee754<T> where U : System.Numerics.IFloatingPointIeee754<U> => U.CreateChecked(x * T.CreateChecked(y)) + y;
        private static T Twice<T, U>(T x, U y) where T : System.Numerics.IFloatingPointIeee754<T> where U : System.Numerics.IFloatingPointIeee754<U> => Mixed<U, T>(y, x) * T.CreateChecked(Mixed(x, y));
        [D] public static double F(double x, float y) => Twice(x, y) + Mixed(y, x) * Twice(y, x) + Twice<double, double>(x, x);
        """,
        """
        generic helper over one buffer under two names
        private static void Blend<T>(Span<T> a, ReadOnlySpan<T> b, int n) where T : System.Numerics.IFloatingPointIeee754<T>
        {
            for (int i = 1; i < n; i++) { a[i] += T.Sin(b[i - 1]) * b[(i + 1) % b.Length]; }
        }
        [D] public static double F(double[] x, int n)
        {
            Blend<double>(x, x, n + 1);
            double[] y = [.. x];
            Blend<double>(y, x, n + 1);
            Blend<double>(x, y.AsSpan(1), 3);
            return x[0] * x[1] + y[2] * x[2];
        }
        """,
        """
        function that a generic helper is given writes what it captured
        private static T Fold<T>(ReadOnlySpan<T> x, Func<T, T, T> f, int n) where T : System.Numerics.IFloatingPointIeee754<T>
        {
            T sum = T.One;
            T Next(T one) { sum = f(sum, one); return sum; }
            for (int i = 0; i < n; i++) { if (Next(x[i]) > T.CreateChecked(3)) { return sum * sum; } }
            return sum;
        }
        [D] public static double F(double[] x, int n)
        {
            double last = 0;
            double all = Fold<double>(x, (s, e) => { last += e * s; return 0.5 * s + e * last; }, n + 1);
            return all * last;
        }
        """,
        """
        members of a generic type of numbers
        internal static class Ring<T> where T : System.Numerics.IFloatingPointIeee754<T>
        {
            internal static readonly T Third = T.One / T.CreateChecked(3);
            internal static T Root(T x) => T.Cbrt(x * x + Third);
            internal static T Of<U>(T x, U y) where U : System.Numerics.IFloatingPointIeee754<U> => Root(x) * T.CreateChecked(Ring<U>.Root(y)) + Inner.Shift(x);
            internal static class Inner { internal static T Shift(T x) => x - Third * x * x; }
        }
        [D] public static double F(double x, float y) => Ring<double>.Of(x, y) + Ring<float>.Of(y, x) * x;
        """,
        """
        generic helper that calls itself | SD3001
        private static T Power<T>(T x, int n) where T : System.Numerics.IFloatingPointIeee754<T> => n == 0 ? T.One : x * Power(x, n - 1);
        [D] public static double F(double x, int n) => Power(x, n);
        """,
        """
        generic helper that returns one of two arrays | SD2007
        private static T[] Either<T>(T[] x, T[] y, bool first) where T : System.Numerics.IFloatingPointIeee754<T> { if (first) { return x; } return y; }
        [D] public static double F(double[] x, double[] y, int n) { double[] z = Either(x, y, n > 0); z[0] *= 2; return x[0] * y[1]; }
        """,
        """
        marked generic method that recurs and a helper of it
        [D] internal static T Series<T>(T x, int n) where T : System.Numerics.IFloatingPointIeee754<T> => n == 0 ? T.One : Term(x, n) + Series(x, n - 1) * x;
        private static T Term<T>(T x, int n) where T : System.Numerics.IFloatingPointIeee754<T> => T.Exp(-x * x / T.CreateChecked(n));
        [D] public static double F(double x, float y, int n) => Series(x, n) * Series(y, 2);
        """,
        """
        taken apart in a loop that leaves early
        internal readonly record struct Pair(double A, double B)
        {
            public Pair Next => new(Math.Sin(A) + B, 0.5 * B * A);
        }
        [D] public static double F(double[] x, int n)
        {
            var p = new Pair(x[0], x[1]);
            double sum = 0;
            for (int i = 0; i <= n; i++)
            {
                var (a, b) = p;
                if (p is (> 1.5, var far) { Next: (< 2, _) } q) { sum += far * q.A; break; }
                (double u, (double v, sum)) = (a * b, new Pair(b, sum + a));
                p = p.Next with { B = u + v };
            }
            return sum * p.A + p.B;
        }
        """,
        """
        patterns run code only where those before them match
        internal readonly record struct Signed(double X, double Y)
        {
            public double Root => X < 0 ? throw new InvalidOperationException("negative") : Math.Sqrt(X + 1);
        }
        internal struct Split
        {
            public double X;
            public readonly void Deconstruct(out double low, out double high) { if (X < 0) { throw new InvalidOperationException("split"); } low = X * X; high = 1 + X; }
        }
        [D] public static double F(double x, double y)
        {
            var s = new Signed(x, y);
            var t = (x, new Split { X = x });
            double value = s is ( >= 0, _) { Root: > 1.1 and var root } ? root * y : x * y;
            if (t is ( >= 0, (var low, var high))) { value += low * high; }
            return value + (s is { X: >= 0, Root: var second } ? second * x : y);
        }
        """,
        """
        Deconstruct that writes its struct writes a copy
        internal struct Counter
        {
            public double X;
            public int N;
            public void Deconstruct(out double x, out int n) { N++; X *= 2; (x, n) = (X, N); }
        }
        [D] public static double F(double x, double y)
        {
            var c = new Counter { X = x };
            (double a, int n) = c;
            (a, _) = new Counter { X = a * y, N = n };
            return a * c.X * (c.N + n);
        }
        """,
    ];
}
