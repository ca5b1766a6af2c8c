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
            (int a, int b, int c) = (2, 2, 3);
            (double p, double q, double r) = (1.5, 1.5, 2.5);
            (bool t, bool u) = (true, false);
            (char h, char k) = ('h', 'k');
            (long m, long o) = (default, 1);
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
            if (m < o) { s *= 1.25; }
            if (m > o) { s *= y; }
            if (o > -2) { s += 2 switch { < 2 => x, <= 2 => y, _ => x * y }; }
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
        """
        overloads of the library's methods on buffers
        [D] public static double F(double[] x, double y)
        {
            double[] e = Array.Empty<double>();
            double s = e.Length * y + x.AsSpan().Length * y + x.GetLength(0) * x[0];
            var a = new double[7];
            Array.Fill(a, x[0]);
            a.AsSpan(5).Fill(y);
            x.CopyTo(a, 1);
            Span<double> v = a.AsSpan(1, 3), w = a.AsSpan(2), r = a.AsSpan(1..4), z = v.Slice(1), q = w.Slice(1, 2);
            v[0] *= y; w[0] += v[0] * x[1]; r[2] *= 2;
            s += z[0] * q[1] + w[1] * r[0];
            double[] t = w.ToArray();
            t[0] *= t[1];
            x.AsSpan(0, 2).CopyTo(a.AsSpan(3));
            Array.Copy(t, x, 2);
            s = s * a[4] + x[1] * a[3];
            Array.Clear(t);
            z.Clear();
            int[] k = new int[4];
            Array.Fill(k, 3);
            k[1] = 2;
            k.AsSpan(1).CopyTo(k);
            k.AsSpan(2, 1).Clear();
            for (int i = 0; i < k.Length; i++) { s += (k[i] + i) * x[i] + t[i] + a[i]; }
            return s;
        }
        """,
        """
        comparisons of numbers that are no floating-point numbers
        [D] public static double F(double x, double y, int n)
        {
            decimal a = n, b = 2, c = n - 1;
            double s = x * y;
            if (a < b) { s += x; }
            if (a <= b) { s += 3 * x; }
            if (a > b) { s += 5 * x; }
            if (a >= b) { s += 7 * x; }
            if (a == b) { s += 11 * x; }
            if (a != b) { s += 13 * x; }
            if (a < n) { s += y; }
            if (a <= n) { s += 3 * y; }
            if (a > n) { s += 5 * y; }
            if (a >= n) { s += 7 * y; }
            if (a == n) { s += 11 * y; }
            if (a != n) { s += 13 * y; }
            if (c < a) { s += 0.5 * x; }
            if (c <= a) { s += 0.25 * x; }
            if (a > c) { s += 0.125 * x; }
            if (a >= c) { s += 0.0625 * x; }
            return s;
        }
        """,
        """
        switches whose default comes first, alone or not at all
        [D] public static double F(double x, double y, int n)
        {
            double s = x;
            for (int i = 0; i < 4; i++)
            {
                switch (i + n % 2) { default: s *= y; break; case 1: s += x * i; break; case 2: s = s * s + i; break; }
                switch (i) { case 0: s += y; break; case 2: s *= 1.5; break; }
                switch (i) { default: s += 0.25 * y; break; }
                switch (i) { default: s += y * x; goto case 2; case 1: s *= 0.5; break; case 2: s -= x; break; }
                switch (i) { case 3: s *= x; goto case 0; case 0: s += 0.125 * x; break; }
            }
            return s;
        }
        """,
        """
        loops over tuples and arrays of other things
        private static readonly (int From, double Weight)[] Edges = [(0, 0.5), (2, -1.5), (1, 0.25)];
        private static readonly string[] Words = ["a", "bcd", ""];
        private static readonly bool[] Flags = [true, false, true];
        [D] public static double F(double[] x, double y)
        {
            double s = y;
            foreach ((int from, double weight) in Edges) { s += weight * x[from] * s; }
            foreach ((int From, double Weight) edge in Edges) { s += edge.Weight * x[edge.From]; }
            foreach (string word in Words) { s = s * 0.5 + word.Length * x[1]; }
            foreach (bool flag in Flags) { s = flag ? s * y : s + x[0]; }
            return s;
        }
        """,
        """
        choice between memory that may be written and memory that may not
        [D] public static double F(ReadOnlySpan<double> x, double y, int n)
        {
            double[] a = [y, x[0] * y];
            ReadOnlySpan<double> v = n % 2 == 0 ? x : a;
            ReadOnlySpan<double> w = n % 3 == 0 ? a : x;
            ReadOnlySpan<double> u = y > 0.5 ? a : x;
            return v[0] * w[1] + u[0] * u[1];
        }
        """,
        """
        tests of literals
        [D] public static double F(double x, double y)
        {
            double s = x * y;
            s += 2 switch { < 2 => x, <= 2 => y, _ => 0.5 * x };
            s += 2 switch { > 2 => 2 * x, >= 2 => 3 * y, _ => x };
            s += 3 switch { < 2 => 4 * x, <= 2 => 5 * y, 3 => 6 * x * y, _ => x };
            s += 3 switch { not 3 => 7 * x, _ => 8 * y };
            s += 1 switch { > 2 => x, >= 2 => y, _ => x * x };
            s += 1 switch { not 2 => x * x, _ => 0.25 };
            s += 1.5 switch { < 1.5 => x, <= 1.5 => 2 * y, _ => 0.5 * x };
            s += 1.5 switch { > 1.5 => 2 * x, >= 1.5 => 4 * y, _ => x };
            s += 2.5 switch { < 1.5 => 4 * x, <= 1.5 => 5 * y, 2.5 => y * y, _ => x };
            s += 0.5 switch { > 1.5 => x, >= 1.5 => y, _ => x * x * y };
            s += 0.5 switch { not 1.5 => x * x * y, _ => 0.25 };
            s += true switch { false => x, _ => y };
            s += 'h' switch { 'k' => x, 'h' => 3 * y, _ => 1 };
            return s;
        }
        """,
    ];
}
