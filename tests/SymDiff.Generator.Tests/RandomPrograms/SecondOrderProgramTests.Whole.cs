namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Whole Hessians against products with them, rows of Jacobians against the gradient and against tangents.</summary>
public sealed partial class SecondOrderProgramTests
{
    private sealed partial class Check
    {
        private string? WholeHessian(ProgramPoint point, double[] direction, (double Value, double[] Partials, double[] Product) expected, double scale)
        {
            int n = point.Dimension;
            if (!entry.HasHessian)
            {
                return null;
            }

            Array[] d = element == "float"
                ? [Enumerable.Repeat(float.NaN, n).ToArray(), Enumerable.Repeat(float.NaN, n * n).ToArray()]
                : [Enumerable.Repeat(double.NaN, n).ToArray(), Enumerable.Repeat(double.NaN, n * n).ToArray()];
            double found = hessian(point.Fresh(), d)[0];
            (double[] first, double[] whole) = (Numbers(d[0]), Numbers(d[1]));
            double tolerance = (singles ? 1e-2 : 1e-9) * scale * n;
            if (BitConverter.DoubleToInt64Bits(expected.Value) != BitConverter.DoubleToInt64Bits(found) || Far(expected.Partials, first, tolerance))
            {
                return $"FHessian gives {found:R} {Show(first)}, the gradient is {Show(expected.Partials)}";
            }

            double[] product = [.. Enumerable.Range(0, n).Select(row => Dot(whole[(row * n)..((row + 1) * n)], direction))];
            double[] transposed = [.. Enumerable.Range(0, n).SelectMany(row => Enumerable.Range(0, n).Select(column => whole[(column * n) + row]))];
            return Far(expected.Product, product, tolerance) ? $"Hessian times direction {Show(product)}, the product is {Show(expected.Product)}"
                : Far(whole, transposed, tolerance) ? $"Hessian {Show(whole)} is not symmetric"
                : null;
        }

        // The first row is that of the returned number, then come those of references; of the method that returns nothing there is
        // one for each element that can be written.
        private string? Rows(ProgramPoint point, double[] direction, (double Value, object[] Left, double[] Partials) expected, double scale)
        {
            object[] tangents = point.Laid(direction), arguments = point.Fresh();
            double[] forward = tangent(point.Fresh(), tangents);
            double[] references = [.. entry.Parameters.SelectMany((p, i) => p is { Differentiated: true, Modifier: "ref" or "out" } ? Flat(tangents[i]) : [])];
            (double? value, double[] along, double[] top) = Times(point, arguments, jacobian, 1 + references.Length, direction);
            double tolerance = (singles ? 1e-2 : 1e-9) * scale * Math.Max(1, point.Dimension);
            if (BitConverter.DoubleToInt64Bits(expected.Value) != BitConverter.DoubleToInt64Bits(value!.Value) || !expected.Left.Zip(arguments).All(static pair => Same(pair.First, pair.Second)))
            {
                return $"FJacobian gives {value:R}, not {expected.Value:R}, or leaves other arguments";
            }

            if (Far(expected.Partials, top, tolerance) || Far([forward[1], .. references], along, tolerance))
            {
                return $"Jacobian along the direction {Show(along)}, FJvp gives {Show([forward[1], .. references])}; row {Show(top)}, gradient {Show(expected.Partials)}";
            }

            if (!entry.Writes)
            {
                return null;
            }

            double[] elements = [.. entry.Parameters.SelectMany((p, i) => p.IsWritable ? Flat(tangents[i]) : [])];
            (_, double[] rows, _) = Times(point, point.Fresh(), written, elements.Length, direction);
            return Far(elements, rows, tolerance) ? $"rows of written elements give {Show(rows)}, FJvp gives {Show(elements)}" : null;
        }

        private (double? Value, double[] Product, double[] First) Times(ProgramPoint point, object[] arguments, Func<object[], object[], double[]> member, int rows, double[] direction)
        {
            object[] laid = point.Laid(direction);
            object[] destinations = [.. laid.Select((part, i) => (object)(part switch
            {
                float[] or float => Enumerable.Repeat(float.NaN, rows * Flat(part).Length).ToArray(),
                _ => Enumerable.Repeat(double.NaN, rows * Flat(part).Length).ToArray(),
            }))];
            double[] returned = member(arguments, destinations);
            int[] columns = [.. Enumerable.Range(0, laid.Length).Where(i => entry.Parameters[i] is { Differentiated: true, Modifier: not "out" })];
            double[] Row(int row, int i) => [.. Flat(destinations[i]).Skip(row * Flat(laid[i]).Length).Take(Flat(laid[i]).Length)];
            return (
                returned.Length > 0 ? returned[0] : null,
                [.. Enumerable.Range(0, rows).Select(row => columns.Sum(i => Dot(Row(row, i), Flat(laid[i]))))],
                [.. columns.SelectMany(i => Row(0, i))]);
        }

        private static double[] Flat(object part) => part switch
        {
            double[] x => x,
            float[] x => [.. x.Select(static e => (double)e)],
            float x => [x],
            _ => [(double)part],
        };

        private static bool Far(double[] expected, double[] actual, double tolerance) =>
            expected.Length != actual.Length || expected.Zip(actual).Any(pair => !(Math.Abs(pair.First - pair.Second) <= tolerance) && !(double.IsNaN(pair.First) && double.IsNaN(pair.Second)));
    }
}
