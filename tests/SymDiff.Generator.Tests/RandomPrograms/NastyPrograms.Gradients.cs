namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Calls of emitted gradients: perturbations within perturbations, destinations, and what they are called through.</summary>
internal static partial class NastyPrograms
{
    private static string[] Gradients =>
    [
        """
        gradient of a product within a product
        [Differentiable] internal static double G(double x, double y) => x * y;
        [D] public static double F(double x, double y) => x * GGradient(x, y).Y + y * GGradient(y, x).X * GGradient(x, x).Y;
        """,
        """
        gradients nested two deep, each at the same variable
        [Differentiable] internal static double G(double x) => Math.Sin(x) * x;
        [Differentiable] internal static double H(double x) => x * GGradient(x).X;
        [D] public static double F(double x, double y) => x * HGradient(x * y).X + HGradient(GGradient(y).X).Value;
        """,
        """
        overloads of a method, of its gradient, and an overload of the user's
        [Differentiable] internal static double G(double x) => x * x * x;
        [Differentiable] internal static float G(float x) => x * x;
        [Differentiable] internal static double G(double x, double y) => x * y * y;
        internal static (double Value, double X) GGradient(int x) => (x, 1);
        [D] public static double F(double x, double y)
        {
            var a = GGradient(x);
            var b = GGradient((float)y);
            var c = GGradient(x, y);
            return a.X * c.Y + b.X + b.Value + GGradient(3).X * c.Item2;
        }
        """,
        """
        deconstructed into existing variables, with discards, out of order
        [Differentiable] internal static double G(double x, double y) => Math.Exp(x * 0.25) * y;
        [D] public static double F(double x, double y)
        {
            double d;
            (double v, d, _) = GGradient(y: x, x: y);
            (x, _, y) = GGradient(x, d);
            return v * x + y * d;
        }
        """,
        """
        gradient through a delegate, a lambda and a local function
        [Differentiable] internal static double G(double x) => x * x * x;
        [D] public static double F(double x, double y)
        {
            Func<double, (double Value, double X)> g = GGradient;
            Func<double, double> h = t => g(t * y).X * x;
            double Local(double t) => h(t) + GGradient(t).Value;
            return Local(x) * Local(y);
        }
        """,
        """
        gradient in an unmarked helper and in a marked one that writes it
        [Differentiable] internal static double G(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i] * x[i] * x[0]; } return s; }
        private static void Descend(double[] x, double rate) { double[] g = new double[x.Length]; GGradient(x, g); for (int i = 0; i < x.Length; i++) { x[i] -= rate * g[i]; } }
        [D] internal static void Slopes(ReadOnlySpan<double> x, Span<double> d) => GGradient(x, d);
        [D] public static double F(double[] x)
        {
            Descend(x, 0.125);
            double[] d = new double[x.Length];
            Slopes(x, d);
            Descend(x, d[0]);
            return x[0] * x[1] + d[1];
        }
        """,
        """
        destination is an argument of the method
        [Differentiable] internal static double G(ReadOnlySpan<double> x) { double s = 1; foreach (double v in x) { s *= v; } return s; }
        [D] public static double F(double[] x, double[] y)
        {
            if (x.Length != y.Length) { return x[0]; }
            double v = GGradient(x, y);
            y[0] *= x[0];
            return v + y[0] * y[1] + y[2];
        }
        """,
        """
        one destination twice, and parts of one array
        [Differentiable] internal static double G(ReadOnlySpan<double> x, double k) { double s = 0; for (int i = 1; i < x.Length; i++) { s += k * x[i] * x[i - 1] * x[i - 1]; } return s; }
        [D] public static double F(double[] x)
        {
            double[] all = new double[2 * x.Length];
            Span<double> left = all.AsSpan(0, x.Length), right = all.AsSpan(x.Length);
            (double v, double k) = GGradient(x, x[0], left);
            double before = left[0] * left[1];
            GGradient(x, x[1], left);
            GGradient(left, k, right);
            double s = v + before;
            for (int i = 0; i < all.Length; i++) { s += all[i] * x[i % x.Length]; }
            return s;
        }
        """,
        """
        destination of the wrong length
        [Differentiable] internal static double G(ReadOnlySpan<double> x) { double s = 0; foreach (double v in x) { s += v * v; } return s; }
        [D] public static double F(double[] x)
        {
            x[0] *= 2;
            double[] d = new double[x.Length + (x[1] > 0 ? 1 : 0)];
            return GGradient(x, d) * d[0];
        }
        """,
        """
        destination over the argument
        [Differentiable] internal static double G(ReadOnlySpan<double> x) => x[0] * x[1];
        [D] public static double F(double[] x)
        {
            x[1] *= 3;
            return x[0] > 0 ? x[2] : GGradient(x.AsSpan(0, 2), x.AsSpan(1, 2)) * x[1];
        }
        """,
        """
        method whose gradient throws
        [Differentiable] internal static double G(double x, double[] k) { if (x < 0) { throw new ArgumentOutOfRangeException(nameof(x)); } return x * x * k[(int)Diff.StopGradient(x)]; }
        [D] public static double F(double x, double y)
        {
            double[] k = [2, y, 3], d = new double[3];
            (double v, double dx) = GGradient(x * x, k, d);
            return v * GGradient(y, k, d).X + dx + d[1] * d[0];
        }
        """,
        """
        loops, branches and a local array inside, loops and branches around
        [Differentiable] internal static double G(double x, int n)
        {
            double[] powers = new double[n + 1];
            powers[0] = 1;
            for (int i = 1; i <= n; i++) { powers[i] = powers[i - 1] * (i % 2 == 0 ? x : Math.Cos(x)); }
            double s = 0;
            int j = n;
            while (j > 0) { s += powers[j] * j; if (s > 50) { break; } j--; }
            return s;
        }
        [D] public static double F(double x, double y)
        {
            double s = y;
            for (int n = 0; n < 4; n++)
            {
                if (n == 2 && s < 0) { continue; }
                var (v, d) = GGradient(x * y, n);
                s += v * d * 0.25;
            }
            return s;
        }
        """,
        """
        gradient whose value alone is used, and whose derivative alone
        [Differentiable] internal static double G(double x) => Math.Tanh(x) * x;
        [D] public static double F(double x, double y) => GGradient(x).Value * y + GGradient(y).Item2 * x;
        """,
        """
        gradient in conditions
        [Differentiable] internal static double G(double x) => x * x * x - x;
        [D] public static double F(double x, double y)
        {
            int n = 0;
            while (Math.Abs(GGradient(y).X) > 2 && n < 4) { y *= 0.5; n++; }
            return GGradient(x).X > 0 ? x * y : GGradient(x).X * y;
        }
        """,
        """
        Newton steps by the gradient of the residual
        [Differentiable] internal static double G(double x, double a) => x * x - a;
        [D] public static double F(double a, double b)
        {
            double x = 1.5;
            for (int i = 0; i < 4; i++)
            {
                (double r, double slope, _) = GGradient(x, a * a + 1);
                x -= r / slope;
            }
            return x * b;
        }
        """,
        """
        recursion by contract around a gradient
        [Differentiable] internal static double G(double x) => Math.Sin(x);
        [D] internal static double Walk(double x, int n) => n == 0 ? x : GGradient(x).X * Walk(x * 0.5, n - 1);
        [D] public static double F(double x, double y) => Walk(x, 5) * y;
        """,
        """
        gradient of a method that calls itself through this one | SD3013
        [Differentiable] internal static double G(double x, int n) => n == 0 ? x * x : F(x, n - 1);
        [D] public static double F(double x, int n) => n <= 0 ? x : GGradient(x, n - 1).X;
        """,
        """
        numbers of other types, and constants of differentiation
        [Differentiable] internal static float G(float x, [NoGradient] double k, int n, string name) => x * x * (float)k * n + name.Length * x;
        [D] public static double F(double x, [NoGradient] double y) => GGradient((float)(x * 0.5), y, 3, "two").X * x;
        """,
        """
        roots at zero and other corners
        [Differentiable(Singular = Singular.Zero)] internal static double G(double x) => Math.Sqrt(x * x) + Math.Max(x, 0) + Math.Abs(x);
        [D] public static double F(double x, double y) => GGradient(x).X * y + GGradient(x * 0 + 1).X * x;
        """,
        """
        tuples and structs in and out
        namespace UnderTest_Program;
        internal readonly record struct P(double A, bool B, (float U, double V) C);
        internal static partial class Program
        {
            [Differentiable] internal static double G(P p, (double X, double Y) q) => p.A * p.A * q.X + p.C.U * p.C.V * q.Y * (p.B ? 2 : 1);
            [Differentiable(Derivatives.Gradient | Derivatives.Jvp)] public static double F(double x, double y)
            {
                var (v, p, q) = GGradient(new P(x, y > 0, (2, y * x)), (y, x));
                return v + p.A * q.X + p.C.U * p.C.V + (p.B ? 100 : q.Y);
            }
        }
        """,
        """
        gradients in other types and of this object
        namespace UnderTest_Program;
        internal sealed partial class Spring
        {
            private readonly double secret = 3;
            [Differentiable] private double Energy(double x) => secret * x * x * x;
            [Differentiable(Derivatives.Gradient | Derivatives.Jvp)] public double Force(double x) => EnergyGradient(x).X * Other.Inner.GGradient(x).X;
        }
        internal static partial class Other
        {
            internal static partial class Inner { [Differentiable] internal static double G(double x) => x * Helper(x); private static double Helper(double t) => Math.Sin(t); }
        }
        internal static partial class Program
        {
            private static readonly Spring Steel = new();
            [Differentiable(Derivatives.Gradient | Derivatives.Jvp)] public static double F(double x, double y) => Steel.Force(x) * Other.Inner.GGradient(y).X;
        }
        """,
        """
        gradient of a method of another object, which is looked up first and only once
        internal sealed partial class Spring { internal double Stiffness = 2; internal readonly double[] Ends = [0.5, -1]; [Differentiable] internal double G(double x) => Stiffness * x * x * x * Ends[0] + Ends[1] * x; internal double Of(double x) => GGradient(x).X + G(x); }
        private static readonly Spring[] Springs = [new() { Stiffness = 1 }, new() { Stiffness = 3 }];
        [D] public static double F(double x, double y)
        {
            int i = 0;
            double sum = Springs[i++].GGradient(x * y).X * Springs[i--].GGradient(y).Value;
            Spring last = Springs[i + 1];
            sum += Springs[i].GGradient(x).X + last.Of(x - y) + (i == 0 ? last.GGradient(y).X : y);
            return sum;
        }
        """,
        """
        gradients of methods of several objects in a loop, kept in an array
        internal sealed partial class Well { internal double Depth; [Differentiable] internal double G(double x, double y) => Depth * Math.Exp(-x * x - y * y * Depth); }
        private static readonly Well[] Wells = [new() { Depth = 1 }, new() { Depth = -0.5 }, new() { Depth = 2 }];
        [D] public static double F(double x, double y)
        {
            for (int i = 0; i < 3; i++)
            {
                var (v, dx, dy) = Wells[i].GGradient(x, y);
                (x, y) = (x - 0.25 * dx, y - 0.25 * dy + v * 0.125);
            }

            return x * y;
        }
        """,
        """
        gradient of a method on the object that a method repeated in place is called on
        internal sealed partial class Curve { internal double A = 1.5; internal Curve? Next; [Differentiable] internal double G(double x) => A * x * x * x; internal double Slopes(double x) => this.GGradient(x).X + (Next is null ? 0 : Next.Steps(x)); internal double Steps(double x) { double Local(double t) => GGradient(t).X * t; return Local(x) + Local(2 * x); } }
        private static readonly Curve Head = new() { Next = new() { A = -0.75 } };
        [D] public static double F(double x, double y) => Head.Slopes(x * y) * y + Head.Next!.GGradient(x).Value;
        """,
        """
        gradient of the inputs of a module that is a constant, beside an array that holds its slope
        internal sealed partial class Net { [Parameter] internal readonly double[] W = [0.5, -1, 0.25]; [Parameter] internal double Gain { get; set; } = 2; [Differentiable] internal double G(ReadOnlySpan<double> x) { double s = 0; for (int i = 0; i < x.Length; i++) { s += W[i % 3] * x[i] * x[i] * Gain; } return Math.Tanh(s * 0.25); } }
        [NoGradient] private static readonly Net Model = new();
        [D] public static double F(double[] x)
        {
            double[] slope = new double[x.Length];
            double v = Model.GGradient(x, slope);
            for (int i = 0; i < x.Length; i++) { v += slope[i] * x[i] * x[0]; }
            return v;
        }
        """,
        """
        gradient of a module through modules, two deep, at a number and a constant
        internal sealed partial class Inner { [Parameter] internal double W { get; set; } = 0.75; [Differentiable] internal double H(double x) => Math.Sin(W * x) * x; }
        internal sealed partial class Outer { [Parameter] internal Inner First { get; } = new(); [Parameter] internal double B { get; set; } = -0.5; [Differentiable] internal double G(double x, double t) => First.HGradient(x * B).X * t + First.H(t); }
        [NoGradient] private static readonly Outer Whole = new();
        [D] public static double F(double x, double y) => Of(Whole, x, y) + Whole.First.HGradient(x).X * y;
        [Differentiable(Derivatives.Gradient | Derivatives.Jvp)] internal static double Of([NoGradient] Outer net, double x, double y)
        {
            var (v, dx, dt) = net.GGradient(x, y);
            return v * dx - dt * net.First.HGradient(y).X * net.B;
        }
        """,
    ];
}
