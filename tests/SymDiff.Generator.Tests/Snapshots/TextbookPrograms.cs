using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Snapshots;

/// <summary>What the compiler decides for the sake of cost, read as snapshots: numbers alone cannot tell.</summary>
public sealed class TextbookPrograms
{
    /// <summary>An element that is added to keeps its adjoint where it is; one that is multiplied hands it on.</summary>
    [Fact]
    public void Updates_in_place()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Programs
            {
                [Differentiable]
                public static double Relax(ReadOnlySpan<double> x, double w)
                {
                    double[] y = new double[x.Length + 1];
                    for (int i = 0; i < x.Length; i++)
                    {
                        y[i] += w * x[i];
                        y[i + 1] = y[i + 1] - x[i] * x[i];
                        y[i] *= 0.5;
                        double before = y[0];
                        y[0] = before + w;
                        y[i + 1] += before;
                    }

                    double sum = 0;
                    foreach (double item in y)
                    {
                        sum += item * item;
                    }

                    return sum;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Programs.Relax(p.AsSpan(0, 3), p[3]);
            static double[] Gradient(double[] p)
            {
                var result = new double[4];
                (double value, double w) = Textbook.Programs.RelaxGradient(p.AsSpan(0, 3), p[3], result.AsSpan(0, 3));
                return [value, .. result[..3], w];
            }
            """);
        circuit.AgreesWithDifferencesAt(1.5, -2, 0.25, 0.75);
        Snapshot.Verify(circuit.Sources);
    }

    /// <summary>What costs little is computed again on the way back, what costs more goes over the stack.</summary>
    [Fact]
    public void Cheap_values_are_computed_again()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Programs
            {
                [Differentiable]
                public static double Costs(ReadOnlySpan<double> x, double w)
                {
                    double s = w;
                    for (int i = 0; i < x.Length; i++)
                    {
                        double two = x[i] + w;
                        double three = x[i] * w - w;
                        double four = x[i] * w - w * w;
                        double five = (x[i] + w) * (x[i] + 2.5) - 1;
                        double six = two * four + w;
                        double named = Math.Sin(two);
                        double far = Math.Exp(-named);
                        double root = x[i] > 0 ? Math.Sqrt(x[i]) : 0.5 * x[i];
                        s += two * three + four * five * six + named * far + root * root + s * two;
                    }

                    return s;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Programs.Costs(p.AsSpan(0, 3), p[3]);
            static double[] Gradient(double[] p)
            {
                var result = new double[3];
                (double value, double w) = Textbook.Programs.CostsGradient(p.AsSpan(0, 3), p[3], result);
                return [value, .. result, w];
            }
            """);
        circuit.AgreesWithDifferencesAt(1.5, -0.5, 0.25, 0.75);
        Snapshot.Verify(circuit.Sources);
    }

    /// <summary>A loop without a count, left in its middle, with arrays and a branch in it.</summary>
    [Fact]
    public void Newton_iteration()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Programs
            {
                [Differentiable]
                public static double Root(double a, double start, int most)
                {
                    double x = start;
                    double[] steps = new double[most];
                    int taken = 0;
                    while (taken < most)
                    {
                        double f = x * x * x - a;
                        if (Math.Abs(f) < 1e-3)
                        {
                            break;
                        }

                        double step = f / (3 * x * x);
                        steps[taken] = step > 1 ? 1 : step;
                        x -= steps[taken];
                        taken++;
                    }

                    double sum = x;
                    for (int i = most - 1; i >= 0; i -= 2)
                    {
                        sum += steps[i] * steps[i];
                    }

                    return sum;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Programs.Root(p[0], p[1], 4);
            static double[] Gradient(double[] p)
            {
                (double value, double a, double start) = Textbook.Programs.RootGradient(p[0], p[1], 4);
                return [value, a, start];
            }
            """);
        circuit.AgreesWithDifferencesAt(5, 4);
        circuit.AgreesWithDifferencesAt(8, 2.5);
        Snapshot.Verify(circuit.Sources);
    }

    /// <summary>Tests stand as they are written, also of numbers that are known; the way back asks them again.</summary>
    [Fact]
    public void Tests_and_an_inlined_helper()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Programs
            {
                [Differentiable]
                public static double Known(double x, double y, int n)
                {
                    (int order, double scale, bool smooth) = (2, 1.5, true);
                    double s = x;
                    if (order < 3 && smooth && order <= 2) { s = Math.Sin(x * y) * Math.Exp(x * y); }
                    if (order >= 3 || !smooth) { s += y; }
                    if (scale > 1.5) { s += y; }
                    if (scale == 1.5) { s += y * y; }
                    if (smooth & n > 2) { s *= x; }
                    if (!smooth | n > 3) { s *= y; }
                    if (n > 4 & smooth) { s += x; }
                    double unused = Math.Log(x);
                    double copied = s;
                    double root = Math.Sqrt(x + 3);
                    return copied * (x * y) + Helper(x, scale) * Helper(y, scale) + (n > 3 ? 2 * root : -3 * root);
                }

                private static double Helper(double x, double scale) => x < 0 ? scale * x : x;
            }
            """,
            """
            static double Value(double[] p) => Textbook.Programs.Known(p[0], p[1], 3) + Textbook.Programs.Known(p[0], p[1], 5);
            static double[] Gradient(double[] p)
            {
                (double first, double x, double y) = Textbook.Programs.KnownGradient(p[0], p[1], 3);
                (double second, double u, double v) = Textbook.Programs.KnownGradient(p[0], p[1], 5);
                return [first + second, x + u, y + v];
            }
            """);
        circuit.AgreesWithDifferencesAt(0.75, -1.25);
        circuit.AgreesWithDifferencesAt(1.5, 0.5);
        Snapshot.Verify(circuit.Sources);
    }

    /// <summary>Arrays that a round makes are given back in it, or when the way back has passed it.</summary>
    [Fact]
    public void Arrays_of_a_round()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Programs
            {
                [Differentiable]
                public static double Layers(double[] x, double w, int depth)
                {
                    double[] state = new double[x.Length];
                    x.CopyTo(state, 0);
                    double energy = 0;
                    for (int k = 0; k < depth; k++)
                    {
                        double[] next = new double[state.Length];
                        for (int i = 0; i < next.Length; i++)
                        {
                            next[i] = w * state[i] + state[(i + 1) % state.Length] * k;
                        }

                        double[] linear = new double[2];
                        linear[0] = w + x[0];
                        linear[1] = linear[0] + k;
                        energy += linear[1];
                        for (int i = 0; i < next.Length; i++)
                        {
                            state[i] = next[i] * next[i];
                        }
                    }

                    return energy + state[0];
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Programs.Layers(p[..3], p[3], 2);
            static double[] Gradient(double[] p)
            {
                var result = new double[3];
                (double value, double w) = Textbook.Programs.LayersGradient(p[..3], p[3], 2, result);
                return [value, .. result, w];
            }
            """);
        circuit.AgreesWithDifferencesAt(0.5, -0.25, 0.75, 1.25);
        Snapshot.Verify(circuit.Sources);
    }
}
