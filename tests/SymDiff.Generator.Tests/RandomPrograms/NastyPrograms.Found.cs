namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>What random programs were shrunk to when they found a fault.</summary>
internal static partial class NastyPrograms
{
    private static string[] Found =>
    [
        """
        compound assignment through a reference whose right side assigns
        [D] public static double F(Span<double> dx) { ref double slot = ref dx[3]; slot += slot *= 0.5; return dx[^1]; }
        """,
        """
        two stores to one element without a read between
        [D] public static double F(Span<double> y)
        {
            for (int k = 3; k >= 0; k -= 2) { (y[k], y[k]) = (1, y[k] + 2); }
            double e = y[2]; y[2] = 1; y[2] = e * 2;
            return y[1] * y[2];
        }
        """,
        """
        copy of an argument, stored twice in a loop
        [D] public static double F(Span<double> x, double @in)
        {
            double[] buffer = x.ToArray();
            foreach (double element in buffer)
            {
                double adjoint = buffer[1];
                for (int step = 0; step < 3; step++) { (buffer[step], buffer[step]) = (1, buffer[step] + 1); }
                @in = adjoint;
            }
            return @in;
        }
        """,
        """
        callee leaves an array in the workspace
        [D] internal static double G(double[] x, int n) { double k = x[1]; double[] arr = [x[0], 1, 1, 1]; ref double cell = ref arr[3]; return k * arr[2]; }
        [D] public static double F(in double y) { double[] tmp = [1, y, y]; G(tmp, 2); return tmp[2]; }
        """,
        """
        out discard of a helper
        private static double G(ref double y, out double x) { x = 1; x += 1; return 1; }
        [D] public static double F(double dx) { double c = 1; for (int k = 0; k < 2; k++) { G(ref c, out _); } return c * dx; }
        """,
        """
        test of a loop that is no expression, names in it
        [D] public static double F(double weights)
        {
            int trips = 0;
            while (trips < 4 && (weights + 0.0) switch { > 0.75 => 1, < 1 => 1, _ => 1 } <= 2) { trips++; weights /= 1.5 + Math.Sin(1); }
            return weights;
        }
        """,
        """
        guard with nothing behind it
        [D] public static double F(double a)
        {
            int trips = 0;
            for (int step = 1; step <= 3; step++)
            {
                if (trips == 1) { (double A, double B) both = (1, 1); if (step > 1.25) { a = both.B; continue; } }
                a = a;
            }
            return a;
        }
        """,
        """
        in argument that a later argument changes
        private static double G(in double y, double dx) => y + 0 * dx;
        [D] public static double F(double[] x) { ref double slot = ref x[1]; slot -= G(in slot, slot += 1); return x[1] + x[0]; }
        """,
        """
        in argument that the callee changes through another reference
        private static double G(in double a, ref double b) { b *= 2; return a * b; }
        [D] public static double F(double x, double y) { double z = x * y; double r = G(in z, ref z); return r + z; }
        """,
        """
        minimum of a number with itself
        [D] public static double F(double dx) { dx = Math.Min(dx, dx) * Math.Max(dx, dx); return dx; }
        """,
        """
        choice by a constant
        [D] public static double F(ref double dx, double @in)
        {
            double v = dx;
            for (var j = 3; j >= 1; j /= 2) { v += 3 switch { > 1 and < 4 => j, _ => --@in }; }
            v += 2 switch { > 1 and < 4 => v, _ => @in };
            dx -= @in;
            return v;
        }
        """,
        """
        stopped copy of itself
        [D] public static double F(ReadOnlySpan<double> dx)
        {
            double trips = dx[0];
            var (q, result) = (0.0, 1);
            q = Diff.StopGradient(q);
            trips *= q + result;
            return trips;
        }
        """,
        """
        constant that only a removed branch reads
        [D] internal static double G(ReadOnlySpan<double> x) => 1;
        [D] public static double F(ReadOnlySpan<double> @in)
        {
            double b;
            b = G(@in);
            (double @ref, double taken) = (1, 1);
            if (1 >= @ref) { double mark = b++; }
            double[] buffer = { 1, 2, b };
            return buffer[1] + @in[0];
        }
        """,
        """
        array passed to a callee that is not changed, then written
        [D] internal static double G(double[] r) => 1 + r[0];
        [D] public static double F(double[] a) { a[1] *= G(a); return a[1]; }
        """,
        """
        one buffer, swapped with another in a straight line
        [D] public static double F(double[] x)
        {
            double[] a = [x[0], x[1]], b = [x[2] * x[0], x[3]];
            (a, b) = (b, a);
            a[0] *= b[1];
            double[] c = a; a = b; b = c;
            b[1] += a[0] * a[1];
            return a[0] * b[0] + b[1] * b[1];
        }
        """,
        """
        in argument of a marked method that a later argument changes
        [D] internal static double G(in double y, double dx) => y * dx;
        [D] public static double F(double x, double y) { double z = x; return G(in z, z += y) + z; }
        """,
        """
        ref and array overlap in a call
        [D] internal static void G(ref double a, Span<double> b) { b[0] *= 2; a += b[1]; b[0] += a; }
        [D] public static double F(double[] x) { var y = new double[2]; y[0] = x[0]; y[1] = x[1]; double t = x[2]; G(ref t, y); return t * y[0] + y[1]; }
        """,
        """
        name assigned in a loop and around it
        [D] internal static double G(ReadOnlySpan<double> x) => 1;
        [D] public static double F(double[] result)
        {
            var state = G(result.AsSpan());
            for (int row = 1; row <= 1; ++row) { state = 1; Math.Clamp(state, 2, 2); }
            state = 1;
            return state * result[0];
        }
        """,
        """
        array and reference of a branch that returns
        [D] internal static double G(ReadOnlySpan<double> x) => x[0] * x[1];
        [D] public static double F(Span<double> x, int count)
        {
            double t = x[0];
            if (1 > t)
            {
                Span<double> buffer = stackalloc double[4];
                buffer[2] = t * x[1];
                if (count == 0) { ref double r = ref buffer[2]; return r; }
            }
            return G(x) + t;
        }
        """,
        """
        result that reads a ref argument as it came
        [D] internal static double G(ref double p, out double a) { a = 1.5; return p + a + (p *= 0.25); }
        [D] public static double F(ref double x, double y) { double z = x * y; return z + G(ref z, out _) + x * z + (x = 2); }
        """,
        """
        callees that write an argument as an array of any elements
        [D] internal static double Wipe(double[] x) { double s = x[0] * x[1]; Array.Clear(x); return s; }
        [D] internal static double Put(double[] x, double y) { double[] t = [y, y * y, y]; Array.Copy(t, x, 2); return x[1]; }
        [D] public static double F(double[] x, double y)
        {
            double[] w = [x[0] * y, x[1], x[2] * x[3], y];
            double s = Math.Sin(w[0]) * w[1];
            s += Put(w, y * x[3]) * w[0];
            s += Math.Exp(w[1] * 0.1);
            return s + Wipe(w) + w[0];
        }
        """,
        """
        methods that end in an exception only, or never
        [D] internal static double Never(Span<double> x)
        {
            Span<double> a = stackalloc double[2], b = stackalloc double[2];
            x[..2].CopyTo(a);
            while (true)
            {
                Span<double> held = a; a = b; b = held;
                if (a[0] > 3) { throw new InvalidOperationException(); }
                b[0] = a[0] + b[0] + 1; a[0] = b[0];
            }
        }
        [D] internal static double Fails(double x) { while (true) { x += 1; if (x > 10) { throw new InvalidOperationException(); } } }
        [D] public static double F(double[] x, double y) => x[0] > 1e3 ? Never(x) : x[1] > 1e3 ? Fails(y) : x[0] * y;
        """,
        """
        products that are beyond all numbers backwards, where forwards they are not
        [D] public static double F(double x, double y)
        {
            double t = x * 1e-100;
            double s = t - y * t;
            return s * 1e155 * 1e155;
        }
        """,
    ];
}
