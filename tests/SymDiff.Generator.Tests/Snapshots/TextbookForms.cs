using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Snapshots;

/// <summary>Which of several right forms is emitted, read as snapshots: numbers alone cannot tell.</summary>
public sealed class TextbookForms
{
    /// <summary>
    /// A loop goes back from its last round where that surely has a number, and otherwise steps first: <c>n - 1</c> may wrap
    /// around where <c>n</c> is anything, but not where it is a length or a literal.
    /// </summary>
    [Fact]
    public void Loops_back_from_every_bound()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Forms
            {
                [Differentiable]
                public static double Up(ReadOnlySpan<double> x, double[,] a, int n, long m)
                {
                    double s = 1;
                    int count = x.Length;
                    for (int i = 0; i < count; i++) { s *= x[i]; }
                    for (int i = 0; i < count - 1; i++) { s *= x[i]; }
                    for (int i = 0; i < count / 2; i++) { s *= x[i]; }
                    for (int i = 0; i < x.Length - n; i++) { s *= x[i]; }
                    for (int i = 0; i < n - 1; i++) { s *= x[i]; }
                    for (int i = 0; i < n / 2; i++) { s *= x[i]; }
                    for (int i = 0; i < count / n; i++) { s *= x[i]; }
                    for (int i = 0; i < 6 / count; i++) { s *= x[i]; }
                    for (int i = 0; i < 0 / count; i++) { s *= x[i]; }
                    for (int i = 0; i < a.GetLength(0); i++) { s *= a[i, 0]; }
                    for (int i = 0; i < n; i++) { s *= x[i]; }
                    for (int i = 0; i <= n; i++) { s *= x[0]; }
                    for (int i = n; i <= 2; i++) { s *= x[0]; }
                    for (int i = n; i < n + 1; i++) { s *= x[0]; }
                    for (int i = 0; i < 2; i++) { s *= x[i]; }
                    for (int i = -1; i <= 1; i++) { s *= x[0]; }
                    for (int i = int.MinValue; i < int.MinValue + 2; i++) { s *= x[0]; }
                    for (int i = int.MinValue + 1; i < int.MinValue + 2; i++) { s *= x[0]; }
                    for (long i = 0; i < 2; i++) { s *= x[0]; }
                    for (long i = int.MinValue; i < int.MinValue + 2L; i++) { s *= x[0]; }
                    for (long i = long.MinValue; i < long.MinValue + 1; i++) { s *= x[0]; }
                    for (long i = 0; i < m; i++) { s *= x[0]; }
                    return s;
                }

                [Differentiable]
                public static double Down(ReadOnlySpan<double> x, int n, long m)
                {
                    double s = 1;
                    for (int i = x.Length - 1; i >= 0; i--) { s *= x[i]; }
                    for (int i = x.Length; i > 0; i--) { s *= x[i - 1]; }
                    for (int i = n; i > 0; i--) { s *= x[i - 1]; }
                    for (int i = 1; i > n - 2; i--) { s *= x[0]; }
                    for (int i = 1; i >= n; i--) { s *= x[0]; }
                    for (int i = int.MaxValue; i > int.MaxValue - 2; i--) { s *= x[0]; }
                    for (int i = int.MaxValue - 1; i >= int.MaxValue - 2; i--) { s *= x[0]; }
                    for (long i = m; i > 0; i--) { s *= x[0]; }
                    for (long i = long.MaxValue; i > long.MaxValue - 2; i--) { s *= x[0]; }
                    for (long i = 2; i > 0; i--) { s *= x[0]; }
                    for (long i = int.MaxValue; i > int.MaxValue - 2L; i--) { s *= x[0]; }
                    return s;
                }

                [Differentiable]
                public static double Strides(ReadOnlySpan<double> x, int n, long m)
                {
                    double s = 1;
                    for (int i = 0; i < x.Length; i += 2) { s *= x[i]; }
                    for (int i = n; i >= 0; i -= 2) { s *= x[i]; }
                    int k = 0;
                    while (k < n) { int next = k + 2; s *= x[k]; k = next; }
                    long j = m;
                    while (j > 0) { s *= x[0]; j--; }
                    int q = 1;
                    while (q < n) { s *= x[q]; q = q * 2; }
                    int p = 0;
                    while (p < n) { s *= x[p]; p += k; }
                    return s;
                }
            }
            """,
            """
            static double[,] Row(double[] p) => new[,] { { p[0] }, { p[2] } };
            static double Value(double[] p) => Textbook.Forms.Up(p, Row(p), 2, 2) + Textbook.Forms.Down(p, 2, 2) + Textbook.Forms.Strides(p, 2, 2);
            static double[] Gradient(double[] p)
            {
                double[] first = new double[3], second = new double[3], third = new double[3];
                var rows = new double[2, 1];
                double value = Textbook.Forms.UpGradient(p, Row(p), 2, 2, first, rows);
                value += Textbook.Forms.DownGradient(p, 2, 2, second);
                value += Textbook.Forms.StridesGradient(p, 2, 2, third);
                return [value, first[0] + second[0] + third[0] + rows[0, 0], first[1] + second[1] + third[1], first[2] + second[2] + third[2] + rows[1, 0]];
            }
            """);
        circuit.AgreesWithDifferencesAt(1.25, -0.5, 0.75);
        Snapshot.Verify(circuit.Sources);
    }

    /// <summary>Factors of one, signs and literals leave no operation behind; powers of small whole numbers are products.</summary>
    [Fact]
    public void Factors_signs_and_literals()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Forms
            {
                [Differentiable]
                public static double Literals(double x, double y)
                {
                    double s = 1 * x + x * 1 - 1 * y + -1 * x + y * -1 - (x - y);
                    s += 2 * (3 * x) + 2 * x * 3 + 4 * (x / 8) + -(2 * x) - (0.5 - x) * 3 + x / 1 + y / -4;
                    s += -x * -y + -x * y + x * -y + x / -y + -x / y + -3 / x - -x;
                    s += Math.Pow(x, 1) + Math.Pow(x, 2) + Math.Pow(x, 3) + Math.Pow(x, 4) + Math.Pow(x, 5) + Math.Pow(2, x);
                    s += Math.Atan2(x, 2) + Math.Atan2(3, y) + Math.Max(x, 2) + Math.Max(x, y) + Math.Abs(-x);
                    return s;
                }

                [Differentiable]
                public static double Scaled(double x, double y)
                {
                    double p = x * y;
                    double q = -p * y;
                    double r = q * -1 + 1 * p - -q;
                    double u = 1 / r + r / 1 - p / -q + -p / q;
                    double v = 2 * (3 * u) - (-u - r);
                    return v * -v + Math.Pow(v, 3) + Math.Pow(r, 2) - Math.Pow(p, 1) - Math.Sin(-p) * Math.Cos(-q) + 1 / (1 + Math.Exp(-x)) + 1 / (Math.Exp(y) + 1) + 2 / (1 + Math.Exp(p)) + 1 / (2 + Math.Exp(q));
                }

                [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
                public static T Whole<T>(T x, T y)
                    where T : System.Numerics.IFloatingPointIeee754<T>
                {
                    T three = T.CreateChecked(3), large = T.CreateChecked(300), half = T.CreateChecked(0.5);
                    return three * (T.CreateChecked(2) * x) + large * (three * x) + half * (three * y) - T.One * (-y) + y / three + x / T.One + three * (T.Zero * y);
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Forms.Literals(p[0], p[1]) + Textbook.Forms.Scaled(p[0], p[1]) + Textbook.Forms.Whole(p[0], p[1]);
            static double[] Gradient(double[] p)
            {
                (double first, double x, double y) = Textbook.Forms.LiteralsGradient(p[0], p[1]);
                (double second, double u, double v) = Textbook.Forms.ScaledGradient(p[0], p[1]);
                (double third, double q, double r) = Textbook.Forms.WholeGradient(p[0], p[1]);
                return [first + second + third, x + u + q, y + v + r];
            }
            """);
        circuit.AgreesWithDifferencesAt(0.75, 1.25);
        Snapshot.Verify(circuit.Sources);
    }

    /// <summary>A strong zero stands where an adjoint may be zero and the partial derivative infinite, and nowhere else.</summary>
    [Fact]
    public void Strong_zeros()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Forms
            {
                [Differentiable]
                public static double Guarded(double x, double y, int n)
                {
                    double e = Math.Exp(x);
                    double q = x / y;
                    double half = x / 2;
                    double part = x / n;
                    double bounded = Math.Tanh(x);
                    double plain = q * e + e / q;
                    double one = half * part;
                    if (n > 0)
                    {
                        one = e * q + half * bounded + part * e + q * q + e / (bounded + 2);
                    }

                    double both = 0;
                    if (n > 1)
                    {
                        both = q * e;
                    }
                    else
                    {
                        both = q * y;
                    }

                    double same = q * e;
                    double kept = e * e;
                    double chosen = n > 1 ? same : same;
                    double some = n > 1 ? same : kept;
                    return plain + one + both + chosen + some;
                }

                [Differentiable]
                public static double Rounds(double x, double y, int n)
                {
                    double e = Math.Exp(x);
                    double q = e / y;
                    double twice = q * q;
                    double sum = 0;
                    for (int i = 0; i < n; i++)
                    {
                        sum += twice * e;
                    }

                    double product = q * e;
                    for (int i = 0; i < n; i++)
                    {
                        product = product * x;
                    }

                    double last = q * e;
                    for (int i = 0; i < n; i++)
                    {
                        last = i * y;
                    }

                    double[] cells = [q * e, e / y];
                    return sum + product + last + cells[0];
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Forms.Guarded(p[0], p[1], 1) + Textbook.Forms.Guarded(p[0], p[1], 2) + Textbook.Forms.Rounds(p[0], p[1], 2);
            static double[] Gradient(double[] p)
            {
                (double first, double x, double y) = Textbook.Forms.GuardedGradient(p[0], p[1], 1);
                (double second, double u, double v) = Textbook.Forms.GuardedGradient(p[0], p[1], 2);
                (double third, double q, double r) = Textbook.Forms.RoundsGradient(p[0], p[1], 2);
                return [first + second + third, x + u + q, y + v + r];
            }
            """);
        circuit.AgreesWithDifferencesAt(0.75, 1.25);
        Snapshot.Verify(circuit.Sources);
    }

    /// <summary>What a field, a property or a list says is read again only where it cannot have changed; counts of rounds stand only where they are read.</summary>
    [Fact]
    public void Reads_and_counts_of_rounds()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Forms
            {
                private static readonly double Rate = 0.5;
                private static int speed = 2;

                [Differentiable]
                public static double Read(double[] x, [NoGradient] List<double> weights, double w)
                {
                    double s = w;
                    for (int i = 0; i < x.Length; i++)
                    {
                        double cheap = (s + w) * w;
                        double dear = (s + w) * w - 1;
                        s = s * (Rate * x[i]) * speed + cheap * dear * weights[i];
                    }

                    double[] copy = (double[])x.Clone();
                    for (int i = 0; i < x.Length; i += 2)
                    {
                        copy[i] *= s;
                        s = s * copy[i] + Math.Sin(copy[i]);
                        copy[i] = w;
                    }

                    int steps = 0;
                    for (int i = 0; i < x.Length; i += 3)
                    {
                        steps++;
                    }

                    int halvings = x.Length;
                    while (halvings > 1)
                    {
                        halvings /= 2;
                    }

                    double sum = 0;
                    while (steps > 0)
                    {
                        sum += w;
                        steps -= 2;
                    }

                    return s * halvings + sum;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Forms.Read(p[..3], [0.5, 1.5, -1], p[3]);
            static double[] Gradient(double[] p)
            {
                var result = new double[3];
                (double value, double w) = Textbook.Forms.ReadGradient(p[..3], [0.5, 1.5, -1], p[3], result);
                return [value, .. result, w];
            }
            """);
        circuit.AgreesWithDifferencesAt(0.75, 1.25, -0.5, 0.25);
        Snapshot.Verify(circuit.Sources);
    }

    /// <summary>Tangents stand beside what they are of, under its name; what needs none gets none.</summary>
    [Fact]
    public void Tangents_beside_their_values()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Forms
            {
                [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
                public static double Beside(ReadOnlySpan<double> x, double w, int n)
                {
                    double scale = Math.Sqrt(n);
                    double[] y = new double[x.Length];
                    double state = w;
                    double energy = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        double lifted = x[i] - w;
                        y[i] = lifted * lifted - scale;
                        state = state * y[i] + 1 / (1 + Math.Exp(-lifted));
                        if (state > 1)
                        {
                            energy -= state;
                        }
                        else
                        {
                            scale *= 0.5;
                        }
                    }

                    while (n > 0)
                    {
                        energy += n * state;
                        n /= 2;
                    }

                    return energy + Math.Max(y[0], 0) * scale;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Forms.Beside(p.AsSpan(0, 3), p[3], 3);
            static double[] Gradient(double[] p)
            {
                var result = new double[3];
                (double value, double w) = Textbook.Forms.BesideGradient(p.AsSpan(0, 3), p[3], 3, result);
                return [value, .. result, w];
            }
            static double[] Tangent(double[] p, double[] t)
            {
                (double value, double tangent) = Textbook.Forms.BesideJvp(p.AsSpan(0, 3), p[3], 3, t.AsSpan(0, 3), t[3]);
                return [value, tangent];
            }
            """);
        circuit.AgreesWithDifferencesAt(0.75, 2.25, -0.5, 0.25);
        circuit.ForwardAgreesWithReverseAt(0.75, 2.25, -0.5, 0.25);
        Snapshot.Verify(circuit.Sources);
    }

    /// <summary>A derivative is shown as a formula where that has twelve operations, literals not among them, and no more.</summary>
    [Fact]
    public void Formulas_of_twelve_operations_and_of_thirteen()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Forms
            {
                [Differentiable]
                public static double Twelve(double x, double y) => Math.Sin(2 * x) + Math.Sin(3 * x) + Math.Sin(4 * x) + x * y;

                [Differentiable]
                public static double Thirteen(double x, double y) => Math.Sin(2 * x) + Math.Sin(3 * x) + Math.Sin(4 * x) + 2 * (x * y);
            }
            """,
            """
            static double Value(double[] p) => Textbook.Forms.Twelve(p[0], p[1]) + Textbook.Forms.Thirteen(p[0], p[1]);
            static double[] Gradient(double[] p)
            {
                (double first, double x, double y) = Textbook.Forms.TwelveGradient(p[0], p[1]);
                (double second, double u, double v) = Textbook.Forms.ThirteenGradient(p[0], p[1]);
                return [first + second, x + u, y + v];
            }
            """);
        circuit.AgreesWithDifferencesAt(0.75, 1.25);
        Snapshot.Verify(circuit.Sources);
    }
}
