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
        using var circuit = Circuit.Compile(
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
}
