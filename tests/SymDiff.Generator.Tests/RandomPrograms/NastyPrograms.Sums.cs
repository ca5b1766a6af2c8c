namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Loops whose rounds meet only in sums, and loops that only look so.</summary>
internal static partial class NastyPrograms
{
    private static string[] Sums =>
    [
        """
        rounds with an array of their own, one from outside that each fills, and a sum that a parameter scales
        [D] public static double F(double[] x, double[] w, double k)
        {
            double[] t = new double[w.Length];
            double s = 0, c = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double[] own = new double[2];
                own[0] = x[i] * k; own[1] = own[0] + x[0];
                for (int j = 0; j < t.Length; j++) { t[j] = Math.Sin(w[j] * own[1]); t[j] += own[0] * t[j]; }
                for (int j = 0; j < t.Length; j++) { s += t[j] * t[(j + 1) % t.Length]; }
                c += k * x[i];
            }
            return k * s + c * 3 + k;
        }
        """,
        """
        an array that rounds fill but for the last element
        [D] public static double F(double[] x)
        {
            double[] t = new double[x.Length];
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < t.Length - 1; j++) { t[j] = x[j] * x[i]; }
                for (int j = 0; j < t.Length; j++) { s += t[j] * t[j]; }
                t[t.Length - 1] = x[i];
            }
            return s;
        }
        """,
        """
        an array that rounds fill from the second element, as far as another length goes, and backwards
        [D] public static double F(double[] x, double[] y)
        {
            double[] a = new double[x.Length], b = new double[x.Length], c = new double[x.Length];
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 1; j < a.Length; j++) { a[j] = x[j] * x[i]; }
                for (int j = 0; j < y.Length && j < b.Length; j++) { b[j] = y[j] * x[i]; }
                for (int j = c.Length - 1; j >= 0; j--) { c[j] = x[i] + x[j]; }
                for (int j = 0; j < a.Length; j++) { s += a[j] * b[j] * c[j]; }
                a[0] = s * 0.1; b[b.Length - 1] += x[i]; c[0] = x[i] * a[0];
            }
            return s;
        }
        """,
        """
        an array that only some rounds fill
        [D] public static double F(double[] x)
        {
            double[] t = new double[2];
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] > 0.5) { for (int j = 0; j < t.Length; j++) { t[j] = x[i] * (j + 1); } }
                s += t[0] * t[1] * x[i];
            }
            return s;
        }
        """,
        """
        an element that a round reads before it fills the array, and while it does
        [D] public static double F(double[] x)
        {
            double[] t = new double[x.Length], u = new double[x.Length];
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                s += t[i] * x[i];
                for (int j = 0; j < t.Length; j++) { t[j] = x[j] * x[i]; }
                for (int j = 0; j < u.Length; j++) { u[j] = t[j] + u[0] * u[u.Length - 1 - j]; }
                s += u[1] * 0.1;
            }
            return s;
        }
        """,
        """
        what the last round leaves in an array
        [D] public static double F(double[] x)
        {
            double[] t = new double[x.Length];
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < t.Length; j++) { t[j] = x[j] * x[i]; }
                s += t[0] * t[i];
            }
            return s + t[0] * t[x.Length - 1];
        }
        """,
        """
        elements that are overwritten behind the loop, and in it
        [D] public static double F(double[] x, double[] y)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++) { s += x[i] * x[0]; }
            x[0] = s * x[1];
            for (int i = 0; i < y.Length; i++) { y[i] = y[i] * x[0]; s += y[i] * y[i]; }
            return s * y[0] + x[0];
        }
        """,
        """
        adjoints that begin with what the sum comes to
        [D] public static double F(double[] x, double k)
        {
            double s = 0, q = 0;
            for (int i = 0; i < x.Length; i++) { s += Math.Exp(x[i] * k); }
            double mean = s / x.Length;
            for (int i = 0; i < x.Length; i++) { double e = x[i] - mean; q += e * e * k; }
            return Math.Log(s) + Math.Sqrt(q + 1) * k;
        }
        """,
        """
        state that is no sum beside one that is
        [D] public static double F(double[] x, double k)
        {
            double s = 0, decayed = 0, most = x[0], before = k, alternating = 0;
            for (int i = 0; i < x.Length; i++)
            {
                s += x[i] * k;
                decayed = decayed * 0.5 + x[i];
                most = Math.Max(most, x[i]);
                s += before * x[i];
                before = x[i];
                alternating = x[i] * x[i] - alternating;
            }
            return s + decayed * most + alternating;
        }
        """,
        """
        sums that branches and inner loops add to, one of which is weighed by another
        [D] public static double F(double[] x, double a, double b)
        {
            double s = 0, n = 1, c = 2;
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] > 0.3) { s += a * x[i]; } else { s -= b * x[i]; c += 1; }
                for (int j = 0; j < i; j++) { if (j % 2 == 0) { s += a * b * x[j]; } }
                s += n * x[i];
                n += 2;
            }
            return s * c;
        }
        """,
        """
        sums of sums: one loop reads what another has summed up, a third weighs both
        [D] public static double F(double[] x, double[] y)
        {
            double s = 0, p = 0, q = 0;
            for (int i = 0; i < x.Length; i++) { s += x[i] * x[i]; }
            for (int i = 0; i < y.Length; i++) { p += y[i] * s; q += p * y[i]; }
            for (int i = 0; i < x.Length; i++) { q += x[i] * (s + p); }
            return q;
        }
        """,
        """
        calls in rounds, with arrays that they read and write
        [D] internal static double Term(double[] w, double x, double[] scratch) { scratch[0] = w[0] * x; scratch[1] += Math.Tanh(scratch[0] + w[1]); return scratch[1] * w[1]; }
        [D] internal static double Pure(double[] w, double x) => Math.Tanh(w[0] * x) * w[1];
        [D] public static double F(double[] w, double[] x)
        {
            double[] scratch = new double[2], other = new double[2];
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < scratch.Length; j++) { scratch[j] = x[i]; }
                s += Term(w, x[i], scratch) + Pure(w, x[i]);
            }
            for (int i = 0; i < x.Length; i++) { s += Term(w, x[i], other); }
            return s * 0.5;
        }
        """,
        """
        calls that take a reference in rounds, to what the next round goes on with and to what it does not
        [D] internal static double Step(ref double state, double x) { state = state * 0.5 + x; return state * x; }
        [D] public static double F(double[] x, double k)
        {
            double s = 0, state = k;
            for (int i = 0; i < x.Length; i++) { s += Step(ref state, x[i]); }
            for (int i = 0; i < x.Length; i++) { double own = k; s += Step(ref own, x[i]) * own; }
            for (int i = 0; i < x.Length; i++) { double last = x[i]; Step(ref last, k); s += last; }
            return s;
        }
        """,
        """
        a list of constants that a call changes behind a read of it | SD3001
        private static readonly List<double> Listed = [1.5, 2, 3];
        [D] public static double F(double[] x)
        {
            double y = x[0] * x[1] * Listed[0];
            Listed.Reverse();
            double z = y * y * Listed[0];
            Listed.Reverse();
            return z * y;
        }
        """,
        """
        rounds that end in an exception half way
        [D] public static double F(double[] x, int[] at)
        {
            double s = 0;
            for (int i = 0; i < at.Length; i++) { s += x[at[i]] * x[i]; if (s > 1e6) { throw new InvalidOperationException("too much"); } }
            return s * 2;
        }
        """,
        """
        bounds of loops and integers that grow along with the index
        [D] public static double F(double[] x)
        {
            double s = 0;
            int at = 1, down = 7;
            long far = 3;
            for (int i = 2; i <= 5; i++) { s += x[at % x.Length] * Math.Sin(x[(int)(far % x.Length)]); at += 3; down -= 2; far += 5; }
            for (int i = 6; i > 1; i--) { s += x[(at + down + 100) % x.Length] * s * 0.01; at += 2; far -= 1; }
            for (long i = -2; i < 4; i++) { s = Math.Sin(s) * x[(down + 1000) % x.Length]; down -= 1; far += 2; }
            for (int i = 0; i < 9; i += 2) { s = Math.Cos(s + x[(at + i) % x.Length]) + far * 1e-3; at += 5; }
            return s;
        }
        """,
        """
        a window of a filled array, one that is chosen, and one that is filled through a window
        [D] public static double F(double[] x)
        {
            double[] t = new double[x.Length], u = new double[x.Length];
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                Span<double> whole = t, part = u.AsSpan(1);
                for (int j = 0; j < whole.Length; j++) { whole[j] = x[i] * x[j]; }
                for (int j = 0; j < part.Length; j++) { part[j] = x[i]; }
                Span<double> either = x[i] > 0.5 ? t : u;
                for (int j = 0; j < either.Length; j++) { s += either[j] * t[j]; }
                u[0] += x[i];
            }
            return s;
        }
        """,
    ];
}
