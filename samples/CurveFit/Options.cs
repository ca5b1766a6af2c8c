namespace CurveFit;

/// <summary>What the command line asks for.</summary>
/// <param name="Folder">Where NIST's files are; null for those that come with the sample.</param>
/// <param name="Start">0 or 1: which of the two starts.</param>
/// <param name="Help">Whether only the usage is wanted.</param>
internal sealed record Options(string? Folder, int Start, bool Help)
{
    internal const string Usage = """
        Fits NIST's sets for nonlinear regression by Math.NET's Levenberg-Marquardt, with generated gradients
        and with differences, and compares the parameters with those that NIST certifies.

        usage: CurveFit [FOLDER] [--start 1|2] [--help]

          FOLDER           where NIST's .dat files are (default: the five that come with the sample)
          --start 1|2      which of NIST's two starts; the first is farther off (default 2)
          --help           show this text

        Ctrl+C stops early and keeps the rows so far.
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It cannot be understood; the message says why.</exception>
    internal static Options Parse(string[] args)
    {
        var options = new Options(Folder: null, Start: 1, Help: false);
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--help" or "-h":
                    options = options with { Help = true };
                    break;
                case "--start":
                    i++;
                    options = options with
                    {
                        Start = i == args.Length ? throw new FormatException("--start needs a value (see --help)")
                            : args[i] is "1" or "2" ? args[i][0] - '1'
                            : throw new FormatException($"--start takes 1 or 2, not '{args[i]}'"),
                    };
                    break;
                case var folder when folder.Length > 0 && folder[0] != '-' && options.Folder is null:
                    options = options with { Folder = folder };
                    break;
                default:
                    throw new FormatException($"unknown option '{args[i]}' (see --help)");
            }
        }

        return options;
    }
}
