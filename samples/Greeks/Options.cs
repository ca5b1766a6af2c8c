using System.Globalization;

namespace Greeks;

/// <summary>What the command line asks for.</summary>
/// <param name="Market">The market and the contract.</param>
/// <param name="Fixings">How many prices are averaged, at equal distances up to maturity.</param>
/// <param name="Paths">How many paths are simulated.</param>
/// <param name="Seed">Decides the paths.</param>
/// <param name="Help">Whether only the usage is wanted.</param>
internal sealed record Options(Market Market, int Fixings, int Paths, long Seed, bool Help)
{
    internal const string Usage = """
        Prices a European call by Black and Scholes and a call on a geometric average by simulation, both with
        delta, vega, rho and gamma from generated derivatives, beside the closed form and bumped prices.

        usage: Greeks [--paths N] [--seed N] [--fixings N] [--spot S] [--strike K] [--rate R]
                      [--volatility V] [--maturity T] [--help]

          --paths N        how many paths are simulated (default 100000)
          --seed N         decides the paths (default 1)
          --fixings N      how many prices are averaged (default 12)
          --spot S         the price of the share today (default 100)
          --strike K       what the call lets buy it for (default 105)
          --rate R         the interest a year, compounded continuously (default 0.03)
          --volatility V   of a year (default 0.2)
          --maturity T     in years (default 1)
          --help           show this text

        Ctrl+C stops early and shows what the paths so far give.
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It cannot be understood; the message says why.</exception>
    internal static Options Parse(string[] args)
    {
        var options = new Options(new Market(Spot: 100, Strike: 105, Rate: 0.03, Volatility: 0.2, Maturity: 1), Fixings: 12, Paths: 100_000, Seed: 1, Help: false);
        for (int i = 0; i < args.Length; i++)
        {
            Market market = options.Market;
            options = args[i] switch
            {
                "--paths" => options with { Paths = (int)Whole(args, ref i, 2, 1_000_000_000) },
                "--seed" => options with { Seed = Whole(args, ref i, long.MinValue, long.MaxValue) },
                "--fixings" => options with { Fixings = (int)Whole(args, ref i, 1, 10_000) },
                "--spot" => options with { Market = market with { Spot = Number(args, ref i, 1e-6, 1e9) } },
                "--strike" => options with { Market = market with { Strike = Number(args, ref i, 1e-6, 1e9) } },
                "--rate" => options with { Market = market with { Rate = Number(args, ref i, -1, 1) } },
                "--volatility" => options with { Market = market with { Volatility = Number(args, ref i, 1e-3, 10) } },
                "--maturity" => options with { Market = market with { Maturity = Number(args, ref i, 1e-3, 100) } },
                "--help" or "-h" => options with { Help = true },
                _ => throw new FormatException($"unknown option '{args[i]}' (see --help)"),
            };
        }

        return options;
    }

    private static string Next(string[] args, ref int i)
    {
        string option = args[i];
        i++;
        return i < args.Length ? args[i] : throw new FormatException($"{option} needs a value (see --help)");
    }

    private static long Whole(string[] args, ref int i, long min, long max)
    {
        string option = args[i], text = Next(args, ref i);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= min && number <= max
            ? number
            : throw new FormatException($"{option} takes a whole number{(min == long.MinValue ? "" : $" from {min} to {max}")}, not '{text}'");
    }

    private static double Number(string[] args, ref int i, double min, double max)
    {
        string option = args[i], text = Next(args, ref i);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= min && number <= max
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{option} takes a number from {min} to {max}, not '{text}'"));
    }
}
