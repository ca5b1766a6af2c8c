namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Loops whose rounds go side by side, eight at a time, and loops that only look so.</summary>
internal static partial class NastyPrograms
{
    internal static string[] Lanes =>
    [
        """
        tests that differ from lane to lane, nested, with memory behind them
        [D] public static double F(double[] x, double[] w)
        {
            double[] t = new double[w.Length];
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double max = x[i] * w[0];
                for (int j = 0; j < t.Length; j++)
                {
                    t[j] = x[i] * w[j];
                    if (t[j] > max) { max = t[j]; }
                    if (t[j] > 0.1) { t[j] = t[j] * t[j]; if (x[i] > 0.9) { t[j] += w[j] * Math.Exp(x[i]); } else { t[j] -= 1; } }
                }
                double sum = max;
                for (int j = 0; j < t.Length; j++) { sum += t[j] * w[j]; }
                s += sum;
            }
            return s;
        }
        """,
        """
        functions that the runtime has for lanes, and others, and logic
        [D] public static double F(double[] x, double k)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double y = Math.Sqrt(Math.Abs(x[i]) + 1) + Math.Cbrt(x[i] + 3) * Math.Atan2(x[i], k) + Math.Tanh(x[i]) - Math.Log(2 + x[i]) / Math.Cos(x[i] * k);
                bool far = x[i] > 1 || !(y < 2 && x[i] >= -0.2), near = x[i] <= 0.3;
                s += far ^ near ? y * k : Functions.Softplus(y) - k;
            }
            return s;
        }
        """,
        """
        a sum that is taken from, and one that is added to by two terms
        [D] public static double F(double[] x, double k)
        {
            double s = 1, d = 2;
            for (int i = 0; i < x.Length; i++) { s -= x[i] * k; }
            for (int i = 0; i < x.Length; i++) { d += x[i] * k; d += x[i] * x[i]; }
            return s * d;
        }
        """,
        """
        rows that move with the round, forwards and backwards, and numbers beside them
        [D] public static double F(double[] x, double[] w)
        {
            int n = x.Length / 2;
            double s = 0;
            for (int i = 0; i < n; i++)
            {
                Span<double> row = x.AsSpan(i, 3);
                double a = row[0] * w[0] + row[1] * row[2];
                s += a * x[2 * i + 1] - x[n - 1 - i + 1] * a * x[0];
            }
            return s;
        }
        """,
        """
        the index as a number, and through integers
        [D] public static double F(double[] x, double dt)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                int back = x.Length - 1 - i, twice = 2 * i;
                double t = i * dt + 0.5 * twice;
                s += x[back] * Math.Sin(t) + (double)back * x[i];
            }
            return s;
        }
        """,
        """
        a row that is too short for the last rounds
        [D] public static double F(double[] x)
        {
            double s = 0;
            for (int i = 0; i < x.Length + 2; i++) { s += x.AsSpan(i, 2)[1] * x[0]; }
            return s;
        }
        """,
        """
        an integer that counts rounds, in a variable and in memory
        [D] public static double F(double[] x)
        {
            double s = 0;
            int count = 0;
            int[] counts = new int[1];
            for (int i = 0; i < x.Length; i++) { count += 2; s += x[i] * count; }
            for (int i = 0; i < x.Length; i++) { counts[0] += 3; s += x[i] * counts[0]; }
            return s;
        }
        """,
        """
        memory that a round leaves to the next, though no derivative goes through it
        [D] public static double F(double[] x, [NoGradient] double[] c)
        {
            double[] state = new double[1];
            double s = 0, phase = 0.5;
            for (int i = 0; i < x.Length; i++) { state[0] = state[0] * 0.5 + c[i]; s += x[i] * state[0]; }
            for (int i = 0; i < x.Length; i++) { phase = phase * 0.9 + 0.1; s += x[i] * phase; }
            return s;
        }
        """,
        """
        an exception in the middle of a loop, in a branch that some lanes take
        [D] public static double F(double[] x, double[] w)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] > 1.2) { s += w[w.Length - 1 + (x.Length - 4) / 15 * 0] * x[i]; }
                s += x[i] > 5 ? w[100] : w[1] * x[i];
            }
            return s;
        }
        """,
        """
        an adjoint that is infinite in one lane and vanishes in another
        [D] public static double F(double[] x)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double y = x[i] - x[0], r = Math.Sqrt(Math.Abs(y));
                s += Math.Min(r * 0, 1) + (y == 0 ? 0 : r) + Math.Max(x[i], 0.4) * x[i];
            }
            return s;
        }
        """,
        """
        a matrix and truth values that rounds fill
        [D] public static double F(double[] x, double[] w)
        {
            double[,] m = new double[2, 2];
            bool[] big = new bool[w.Length];
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < big.Length; j++) { big[j] = x[i] * w[j] > 0.3; }
                double y = 0;
                for (int j = 0; j < big.Length; j++) { if (big[j]) { y += w[j]; } }
                s += y * x[i];
            }
            for (int i = 0; i < x.Length; i++) { m[0, 0] = x[i]; m[1, 1] = m[0, 0] * w[0]; s += m[0, 0] * m[1, 1]; }
            return s;
        }
        """,
        """
        a while loop whose length differs from lane to lane, and one whose length does not
        [D] public static double F(double[] x, int n)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++) { double y = x[i]; while (y > 0.2) { y *= 0.5; } s += y * y; }
            for (int i = 0; i < x.Length; i++) { double y = x[i]; int k = n; while (k > 0) { y = y * 0.5 + x[0]; k--; } s += y * y; }
            return s;
        }
        """,
        """
        a parameter that is added to at a place of its own and at one for all
        [D] public static double F(double[] x, double a, double b)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++) { double y = a * x[i] + b * x[0]; s += y * y * x[1]; }
            return s * a;
        }
        """,
        """
        memory that is another one from lane to lane
        [D] public static double F(double[] x, double k)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double[] t = new double[2], u = new double[2];
                t[0] = x[i] * k; t[1] = x[i]; u[0] = k; u[1] = x[i] * x[i];
                double[] either = x[i] > 0.5 ? t : u, other = t;
                if (x[i] < 0.2) { other = u; }
                s += either[0] * either[1] - other[1];
            }
            return s;
        }
        """,
        """
        numbers of single precision from round to round
        [D] public static double F(ReadOnlySpan<float> x, double k)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++) { s += x[i] * k * Math.Sin(x[i]); }
            return s;
        }
        """,
        """
        the index as a number beside what moves with it
        [D] public static double F(double[] x, double k)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++) { s += x[i] * Math.Sin((2 * i - 1) * k); }
            return s;
        }
        """,
        """
        loops on both sides of a test that differs from lane to lane
        [D] public static double F(double[] x, double k)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double a = x[i];
                if (x[i] > 0.5) { for (int j = 0; j < 3; j++) { a = Math.Sin(a) * k; } }
                else { for (int j = 0; j < 4; j++) { a = Math.Exp(-a * a) + k; } }
                s += a;
            }
            return s;
        }
        """,
        """
        an element that no lane reaches
        [D] public static double F(double[] x, double[] w, int n)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double t = x[i];
                if (x[i] > 1e9) { t = w[n + 100]; }
                s += t * x[i];
            }
            return s;
        }
        """,
        """
        a number that moves by what is read in the round
        [D] public static double F(double[] x, int[] m, double k)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++) { s += x[i] * Math.Sin((i * m[1] + i) * k); }
            return s;
        }
        """,
    ];
}
