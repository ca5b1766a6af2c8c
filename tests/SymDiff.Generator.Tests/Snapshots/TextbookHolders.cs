using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Snapshots;

/// <summary>Numbers in rows, in lists and in memory.</summary>
public sealed class TextbookHolders
{
    [Fact]
    public void Squares_of_ragged_rows()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Sums
            {
                [Differentiable]
                public static double Squares(double[][] rows, double scale)
                {
                    double sum = 0;
                    for (int i = 0; i < rows.Length; i++)
                    {
                        for (int j = 0; j < rows[i].Length; j++)
                        {
                            sum += scale * rows[i][j] * rows[i][j];
                        }
                    }

                    return sum;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Sums.Squares([[p[0], p[1]], [], [p[2]]], p[3]);
            static double[] Gradient(double[] p)
            {
                double[][] g = [new double[2], [], new double[1]];
                (double value, double scale) = Textbook.Sums.SquaresGradient([[p[0], p[1]], [], [p[2]]], p[3], g);
                return [value, .. g[0], .. g[2], scale];
            }
            """);
        circuit.AgreesWithDifferencesAt(0.5, -1, 2, 0.75);
        circuit.Gives([1, 2, 3, 2], 28, [4, 8, 12, 14], 1e-15);
        Snapshot.Verify(circuit.Sources);
    }

    [Fact]
    public void Mean_of_a_list_and_a_filter_over_memory()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Sums
            {
                [Differentiable]
                public static double Mean(List<double> x)
                {
                    double sum = 0;
                    foreach (double e in x)
                    {
                        sum += e;
                    }

                    return sum / x.Count;
                }

                [Differentiable]
                public static double Filter(ReadOnlyMemory<double> signal, double gain)
                {
                    double state = 0;
                    for (int i = 0; i < signal.Length; i++)
                    {
                        state = gain * state + signal.Span[i];
                    }

                    return state;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Sums.Mean([p[0], p[1]]) + Textbook.Sums.Filter(p.AsMemory(0, 2), p[2]);
            static double[] Gradient(double[] p)
            {
                double[] mean = new double[2], signal = new double[2];
                double value = Textbook.Sums.MeanGradient([p[0], p[1]], mean);
                (double last, double gain) = Textbook.Sums.FilterGradient(p.AsMemory(0, 2), p[2], signal);
                return [value + last, mean[0] + signal[0], mean[1] + signal[1], gain];
            }
            """);
        circuit.AgreesWithDifferencesAt(0.5, -1, 0.75);
        circuit.Gives([2, 4, 0.5], 3 + 5, [0.5 + 0.5, 0.5 + 1, 2], 1e-15);
        Snapshot.Verify(circuit.Sources);
    }
}
