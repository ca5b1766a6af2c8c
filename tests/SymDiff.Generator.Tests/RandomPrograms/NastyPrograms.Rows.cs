namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Innermost loops of one sweep that go along rows, eight rounds at a time, and loops that only look so.</summary>
internal static partial class NastyPrograms
{
    internal static string[] Rows =>
    [
        """
        rows in a loop whose rounds do not meet in sums, of every length
        [D] public static double F(double[] x, double[] w, int n)
        {
            double[] state = new double[x.Length];
            double s = 0;
            for (int t = 0; t < n + 2; t++)
            {
                for (int i = 0; i < x.Length - 4 * t; i++)
                {
                    double gate = 1 / (1 + x[i] * x[i]), change = x[i] * w[0] + state[i] * w[1];
                    state[i] = state[i] * gate + change * (1 - gate);
                }
                s = s * 0.5 + state[t] * state[0];
            }
            for (int i = 0; i < x.Length; i++) { s += state[i] * w[2]; }
            return s;
        }
        """,
        """
        windows on one array that overlap, read ahead of what is written and behind it
        [D] public static double F(double[] x, double k)
        {
            double[] t = new double[x.Length + 1];
            double s = 0;
            for (int r = 0; r < 2; r++)
            {
                Span<double> a = t.AsSpan(0, x.Length), b = t.AsSpan(1, x.Length);
                for (int i = 0; i < x.Length; i++) { a[i] = x[i] * k * x[i] * (1 - k) + b[i] * 0.5; }
                for (int i = 0; i < x.Length; i++) { b[i] = x[i] * k * x[i] * (1 - k) + a[i] * 0.5; }
                s = s * s + t[3] * t[t.Length - 1];
            }
            return s;
        }
        """,
        """
        windows on one array that lie end to end, and one that only may
        [D] public static double F(double[] x, int m)
        {
            int n = x.Length;
            double[] t = new double[3 * n];
            double s = 0;
            for (int r = 0; r < 2; r++)
            {
                Span<double> hidden = t.AsSpan(r * n, n), cell = t.AsSpan(r * n + n, n), other = t.AsSpan(m, n);
                for (int i = 0; i < n; i++)
                {
                    cell[i] = cell[i] * x[i] + hidden[i] * (1 - x[i]) + x[i] * x[i];
                    hidden[i] = cell[i] * cell[i] * x[i] + 1;
                }
                for (int i = 0; i < n; i++)
                {
                    other[i] = cell[i] * 0.3 + other[i] * x[i] * x[i];
                    cell[i] = other[i] * other[i] * x[i];
                }
                s = s * 0.25 + hidden[n - 1] * cell[0] + other[1];
            }
            return s;
        }
        """,
        """
        windows on one array that lie less than a window apart, and windows on windows
        [D] public static double F(double[] x, double k)
        {
            int n = x.Length, quarter = n / 4;
            double[] t = new double[3 * n];
            Span<double> later = t.AsSpan(3);
            double s = 0;
            for (int r = 0; r < 2; r++)
            {
                Span<double> a = t.AsSpan(r, n), b = t.AsSpan(r + quarter, n), c = later.Slice(r, n), d = t.AsSpan(r + n, n);
                for (int i = 0; i < n; i++) { a[i] = b[i] * 0.5 + x[i] * x[i] * k; b[i] = a[i] * x[i] + b[i] * k; }
                s += b[0] * b[1] + b[2] * b[n - 1];
                for (int i = 0; i < n; i++) { c[i] = d[i] * 0.5 + x[i] * x[i] * k; d[i] = c[i] * x[i] + d[i] * k; }
                s = s * 0.5 + a[n - 1] * b[0] + c[1] * d[n - 1];
            }
            return s;
        }
        """,
        """
        a recurrence along a row, up and down
        [D] public static double F(double[] x, double k)
        {
            double[] t = new double[x.Length];
            double s = 1;
            for (int r = 0; r < 2; r++)
            {
                for (int i = 1; i < t.Length; i++) { t[i] = t[i - 1] * k * (1 - k) + x[i] * x[i] * k; }
                for (int i = t.Length - 2; i >= 0; i--) { t[i] = t[i + 1] * k * (1 - k) + x[i] * x[i] * k; }
                s = s * t[0] + t[1];
            }
            return s;
        }
        """,
        """
        a row that goes down
        [D] public static double F(double[] x, double k)
        {
            double[] t = new double[x.Length];
            double s = 0;
            for (int r = 0; r < 3; r++)
            {
                for (int i = x.Length - 1; i >= 0; i--) { t[i] = t[i] * k + x[i] * x[i] * (x[i] - k) * (1 + k * x[i]); }
                s = s * 0.5 + t[r] * t[x.Length - 1 - r];
            }
            return s;
        }
        """,
        """
        elements that are overwritten, in branches and twice
        [D] public static double F(double[] x, double k)
        {
            double s = 0;
            for (int r = 0; r < 2; r++)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    double y = x[i] * k;
                    if (y > 0.3) { y = y * y - x[i] * 0.5; } else { y = y * 0.25 + k; }
                    x[i] = y * (1 + y);
                    x[i] = x[i] * k + x[i] * x[i] * 0.125;
                }
                s = s * 0.5 + x[r] * x[x.Length - 1];
            }
            return s;
        }
        """,
        """
        an exception behind what the first round has written
        [D] public static double F(double[] x, double[] t, double[] u, double[] w, int n)
        {
            double s = 0;
            for (int r = 0; r < 2; r++)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    t[i] = x[i] * x[i] * (1 - x[i]) * (2 + x[i]);
                    u[i] = x[i] * w[w.Length - 1 + n * (3 - n) * 30];
                }
                s = s * t[1] + u[2];
            }
            return s;
        }
        """,
        """
        an exception in a branch of a later round
        [D] public static double F(double[] x, double[] t, double[] w)
        {
            double s = 0;
            for (int r = 0; r < 2; r++)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    double y = x[i] * x[i] * (1 - x[i]);
                    if (x[i] > 1) { y *= w[w.Length]; }
                    t[i] = y * (2 + x[i]);
                }
                s = s * t[1] + t[2];
            }
            return s;
        }
        """,
        """
        a row that is too short for the last rounds, behind what the first have written
        [D] public static double F(double[] x, double[] t, int n)
        {
            double s = 0;
            for (int r = 0; r < 2; r++)
            {
                for (int i = 0; i < t.Length; i++) { t[i] = x[i + n * (3 - n)] * x[i] * (1 - x[i]) * (2 + x[i]); }
                s = s * t[1] + t[2];
            }
            return s;
        }
        """,
        """
        sums along a row in their order, the last rounds too, and zeros of either sign
        [D] public static double F(double[] x, double k)
        {
            double s = 0;
            for (int r = 0; r < 2; r++)
            {
                double sum = -0.0, difference = k;
                for (int i = 0; i < x.Length - r; i++)
                {
                    double a = x[i] * k, b = a * a - x[i], c = b * b + a * x[i], d = c * c * 0.01 + b, e = d * a + c * b, f = e * d * 0.1 - c;
                    sum += (f * f + e * d + c * b + a) * (f - 1) * (e + 2) * (d - 3) * (c + 4) * (b - 5) * (a + 6) * 1e-3;
                    difference -= (f + e) * (d + c) * (b + a) * (f - e) * (d - c) * 1e-2 + f * a + e * b + d * c;
                }
                double zero = -0.0;
                for (int i = 0; i < x.Length; i++)
                {
                    double a = Math.Abs(x[i]) + 1, b = a * a, c = b * a, d = c * b, e = d * a, f = e * b, g = f + e * d + c * b + a + d * d + e * e + f * f + g0(a);
                    zero += -(g * 0.0) * a * b * c;
                }
                s = s * 0.5 + sum * difference + Math.CopySign(1, zero) + zero * k;
            }
            return s;
            static double g0(double v) => v * v * v + v * v + v;
        }
        """,
        """
        a product with a matrix, by rows and by columns
        [D] public static double F(double[] x, double[] w)
        {
            int n = x.Length;
            double[] a = new double[n * n], y = new double[n], z = new double[n];
            for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { a[i * n + j] = x[i] * w[1] + x[j] * x[j] * w[2] - x[i] * x[j]; } }
            for (int i = 0; i < n; i++) { double sum = 0; for (int j = 0; j < n; j++) { sum += a[i * n + j] * x[j]; } y[i] = sum / n; }
            for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) { z[j] += a[i * n + j] * y[i] * w[0] + y[j] * w[0] * a[i * n + j]; } }
            double s = 0;
            for (int i = 0; i < n; i++) { s = s * 0.9 + z[i] * y[i]; }
            return s;
        }
        """,
        """
        neighbours in a row that is only read, from an index that is not zero
        [D] public static double F(double[] x, double k)
        {
            double[] t = new double[x.Length];
            double s = 0;
            for (int r = 0; r < 2; r++)
            {
                for (int i = 1; i < x.Length - 1; i++) { t[i] = (x[i - 1] - 2 * x[i] + x[i + 1]) * k + t[i] * x[i] * x[i - 1]; }
                for (int i = 1; i < x.Length - 1; i++) { t[i] = t[i] * x[i + 1] * k + x[i] * x[i + 1] * i; }
                s = s * t[1] + t[2] * t[x.Length - 2];
            }
            return s;
        }
        """,
        """
        an array and a window on it, in one loop
        [D] public static double F(double[] x, double k)
        {
            double[] t = new double[x.Length];
            double s = 0;
            for (int r = 0; r < 2; r++)
            {
                Span<double> all = t, part = t.AsSpan(2);
                for (int i = 0; i < part.Length; i++) { all[i] = x[i] * x[i] * k * (1 - x[i]) + all[i] * k; part[i] = part[i] * x[i] + all[i] * x[i] * k; }
                s = s * 0.5 + t[0] * t[t.Length - 1];
            }
            return s;
        }
        """,
    ];
}
