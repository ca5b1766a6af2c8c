using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Snapshots;

/// <summary>Marks that override the caching plan: the documentation comment says what is kept and what runs again.</summary>
public sealed class TextbookCaching
{
    /// <summary>A loop keeps its state alone: each step is taken again on the way back.</summary>
    [Fact]
    public void Steps_that_are_taken_again()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal static partial class Flows
            {
                [Differentiable, Recompute]
                public static double Step(double state, double rate)
                {
                    double slope = Math.Exp(-state) - rate * Math.Sin(state);
                    return state + 0.1 * slope * slope;
                }

                [Differentiable]
                public static double End(double start, double rate)
                {
                    double state = start;
                    for (int i = 0; i < 10; i++)
                    {
                        state = Step(state, rate);
                    }

                    return state;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Flows.End(p[0], p[1]);
            static double[] Gradient(double[] p)
            {
                (double value, double start, double rate) = Textbook.Flows.EndGradient(p[0], p[1]);
                return [value, start, rate];
            }
            """);
        circuit.AgreesWithDifferencesAt(1.5, 0.25);
        Snapshot.Verify(circuit.Sources);
    }
}
