using System.Globalization;
using System.Text.RegularExpressions;

namespace CurveFit;

/// <summary>One of NIST's sets: observations, two places to start from, and the parameters that are certified.</summary>
/// <param name="Name">Its name, as that of the file.</param>
/// <param name="X">The predictors of each observation.</param>
/// <param name="Y">What was observed.</param>
/// <param name="Starts">The two places to start from.</param>
/// <param name="Certified">The parameters of the least sum of squares, to 11 digits.</param>
internal sealed partial record NistSet(string Name, double[][] X, double[] Y, double[][] Starts, double[] Certified)
{
    /// <summary>Reads a file in NIST's format.</summary>
    /// <exception cref="FormatException">It is not in that format.</exception>
    public static NistSet Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        Match[] parameters = [.. lines.Select(static line => Parameter().Match(line)).Where(static match => match.Success)];
        int head = Array.FindLastIndex(lines, static line => line.StartsWith("Data:", StringComparison.Ordinal));
        if (parameters.Length == 0 || head < 0)
        {
            throw new FormatException($"'{path}' is not a set of nonlinear regression in NIST's format.");
        }

        double[][] rows = [.. lines.Skip(head + 1)
            .Select(static line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(static words => words.Length > 0)
            .Select(words => words.Select(word => Number(word, path)).ToArray())];
        if (rows.Length < parameters.Length || rows.Any(row => row.Length < 2 || row.Length != rows[0].Length))
        {
            throw new FormatException($"'{path}' has too few observations, or some with another number of predictors.");
        }

        double[] Column(string group) => [.. parameters.Select(match => Number(match.Groups[group].Value, path))];
        return new NistSet(
            Path.GetFileNameWithoutExtension(path),
            [.. rows.Select(static row => row[1..])],
            [.. rows.Select(static row => row[0])],
            [Column("first"), Column("second")],
            Column("certified"));
    }

    private static double Number(string text, string path)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new FormatException($"'{path}' has '{text}' in the place of a number.");

    [GeneratedRegex(@"^\s*b\d+\s*=\s*(?<first>\S+)\s+(?<second>\S+)\s+(?<certified>\S+)\s+\S+\s*$")]
    private static partial Regex Parameter();
}
