namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Arrays that rounds fill anew, and what each round may still find in them.</summary>
internal static partial class NastyPrograms
{
    private static string[] Refills =>
    [
        """
        an array that each round fills anew by little work, and one that is filled from it
        [D] public static double F(double[] x, double[] w, int n)
        {
            double[] c = new double[x.Length], d = new double[c.Length];
            double s = 1;
            for (int t = 0; t < n + 2; t++)
            {
                for (int i = 0; i < c.Length; i++) { c[i] = x[i] - w[t % w.Length]; }
                for (int i = 0; i < d.Length; i++) { d[i] = c[i] * w[0]; }
                for (int i = 0; i < x.Length; i++) { s = s * 0.9 + c[i] * d[i] * s * 0.1 + Math.Sin(c[i]) * d[i]; }
            }
            return s * w[1];
        }
        """,
        """
        an array that the next round reads before it fills it
        [D] public static double F(double[] x, double k)
        {
            double[] c = new double[x.Length];
            double s = 1;
            for (int t = 0; t < 4; t++)
            {
                double before = c[1];
                for (int j = 0; j < x.Length; j++) { s += before * c[j] * 0.1; }
                for (int i = 0; i < c.Length; i++) { c[i] = x[i] * k + t; }
                for (int j = 0; j < x.Length; j++) { s += before * c[j] * s * 0.01; }
            }
            return s;
        }
        """,
        """
        numbers without a derivative that a round of sums finds as the round before left them
        [D] public static double F(double[] x, double[] w)
        {
            double[] c = new double[w.Length];
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double prior = c[1];
                s += prior * x[i];
                for (int k = 0; k < 2; k++)
                {
                    for (int j = 0; j < c.Length; j++) { c[j] = j * 0.5 - i - 3 * k; }
                    for (int j = 0; j < w.Length; j++) { s += c[j] * w[j] * x[i]; }
                }
            }
            return s;
        }
        """,
        """
        an array that is read behind the loop as the last round left it
        [D] public static double F(double[] x, double k)
        {
            double[] c = new double[x.Length];
            double s = 1;
            for (int t = 0; t < 3; t++)
            {
                for (int i = 0; i < c.Length; i++) { c[i] = x[i] * k - t; }
                for (int j = 0; j < c.Length; j++) { s = s * 0.8 + c[j] * c[j] * s * 0.05; }
            }
            for (int j = 0; j < c.Length; j++) { s += c[j] * c[j] * x[j]; }
            return s;
        }
        """,
        """
        an array with a second writer, which some rounds reach
        [D] public static double F(double[] x, double k, int n)
        {
            double[] c = new double[x.Length];
            double s = 1;
            for (int t = 0; t < 3; t++)
            {
                for (int i = 0; i < c.Length; i++) { c[i] = x[i] * k - t; }
                if (t == n % 2) { c[1] = s; }
                for (int j = 0; j < c.Length; j++) { s = s * 0.8 + c[j] * c[j] * s * 0.05; }
            }
            return s;
        }
        """,
        """
        windows on an array that each round fills, and an array that is filled through a window
        [D] public static double F(double[] x, double k)
        {
            double[] c = new double[x.Length], d = new double[x.Length];
            double s = 1;
            for (int t = 0; t < 3; t++)
            {
                for (int i = 0; i < c.Length; i++) { c[i] = x[i] * k - t; }
                Span<double> part = c.AsSpan(1), most = d.AsSpan(1);
                for (int i = 0; i < most.Length; i++) { most[i] = x[i] * k - t; }
                for (int j = 0; j < part.Length; j++) { s = s * 0.8 + part[j] * c[j] * s * 0.05 + most[j] * d[j]; }
                d[0] = s * 0.1;
            }
            return s;
        }
        """,
        """
        an array filled from what the round then overwrites
        [D] public static double F(double[] x, double k)
        {
            double[] c = new double[x.Length];
            double s = 1;
            for (int t = 0; t < 3; t++)
            {
                for (int i = 0; i < c.Length; i++) { c[i] = x[i] * k; }
                for (int j = 0; j < c.Length; j++) { s = s * 0.8 + c[j] * c[j] * s * 0.05; }
                for (int j = 0; j < x.Length; j++) { x[j] = Math.Sin(x[j]) + c[j] * 0.1; }
            }
            return s;
        }
        """,
        """
        an array filled where a test says so, in a loop that ends somewhere
        [D] public static double F(double[] x, double k)
        {
            double[] c = new double[x.Length];
            double s = 1;
            int t = 0;
            while (s < 40 && t < 5)
            {
                if (t % 2 == 0)
                {
                    for (int i = 0; i < c.Length; i++) { c[i] = x[i] * k + t; }
                    for (int j = 0; j < c.Length; j++) { s = s * 0.9 + c[j] * c[j] * s * 0.05; }
                }
                else
                {
                    for (int j = 0; j < c.Length; j++) { s += c[j] * c[j] * x[j]; }
                }
                t++;
            }
            return s;
        }
        """,
        """
        a round of sums that finds its array as it filled it, until it overwrites it
        [D] public static double F(double[] x, double[] w, double k)
        {
            double[] h = new double[w.Length];
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < h.Length; j++) { h[j] = Math.Tanh(x[i] * w[j]); }
                for (int j = 0; j < h.Length; j++) { s += h[j] * h[j] * k; }
                for (int j = 0; j < h.Length; j++) { h[j] = h[j] * h[j] * w[j] + x[i]; }
                for (int j = 0; j < h.Length; j++) { s += h[j] * h[(j + 1) % h.Length]; }
            }
            return s;
        }
        """,
        """
        rounds of sums that fill an array for each of some inner rounds, of any length
        [D] public static double F(double[] x, double[] w, double k)
        {
            double[] c = new double[w.Length], q = new double[w.Length];
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                for (int m = 0; m < 3; m++)
                {
                    for (int j = 0; j < c.Length; j++) { c[j] = x[i] - w[j]; }
                    for (int j = 0; j < q.Length; j++) { q[j] = c[j] * k; }
                    for (int j = 0; j < c.Length; j++) { for (int l = j + 1; l < q.Length; l++) { q[l] += c[j] * w[l] * (m + 1); } }
                    for (int j = 0; j < q.Length; j++) { s += q[j] * q[j]; }
                }
            }
            return s;
        }
        """,
        """
        an array of a round of sums, filled again for each of its inner rounds and read between them
        [D] public static double F(double[] x, double[] w)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double[] c = new double[w.Length];
                for (int m = 0; m < 3; m++)
                {
                    s += c[1] * x[i];
                    for (int j = 0; j < c.Length; j++) { c[j] = x[i] * w[j] + m; }
                    for (int j = 0; j < c.Length; j++) { s += c[j] * c[j]; }
                }
                s += c[0] * c[2];
            }
            return s;
        }
        """,
    ];
}
