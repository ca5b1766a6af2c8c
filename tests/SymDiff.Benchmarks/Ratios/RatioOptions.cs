using System.Globalization;

namespace SymDiff.Benchmarks.Ratios;

/// <summary>What the user asked of the table.</summary>
/// <param name="Folder">Where the inputs are; null to look for them.</param>
/// <param name="Rounds">How often every variant is timed.</param>
/// <param name="Only">Rows whose names contain this; null for all.</param>
internal sealed record RatioOptions(string? Folder, int Rounds, string? Only)
{
    /// <summary>Reads the arguments behind <c>ratios</c>.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <exception cref="FormatException">One of them is wrong.</exception>
    public static RatioOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new RatioOptions(null, 21, null);
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--rounds":
                    string count = Next(arguments, ref i);
                    options = options with
                    {
                        Rounds = int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int rounds) && rounds > 0
                            ? rounds
                            : throw new FormatException($"--rounds takes a whole number above 0, not '{count}'."),
                    };
                    break;
                case "--only":
                    options = options with { Only = Next(arguments, ref i) };
                    break;
                case ['-', ..] unknown:
                    throw new FormatException($"'{unknown}' is not an option.");
                case var folder when options.Folder is null:
                    options = options with { Folder = folder };
                    break;
                default:
                    throw new FormatException($"One folder is enough, '{arguments[i]}' is too many.");
            }
        }

        return options;
    }

    private static string Next(ReadOnlySpan<string> arguments, ref int at) =>
        ++at < arguments.Length ? arguments[at] : throw new FormatException($"{arguments[at - 1]} needs a value.");
}
