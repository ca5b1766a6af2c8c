namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Arrays, slices and references.</summary>
internal static partial class NastyPrograms
{
    private static string[] Memory =>
    [
        """
        ref local stays while the index changes
        [D] public static double F(double[] x)
        {
            int i = 1;
            ref double r = ref x[i];
            i = 2;
            r += x[i] * x[1];
            x[i] = r * r;
            r = ref x[i];
            i = 0;
            r *= x[i];
            x[2] -= r / 3;
            return x[1] * x[2] + r;
        }
        """,
        """
        conditional ref | SD2007
        [D] public static double F(double[] x, double y)
        {
            double z = y * y;
            ref double r = ref (x[0] > 0.5 ? ref x[1] : ref z);
            r += y;
            r *= r;
            return x[1] * z + y;
        }
        """,
        """
        slices that overlap
        [D] public static double F(Span<double> x)
        {
            Span<double> a = x[1..], b = x[..^1];
            for (int i = 0; i < a.Length; i++) { a[i] += b[i] * 0.5; b[i] *= a[i]; }
            return x[0] * x[^1] + a[0] * b[1];
        }
        """,
        """
        backward needs more scratch than forward, called twice
        [D] internal static double H(double[] x, double y)
        {
            double[] kept = [x[0] * y, x[1], y];
            double s = 0;
            for (int i = 0; i < 3; i++)
            {
                var local = new double[60];
                for (int j = 0; j < local.Length; j++) { local[j] = kept[i] + x[j % x.Length]; }
                for (int j = 0; j < local.Length; j++) { s += local[j] * kept[i]; }
            }
            return s;
        }
        [D] public static double F(double[] x, double y)
        {
            double[] tmp = [x[0], x[1] * y, x[2], x[3]];
            double a = H(tmp, y);
            double b = H(tmp, a * 1e-3);
            double c = H(tmp, b * 1e-5);
            return a + b * 0.1 + c + tmp[1];
        }
        """,
        """
        scratch of a callee in a loop
        [D] internal static double H(double[] x, double y)
        {
            double[] arr = [x[0] * y, 1, y, x[1]];
            double s = 0;
            for (int i = 0; i < 2; i++) { double[] t = [arr[0], y, s, x[2], x[3], y, y, y, y, y]; s += t[i] * t[2] + t[4] * arr[i]; }
            return s * arr[0];
        }
        [D] public static double F(double[] x, double y)
        {
            double s = y;
            double[] tmp = new double[4];
            for (int k = 0; k < 4; k++)
            {
                double[] inner = [s, x[k], y, tmp[k]];
                tmp[k] = Math.Tanh(H(inner, s) + H(x, tmp[0]));
                s = Math.Sin(s + H(tmp, y)) + inner[0] * inner[3];
            }
            return s + tmp[1];
        }
        """,
        """
        arrays change places | SD2007
        [D] public static double F(double[] x)
        {
            double[] a = new double[x.Length], b = new double[x.Length];
            for (int i = 0; i < x.Length; i++) { a[i] = x[i] * x[i]; }
            for (int t = 0; t < 3; t++)
            {
                for (int i = 0; i < x.Length; i++) { b[i] = a[(i + 1) % x.Length] * 0.5 + Math.Sin(a[i]); }
                (a, b) = (b, a);
            }
            return a[0] + a[1] * b[2];
        }
        """,
        """
        array handed on by assignment in a branch
        [D] public static double F(double[] x, int n)
        {
            double[] a = [x[0], x[1] * 2], b = [x[2], x[0] * x[1]];
            double[] c = n > 2 ? a : b;
            c[0] *= 3;
            c[1] += a[0];
            return a[0] * b[1] + c[0] * c[1];
        }
        """,
        """
        written twice, read between
        [D] public static double F(double[] x)
        {
            var y = new double[3];
            y[1] = x[0] * x[1];
            double s = y[1] * y[1];
            y[1] = x[2];
            s *= y[1];
            y[1] += s;
            x[1] = y[1] * s;
            return x[1] / (1 + y[1] * y[1]) + y[0];
        }
        """,
        """
        array declared in a loop keeps nothing of the round before
        [D] public static double F(double[] x)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double[] t = new double[2];
                s += t[0] * 5 + x[i];
                t[0] = x[i] * s;
                t[1] += t[0] * t[0];
                s = s * 0.5 + t[1];
            }
            return s;
        }
        """,
        """
        stackalloc, Fill, Clear and CopyTo
        [D] public static double F(double[] x, double y)
        {
            Span<double> a = stackalloc double[4];
            a.Fill(y * y);
            x.AsSpan(1, 2).CopyTo(a[1..]);
            a[0] *= a[1];
            x.AsSpan(0, 2).Clear();
            Span<double> b = stackalloc double[4];
            a.CopyTo(b);
            a[3] += b[0] * b[2];
            return a[3] + x[0] * 7 + x[1] + x[2] * b[1];
        }
        """,
        """
        foreach over an array that the body overwrites
        [D] public static double F(double[] x)
        {
            double s = 1; int i = 0;
            foreach (double e in x) { s += e * s; i++; if (i < x.Length) { x[i] *= s * 0.3; } }
            return s;
        }
        """,
        """
        permutation by an index table
        private static readonly int[] Order = [3, 1, 0, 2];
        private static readonly double[][] Unused = [[1]];
        [D] public static double F(double[] x)
        {
            double[] y = new double[4];
            for (int i = 0; i < 4; i++) { y[Order[i]] = x[i] * x[Order[Order[i]]]; }
            for (int i = 0; i < 4; i++) { int j = Order[i]; (y[i], y[j]) = (y[j] * x[i], y[i]); }
            return y[0] - 2 * y[1] + y[2] * y[3];
        }
        """,
        """
        prefix sums in place, from both ends
        [D] public static double F(Span<double> x)
        {
            for (int i = 1; i < x.Length; i++) { x[i] += x[i - 1] * x[i]; }
            for (int i = x.Length - 2; i >= 0; i--) { x[i] = Math.Tanh(x[i] - x[i + 1]); }
            int lo = 0, hi = x.Length - 1;
            while (lo < hi) { (x[lo], x[hi]) = (x[hi] * 0.5, x[lo]); lo++; hi--; }
            return x[0] * x[1] + x[^1];
        }
        """,
        """
        local integer array computed on the way
        [D] public static double F(double[] x)
        {
            int[] rank = new int[x.Length];
            for (int i = 0; i < x.Length; i++) { for (int j = 0; j < x.Length; j++) { if (x[j] < x[i]) { rank[i]++; } } }
            double s = 0;
            for (int i = 0; i < x.Length; i++) { s += (rank[i] + 1) * x[i] * x[rank[i]]; }
            return s;
        }
        """,
        """
        short arrays that are numbers: names for them, their lengths, reads in branches and loops, zeros
        [D] public static double F(double x, double y, int n)
        {
            double[] t = { x, y, x * y };
            Span<double> s = t;
            int k = s.Length;
            double sum = 0;
            s[0] = t[1] * s[2];
            for (int i = 0; i < n; i++) { sum += t[0] * s[1] + i * t[2]; }
            if (x > 0.5) { sum *= t[k - 3 + 1]; }
            t[2] = sum;
            double[] zero = new double[2], bits = new double[0];
            zero[1] = t[2] * zero[0] + k + bits.Length;
            return zero[1] * t[2] + zero[0] * x;
        }
        """,
        """
        short arrays that are none: written in branches and in loops, handed on, chosen, and an index that is not there
        [D] public static double F(double x, double y, int n)
        {
            double[] a = new double[2], b = new double[3], c = { x, y }, d = new double[2], e = { y, x, 1 };
            if (x > 0.5) { a[1] = x * y; }
            for (int i = 0; i < n; i++) { b[2] = b[2] * 0.5 + x; b[0] = i * y; }
            d[0] = G(c) + a[1];
            double[] chosen = y > 0.3 ? d : e;
            chosen[1] = x * x;
            double s = a[0] + b[2] * b[0] + c[1] * d[0] + e[1] * d[1];
            if (n == 2) { s += e[n + 1 - 1 + 1]; }
            return s;
        }
        private static double G(double[] v) { v[1] = v[0] * v[1]; return v[1]; }
        """,
        """
        a short array made anew in each round, and one whose literal index lies beyond it
        [D] public static double F(double[] x, int n)
        {
            double s = 1;
            for (int i = 0; i < x.Length; i++)
            {
                double[] pair = { x[i], s };
                pair[1] += pair[0] * pair[0];
                s = pair[1] * 0.5 + pair[0];
            }
            double[] last = new double[2];
            last[0] = s * s;
            x[0] = s;
            return n == 0 ? last[2] : last[0] * x[1] + last[1];
        }
        """,
    ];
}
