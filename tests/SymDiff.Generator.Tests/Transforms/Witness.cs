using SymDiff.Generator.Ir;
using Xunit;

namespace SymDiff.Generator.Tests.Transforms;

/// <summary>Compares the tangents of a function with differences of the function itself.</summary>
internal static class Witness
{
    /// <summary>
    /// Checks that the value is unchanged, and the tangents of all floating outputs and of the final contents of all arrays.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="point">Its arguments: numbers, integers, arrays.</param>
    /// <param name="direction">For each argument its tangent, or null for an integer.</param>
    /// <param name="callees">What it calls.</param>
    /// <returns>The tangents that were checked: of the outputs, then of the elements of the arrays.</returns>
    public static double[] AssertTangents(Function function, object[] point, object?[] direction, params Function[] callees)
    {
        Interpreter interpreter = new(callees);
        Directional directional = Directional.Of(function);
        object[] arguments = At(point, direction, 0);
        object[] tangents = Copy(direction);
        object[] taken = [.. tangents.Where((_, i) => directional.Takes(function.Body.Arguments[i]))];
        object[] outputs = interpreter.Run(directional.Region, [.. arguments, .. taken]);

        int yields = function.Body.Yields.Count;
        double[] values = [.. Numbers(outputs.Take(yields)), .. Elements(arguments)];
        Assert.Equal(Values(0), values);

        double[] actual = [.. Numbers(outputs.Skip(yields)), .. Elements(tangents)];
        double[] expected = Difference();
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= 1e-8 * Math.Max(1, Math.Abs(expected[i])),
                FormattableString.Invariant($"tangent {i}: expected {expected[i]:R} but was {actual[i]:R}"));
        }

        return actual;

        double[] Values(double step)
        {
            object[] at = At(point, direction, step);
            object[] results = interpreter.Run(function.Body, at);
            return [.. Numbers(results), .. Elements(at)];
        }

        // Central differences at steps h, h/2, h/4, extrapolated twice (Richardson): error O(h^6).
        double[] Difference()
        {
            const double H = 4e-3;
            double[] a = Central(H), b = Central(H / 2), c = Central(H / 4);
            return [.. a.Select((_, i) =>
            {
                double first = b[i] + ((b[i] - a[i]) / 3);
                double second = c[i] + ((c[i] - b[i]) / 3);
                return second + ((second - first) / 15);
            })];
        }

        double[] Central(double step) => [.. Values(step).Zip(Values(-step), (above, below) => (above - below) / (2 * step))];
    }

    private static IEnumerable<double> Numbers(IEnumerable<object> outputs) => outputs.OfType<double>();

    private static IEnumerable<double> Elements(IEnumerable<object> arguments) =>
        arguments.OfType<Memory<double>>().SelectMany(buffer => buffer.ToArray());

    private static object[] Copy(object?[] direction) =>
        [.. direction.Select(tangent => tangent is double[] array ? new Memory<double>([.. array]) : tangent ?? 0.0)];

    private static object[] At(object[] point, object?[] direction, double step) =>
        [.. point.Select((value, i) => value switch
        {
            double number => number + (step * (double)direction[i]!),
            double[] array => (object)new Memory<double>([.. array.Zip((double[])direction[i]!, (x, tangent) => x + (step * tangent))]),
            int integer => (long)integer,
            _ => throw new ArgumentException("No argument of a program: " + value, nameof(point)),
        })];
}
