using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Snapshots;

/// <summary>The loops that every textbook on neural networks differentiates by hand, read as snapshots.</summary>
public sealed class TextbookLoops
{
    [Fact]
    public void Dot_product()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Loops
            {
                [Differentiable]
                public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
                {
                    double sum = 0;
                    for (int i = 0; i < a.Length; i++)
                    {
                        sum += a[i] * b[i];
                    }

                    return sum;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Loops.Dot(p.AsSpan(0, 3), p.AsSpan(3));
            static double[] Gradient(double[] p)
            {
                var result = new double[7];
                result.AsSpan().Fill(double.NaN);
                result[0] = Textbook.Loops.DotGradient(p.AsSpan(0, 3), p.AsSpan(3), result.AsSpan(1, 3), result.AsSpan(4));
                return result;
            }
            """);
        circuit.AgreesWithDifferencesAt(1.5, -2, 0.25, 3, 0.5, -4);
        circuit.Gives([1.5, -2, 0.25, 3, 0.5, -4], 2.5, [3, 0.5, -4, 1.5, -2, 0.25], 0);
        Snapshot.Verify(circuit.Sources);
    }

    [Fact]
    public void Matrix_vector_product_over_a_matrix()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Grids
            {
                [Differentiable]
                public static double Energy(double[,] a, double[] x)
                {
                    double[,] y = new double[a.GetLength(0), 1];
                    for (int i = 0; i < a.GetLength(0); i++)
                    {
                        for (int j = 0; j < a.GetLength(1); j++)
                        {
                            y[i, 0] += a[i, j] * x[j];
                        }
                    }

                    double energy = 0;
                    foreach (double part in y)
                    {
                        energy += part * part;
                    }

                    return energy;
                }
            }
            """,
            """
            static double[,] Matrix(double[] p) => new[,] { { p[0], p[1] }, { p[2], p[3] } };
            static double Value(double[] p) => Textbook.Grids.Energy(Matrix(p), p[4..]);
            static double[] Gradient(double[] p)
            {
                double[,] a = { { double.NaN, double.NaN }, { double.NaN, double.NaN } };
                var x = new double[2];
                return [Textbook.Grids.EnergyGradient(Matrix(p), p[4..], a, x), a[0, 0], a[0, 1], a[1, 0], a[1, 1], .. x];
            }
            """);
        circuit.AgreesWithDifferencesAt(1.5, -2, 0.25, 3, 0.5, -4);
        circuit.Gives([1, 2, 3, 4, 5, -6], 130, [-70, 84, -90, 108, -68, -100], 0);
        Snapshot.Verify(circuit.Sources);
    }

