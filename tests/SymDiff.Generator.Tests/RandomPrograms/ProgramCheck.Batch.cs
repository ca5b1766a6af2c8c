using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Many points at once against one after the other: values and arguments bit for bit, sums may be rounded otherwise.</summary>
internal sealed partial class ProgramCheck
{
    // Two times eight and some that are left.
    private const int Points = 21;

    /// <summary>What is wrong with derivatives at points around one; null when nothing is.</summary>
    private static ProgramFault? Batches(LoadedProgram loaded, int number, Entry entry, ProgramPoint point, bool singles)
    {
        var one = loaded.Delegate<Func<object[], object[], double[]>>(EntryDriver.Name(number), "Gradient");
        ProgramPoint[] points = [.. Enumerable.Range(0, Points).Select(point.Beside)];
        object[][] left = [.. points.Select(static near => near.Fresh())];
        double[][] expected = [];
        Exception? own = Record.Exception(() => expected = [.. points.Zip(left, (near, arguments) =>
        {
            object[] destinations = near.Laid(null, double.NaN);
            double[] returned = one(arguments, destinations);
            return (double[])[returned[0], .. near.Collect(destinations, returned)];
        })]);
        foreach (string name in (string[])["GradientBatch", "JacobianBatch"])
        {
            var many = loaded.Delegate<Func<object[], object[], double[]>>(EntryDriver.Name(number), name);
            object[] arguments = [.. points.Select(static near => near.Fresh())], destinations = [.. points.Select(static near => near.Laid(null, double.NaN))];
            double[] values = [];
            Exception? thrown = Record.Exception(() => values = many(arguments, destinations));
            if (thrown is NotSupportedException && thrown.Message.StartsWith("SD6007: ", StringComparison.Ordinal))
            {
                continue;
            }

            if (thrown?.GetType() != own?.GetType())
            {
                return new ProgramFault($"F{name} throws otherwise", $"one by one {own?.GetType().Name ?? "returns"}, at once {thrown?.ToString() ?? "returns"}");
            }

            for (int k = 0; own is null && k < Points; k++)
            {
                double[] actual = [values[k], .. points[k].Gathered((object[])destinations[k])];
                double tolerance = (singles ? 1e-4 : 1e-11) * Math.Max(expected[k].Skip(1).Select(Math.Abs).DefaultIfEmpty(0).Max(), singles ? 1 : 1e-3);
                if (!SameBits([expected[k][0]], [values[k]]) || !SameArguments(left[k], (object[])arguments[k]) || !expected[k].Zip(actual).All(pair => Close(pair.First, pair.Second, tolerance)))
                {
                    return new ProgramFault($"F{name} differs", $"point {k} alone {Show(expected[k])}, at once {Show(actual)}{(SameArguments(left[k], (object[])arguments[k]) ? "" : ", an argument does not end as F leaves it")}");
                }
            }
        }

        return null;
    }
}
