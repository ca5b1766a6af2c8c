namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Number types, and the types and namespaces around a method.</summary>
internal static partial class NastyPrograms
{
    private static string[] Types =>
    [
        """
        long, short, byte and char arithmetic
        [D] public static double F(double x, int n)
        {
            long big = n * 3_000_000_000L; short s = (short)(n * 40000); byte b = (byte)(n * 200); char c = (char)('a' + n); sbyte t = (sbyte)-n;
            b += 100; s++; c++;
            return x * big * 1e-9 + x * s * 1e-3 + x * b + c * x * x + t * x;
        }
        """,
        """
        unsigned and checked arithmetic
        [D] public static double F(double x, int n)
        {
            uint u = (uint)n; u -= 2; ulong w = u; int m = unchecked(int.MaxValue + n); int k = checked(n * 2);
            return x * (u >> 30) + x * (w % 7) + x * (m >> 28) * 0.1 + k * x + (x * x) * (n << 2) + (n ^ 5) * x + (n & 1) * x;
        }
        """,
        """
        checked overflow throws
        [D] public static double F(double x, int n)
        {
            double s = x;
            for (int i = 0; i < 3; i++) { s *= checked((int.MaxValue - 2 + n) % 3 + x); }
            return s;
        }
        """,
        """
        integer division and remainder in indices
        [D] public static double F(double[] x, int n)
        {
            double s = 0;
            for (int i = -3; i <= 3; i++) { s += x[(i % x.Length + x.Length) % x.Length] * x[Math.Abs(i) / 2] * (i / 2) + (double)i / (n + 1); }
            return s * x[n / 2];
        }
        """,
        """
        float and double mixed
        [D] public static float F(float x, double y, float[] z)
        {
            float a = x * z[0]; double b = a * y; a += (float)b; z[1] = (float)(z[1] * b); float c = MathF.Sin(a) + z[1];
            return (float)(c * y) + a * 0.5f;
        }
        """,
        """
        float rounding on the way
        [D] public static double F(float x, float y)
        {
            float s = 0;
            for (int i = 0; i < 5; i++) { s = s * x + y; s = (float)(s * 0.3); }
            return s + (double)x * y;
        }
        """,
        """
        enums and constants
        private enum Way : byte { Left = 1, Right, Both = Left | 2 }
        private const int Size = 4; private const double Scale = 1 / 3.0;
        [D] public static double F(double[] x, int n)
        {
            Way way = (Way)(n % 4);
            double s = way switch { Way.Left => x[0], Way.Right => x[1] * x[1], Way.Both => x[0] * x[1], _ => Scale };
            if (way is Way.Both or Way.Right) { s *= x[Size - 1]; }
            return s + x[2] * (int)way;
        }
        """,
        """
        static tables and properties
        private static readonly double[] Table = [1, 0.5, -2];
        private static double Slope { get; } = 1.25;
        private static double Twice => 2 * Slope;
        [D] public static double F(double[] x) { double s = 0; for (int i = 0; i < Table.Length; i++) { s += Table[i] * x[i] * x[i] * Twice; } return s + double.Epsilon + Math.PI * x[3] + x.Length; }
        """,
        """
        generic containing class
        namespace UnderTest_Program;
        internal static partial class Holder<T> where T : struct
        {
            [D] internal static double G(double x, int n) => n == 0 ? x : Math.Sin(G(x, n - 1)) * x;
            [D] public static double F(double x, int n) => G(x, n) + Holder<long>.G(x * x, 1);
        }
        """,
        """
        nested types
        namespace UnderTest_Program { public partial class Outer { internal partial struct Middle { internal static partial class Inner {
            [D] internal static double G(double x) => x * x;
            [D] public static double F(double x, double y) => G(x) * Other.H(y); }
            internal static partial class Other { [D] internal static double H(double x) => Math.Exp(x) + Outer.Offset; } }
            private static readonly double Offset = 0.5; } }
        """,
        """
        instance methods of a struct and a class
        namespace UnderTest_Program;
        internal readonly partial struct Line(double slope, double offset)
        {
            private readonly double slope = slope;
            public double Offset { get; } = offset;
            [D] public double At(double x) => slope * x + Offset + Slope(x);
            private double Slope(double x) => x * x * slope;
        }
        internal sealed partial class Model
        {
            private readonly double[] weights = [0.5, 2, -1];
            public double Bias { get; init; }
            private static readonly Model Fixed = new() { Bias = 3 };
            [D] public double Loss(double[] x) { double s = Bias; for (int i = 0; i < weights.Length; i++) { s += weights[i] * x[i] * x[i]; } return s * Twice(x[3]); }
            [D] private double Twice(double x) => x * (Bias + weights[1]) + this.Bias;
            internal static double Unmarked(double[] x) => Fixed.Loss(x);
            [D] public static double F(double[] x) => x[0] * x[1];
        }
        """,
        """
        record and interface containers
        namespace UnderTest_Program;
        internal partial interface IMath { [D] static double G(double x) => x * Math.Sin(x); }
        internal partial record Point(int N) { [D] public static double F(double x, double y) => IMath.G(x) + y * IMath.G(y); }
        """,
        """
        nullable annotations and pragmas
        #nullable disable
        namespace UnderTest_Program;
        internal static partial class Program
        {
            [D] public static double F(double[] x, string way)
            {
                if (x == null) { throw new ArgumentNullException(nameof(x)); }
                ArgumentNullException.ThrowIfNull(x);
                return way != null && way.Length > 0 ? x[0] * x[1] : x[2];
            }
        }
        """,
        """
        constants folded by the compiler
        [D] public static double F(double x)
        {
            const double half = 1d / 2; const int n = 3; const bool on = n > 2;
            double y = on ? x * half : throw new InvalidOperationException();
            if (!on) { y = 0; }
            return y * n + default(double) + (n / 2) * x + (n / 2.0) * x * x + Math.Min(x, x) + (x > x ? 1 : x);
        }
        """,
        """
        extremes on paths not taken
        [D] public static double F(double x, double y)
        {
            double z = x - x;
            double a = z > 0 ? Math.Log(z) : y;
            double b = z == 0 ? x : y / z;
            double c = Math.Sqrt(z * z + y * y);
            return a * b + (z != 0 ? Math.Sqrt(z) / z : c) + Math.Max(z, -1) * Math.Pow(y * y, 0.5);
        }
        """,
    ];
}
