namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Loops, jumps and choices.</summary>
internal static partial class NastyPrograms
{
    private static string[] ControlFlow =>
    [
        """
        return inside a loop that overwrites its input
        [D] public static double F(double[] x, int n)
        {
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = x[i] * x[0] + i;
                if (i == n) { return x[i] * x[^1]; }
                x[0] = Math.Sin(x[i]);
            }
            return x[0];
        }
        """,
        """
        break out of nested loops
        [D] public static double F(double[] x, int n)
        {
            double s = 1;
            for (int i = 0; i < x.Length; i++)
            {
                bool done = false; int k = 0;
                for (int j = 0; j < x.Length; j++)
                {
                    if (j > i) break;
                    s = s * x[j] + 0.5;
                    while (true)
                    {
                        s = Math.Cos(s) + x[i];
                        if (s < 1.2) { done = i + j >= n; break; }
                        s *= 0.25;
                        if (++k > 5) { return s * x[i]; }
                    }
                    if (done) break;
                }
                if (done) break;
                s += x[i] * x[i];
            }
            return s;
        }
        """,
        """
        loop with no trips leaves the variable
        [D] public static double F(double x, int n)
        {
            double last = x * x, product = 1;
            for (int i = n; i < 2; i++) { last = Math.Exp(x * i); product *= last; }
            return last * product + x;
        }
        """,
        """
        while condition with side effects
        [D] public static double F(double x, int n)
        {
            double s = 0; int k = n;
            while (k-- > 0 && (s += x * k) < 100) { x *= 1.1; }
            return s * x + k;
        }
        """,
        """
        variable assigned in some branches only
        [D] public static double F(double x, double y, bool flag, int n)
        {
            double z = y;
            if (flag) { z = x * x; } else if (n > 2) { y = z * x; }
            if (!flag) { x = z; }
            return z * y + x;
        }
        """,
        """
        bound changes in the body
        [D] public static double F(double x, int n)
        {
            double s = x; int m = n;
            for (int i = 0; i < m; i++) { s = Math.Sin(s) + x; if (i == 1) { m += 2; } }
            return s;
        }
        """,
        """
        counter changes in the body
        [D] public static double F(double[] x)
        {
            double s = 1;
            for (int i = 0; i < x.Length; i++) { s *= x[i] + s; if (s > 1) { i++; } else { s += 0.1 * i; } }
            return s;
        }
        """,
        """
        right side assigns the same variable
        [D] public static double F(double x, double y)
        {
            double a = x;
            a += a *= y;
            a -= (a = a * x) + a;
            x = x++ * y + --x;
            return a * x + (y = y * 2) * y;
        }
        """,
        """
        right side assigns the same element
        [D] public static double F(double[] x)
        {
            x[0] += x[0] *= x[1];
            x[1] = x[0]++ * (x[1] -= x[2]) + x[0];
            int i = 0;
            x[i++] += x[i++] * x[i];
            return x[0] * x[1] + x[2];
        }
        """,
        """
        goto case in a loop
        [D] public static double F(double x, int n)
        {
            double s = x;
            for (int i = 0; i < 5; i++)
            {
                switch ((i + n) % 4)
                {
                    case 0: s *= x; goto case 2;
                    case 1: s = Math.Sin(s); if (s > 0.5) goto default; break;
                    case 2: s += x; if (i > 3) { continue; } goto case 1;
                    default: s -= 0.25 * x; break;
                }
                s *= 1.01;
            }
            return s;
        }
        """,
        """
        switch on double patterns
        [D] public static double F(double x, double y) => x switch
        {
            > 1.5 => x * y,
            > 0.5 and <= 1.5 when y > 0 => Math.Exp(y) * x,
            < 0 or > 100 => -x * x * y,
            var z when z * y > 0 => z / (1 + y * y),
            _ => x + y * y,
        };
        """,
        """
        switch on a tuple
        [D] public static double F(double x, int n, bool flag)
        {
            double y = (n, flag) switch { (0, _) => x, (> 2, true) => x * x, (_, false) => Math.Sin(x), _ => 1 / (2 + x) };
            return (x > 0.3, x < 1) switch { (true, true) => y * x, (true, _) => y + x, _ => y };
        }
        """,
        """
        string switch and interpolated exceptions
        [D] public static double F(double x, string way)
        {
            double y = way switch { "a" => x, "b" => x * x, "c" => Math.Sin(x), _ => throw new ArgumentException($"no way {way} at {x:F2}", nameof(way)) };
            switch (way) { case "a": case "b": y += 1; break; default: y *= x; break; }
            if (double.IsNaN(y)) { throw new InvalidOperationException($"{nameof(F)}: {x} {y}"); }
            return y * x;
        }
        """,
        """
        throws in the middle of a loop
        [D] public static double F(double[] x, int n)
        {
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                x[i] *= 2;
                if (i == n) { throw new InvalidOperationException("stop"); }
                s += x[i] * x[i];
            }
            return s;
        }
        """,
        """
        index out of range after writes
        [D] public static double F(double[] x, int n)
        {
            double s = 1;
            for (int i = 0; i <= x.Length - n / 2; i++) { x[i] = x[i] * s; s += x[i]; }
            return s;
        }
        """,
        """
        do-while with continue and a late increment
        [D] public static double F(double x)
        {
            int i = 0; double s = 0;
            do { i++; if (i % 2 == 0) { continue; } s += Math.Pow(x, i); } while (i < 6 && s < 40);
            return s / i;
        }
        """,
        """
        condition decided by what a loop computed
        [D] public static double F(double[] x)
        {
            double max = double.NegativeInfinity; int at = -1;
            for (int i = 0; i < x.Length; i++) { if (x[i] > max) { max = x[i]; at = i; } }
            double s = 0;
            for (int i = 0; i < x.Length; i++) { s += i == at ? x[i] * x[i] : x[i] / 3; }
            return s * x[at] + max;
        }
        """,
        """
        short circuit with assignments
        [D] public static double F(double x, double y)
        {
            double z = 0, w = 0;
            if ((z = x * y) > 0.1 && (w = z * x) < 5 || (w = y - z) > 0) { z += w; }
            bool b = (x += 1) > 1 & (y *= x) > 0 | !((w += y) > 2);
            return b ? z * w + y : x * w;
        }
        """,
    ];
}
