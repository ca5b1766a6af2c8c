using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Snapshots;

/// <summary>Methods over any floating-point type.</summary>
public sealed class TextbookGenerics
{
    /// <summary>Functions and literals are spelled by the type parameter, whose constraint every member repeats.</summary>
    [Fact]
    public void Damped_oscillation()
    {
        var circuit = Circuit.Compile(
            """
            using System.Numerics;

            namespace Textbook;

            internal static partial class Oscillators
            {
                [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
                public static T Damped<T>(T amplitude, T decay, ReadOnlySpan<T> times)
                    where T : struct, IFloatingPointIeee754<T>
                {
                    T sum = T.Zero;
                    for (int i = 0; i < times.Length; i++)
                    {
                        T envelope = amplitude * T.Exp(-decay * times[i]);
                        sum += envelope * T.Cos(T.Tau * times[i]) / T.CreateChecked(times.Length);
                    }

                    return T.CreateChecked(0.5) * sum * sum;
                }
            }
            """,
            """
            static double Value(double[] p) => Textbook.Oscillators.Damped<double>(p[0], p[1], p.AsSpan(2));
            static double[] Gradient(double[] p)
            {
                var result = new double[p.Length + 1];
                (double value, double amplitude, double decay) = Textbook.Oscillators.DampedGradient<double>(p[0], p[1], p.AsSpan(2), result.AsSpan(3));
                (result[0], result[1], result[2]) = (value, amplitude, decay);
                return result;
            }

            static double[] Tangent(double[] p, double[] t)
            {
                (double value, double tangent) = Textbook.Oscillators.DampedJvp<double>(p[0], p[1], p.AsSpan(2), t[0], t[1], t.AsSpan(2));
                return [value, tangent];
            }
            """);
        circuit.AgreesWithDifferencesAt(1.5, 0.25, 0.1, 0.4, 0.75);
        circuit.ForwardAgreesWithReverseAt(1.5, 0.25, 0.1, 0.4, 0.75);
        Snapshot.Verify(circuit.Sources);
    }

    /// <summary>A method of an interface has derivatives without a body; a call of it keeps the object for the way back.</summary>
    [Fact]
    public void Potentials_of_an_interface()
    {
        var circuit = Circuit.Compile(
            """
            namespace Textbook;

            internal partial interface IPotential
            {
                [Differentiable]
                double At(double distance);
            }

            internal sealed partial class Gravity(int mass) : IPotential
            {
                [Differentiable]
                public double At(double distance) => -mass / distance;
            }

            internal static partial class Orbits
            {
                [Differentiable]
                public static double Energy(IPotential[] potentials, double distance, double speed)
                {
                    double sum = speed * speed / 2;
                    for (int i = 0; i < potentials.Length; i++)
                    {
                        sum += potentials[i].At(distance * (i + 1));
                    }

                    return sum;
                }
            }
            """,
            """
            private static readonly Textbook.IPotential[] Bodies = [new Textbook.Gravity(3), new Textbook.Gravity(5)];
            static double Value(double[] p) => Textbook.Orbits.Energy(Bodies, p[0], p[1]);
            static double[] Gradient(double[] p)
            {
                (double value, double distance, double speed) = Textbook.Orbits.EnergyGradient(Bodies, p[0], p[1]);
                return [value, distance, speed];
            }
            """);
        circuit.AgreesWithDifferencesAt(1.5, 0.25);
        Snapshot.Verify(circuit.Sources);
    }
}