    [Fact]
    public void Matrix_vector_product()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Loops
            {
                [Differentiable]
                public static void Multiply(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> y)
                {
                    for (int i = 0; i < y.Length; i++)
                    {
                        double sum = 0;
                        for (int j = 0; j < x.Length; j++)
                        {
                            sum += w[i * x.Length + j] * x[j];
                        }

                        y[i] = sum;
                    }
                }

                [Differentiable]
                public static double SquaredLength(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int rows)
                {
                    double[] y = new double[rows];
                    Multiply(w, x, y);
                    double sum = 0;
                    for (int i = 0; i < rows; i++)
                    {
                        sum += y[i] * y[i];
                    }

                    return sum;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Loops.SquaredLength(p.AsSpan(0, 6), p.AsSpan(6), 2);
            static double[] Gradient(double[] p)
            {
                var result = new double[10];
                result.AsSpan().Fill(double.NaN);
                result[0] = Textbook.Loops.SquaredLengthGradient(
                    p.AsSpan(0, 6), p.AsSpan(6), 2, result.AsSpan(1, 6), result.AsSpan(7));
                return result;
            }

            // The names of the parameters at fault, for destinations of the given lengths.
            static string WrongLength(int w, int x)
            {
                try
                {
                    Textbook.Loops.SquaredLengthGradient(new double[6], new double[3], 2, new double[w], new double[x]);
                    return "";
                }
                catch (ArgumentException e)
                {
                    return e.ParamName ?? "(none)";
                }
            }
            """);

        // y = W x; the gradient of |y|^2 is 2 y x^T for W, of W's shape, and 2 W^T y for x.
        circuit.Gives(
            [1, 2, 3, -1, 0, 2, 2, -1, 0.5],
            3.25,
            [6, -3, 1.5, -4, 2, -1, 5, 6, 5],
            1e-14);
        circuit.AgreesWithDifferencesAt(1, 2, 3, -1, 0, 2, 2, -1, 0.5);
        Func<int, int, string> wrongLength = circuit.Delegate<Func<int, int, string>>("WrongLength");
        Assert.Equal("", wrongLength(6, 3));
        Assert.Equal("wGradient", wrongLength(5, 3));
        Assert.Equal("wGradient", wrongLength(7, 3));
        Assert.Equal("xGradient", wrongLength(6, 2));
        Assert.Equal("xGradient", wrongLength(6, 4));
        Snapshot.Verify(circuit.Sources);
    }

    [Fact]
    public void Softmax_with_the_maximum_shifted_out()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Loops
            {
                [Differentiable]
                public static void Softmax(ReadOnlySpan<double> x, Span<double> y)
                {
                    double max = x[0];
                    for (int i = 1; i < x.Length; i++)
                    {
                        max = Math.Max(max, x[i]);
                    }

                    double sum = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        y[i] = Math.Exp(x[i] - max);
                        sum += y[i];
                    }

                    for (int i = 0; i < x.Length; i++)
                    {
                        y[i] /= sum;
                    }
                }
            }
            """,
            """
            private static readonly double[] Weights = [0.5, -1.25, 2, 0.75];

            // A weighted sum of the outputs, so that one backward pass gives a gradient to compare.
            static double Value(double[] p)
            {
                var y = new double[4];
                Textbook.Loops.Softmax(p, y);
                double sum = 0;
                for (int i = 0; i < 4; i++)
                {
                    sum += Weights[i] * y[i];
                }

                return sum;
            }

            static double[] Gradient(double[] p)
            {
                var y = new double[4];
                var result = new double[5];
                double[] adjoint = [.. Weights];
                Textbook.Loops.SoftmaxBackward(p, y, result.AsSpan(1), adjoint);
                for (int i = 0; i < 4; i++)
                {
                    result[0] += Weights[i] * y[i];

                    // F overwrites y: what y held before cannot matter.
                    if (adjoint[i] != 0)
                    {
                        throw new InvalidOperationException("The adjoint of y on entry is not zero.");
                    }
                }

                return result;
            }
            """);
        circuit.AgreesWithDifferencesAt(0.5, -1, 2, 0.25);
        double[] shifted = circuit.Gradient([1000.5, 999, 1002, 1000.25]);
        Assert.All(circuit.Gradient([0.5, -1, 2, 0.25]).Zip(shifted), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Snapshot.Verify(circuit.Sources);
    }

    [Fact]
    public void Softmax_cross_entropy()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Loops
            {
                [Differentiable]
                public static double CrossEntropy(ReadOnlySpan<double> logits, int label)
                {
                    double max = logits[0];
                    for (int i = 1; i < logits.Length; i++)
                    {
                        max = Math.Max(max, logits[i]);
                    }

                    double sum = 0;
                    for (int i = 0; i < logits.Length; i++)
                    {
                        sum += Math.Exp(logits[i] - max);
                    }

                    return Math.Log(sum) + max - logits[label];
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Loops.CrossEntropy(p, 2);
            static double[] Gradient(double[] p)
            {
                var result = new double[4];
                result.AsSpan().Fill(double.NaN);
                result[0] = Textbook.Loops.CrossEntropyGradient(p, 2, result.AsSpan(1));
                return result;
            }
            """);
        circuit.AgreesWithDifferencesAt(1, 2, 0.5);

        // Probabilities minus the one-hot label.
        double sum = Math.Exp(1) + Math.Exp(2) + Math.Exp(0.5);
        circuit.Gives(
            [1, 2, 0.5],
            Math.Log(sum) - 0.5,
            [Math.Exp(1) / sum, Math.Exp(2) / sum, (Math.Exp(0.5) / sum) - 1],
            1e-14);
        circuit.Gives([1000, -1000, -1000], 2000, [1, 0, -1], 1e-12);
        Snapshot.Verify(circuit.Sources);
    }
}
