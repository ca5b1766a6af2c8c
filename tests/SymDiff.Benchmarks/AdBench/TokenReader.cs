// A reader for the file format of ADBench (microsoft/ADBench, MIT licence).

using System.Globalization;

namespace SymDiff.Benchmarks.AdBench;

/// <summary>Reads numbers separated by white space.</summary>
internal sealed class TokenReader(string path)
{
    private readonly string[] tokens = File.ReadAllText(path).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    private int position;

    public int NextInt() => int.TryParse(Next(), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : throw Wrong("a whole number");

    public double NextDouble() => double.TryParse(Next(), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Wrong("a number");

    public double[] NextDoubles(int count)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = NextDouble();
        }

        return values;
    }

    private string Next() => position < tokens.Length ? tokens[position++] : throw new InvalidDataException($"'{path}' ends too early.");

    private InvalidDataException Wrong(string wanted) => new($"'{tokens[position - 1]}' in '{path}' is not {wanted}.");
}
