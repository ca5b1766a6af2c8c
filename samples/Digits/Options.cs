using System.Globalization;

namespace Digits;

/// <summary>What the command line asks for.</summary>
/// <param name="Epochs">How often every training image is used.</param>
/// <param name="Seed">Decides the split, the initial parameters and the batches.</param>
/// <param name="OutputDirectory">Where the loss curve goes; null for nowhere.</param>
/// <param name="Linked">Whether the network is linked from separately marked layers.</param>
/// <param name="Help">Whether only the usage is wanted.</param>
internal sealed record Options(int Epochs, long Seed, string? OutputDirectory, bool Linked, bool Help)
{
    internal const string Usage = """
        Trains a 64-32-10 network on 1,500 handwritten digits and tests it on 297 others.

        usage: Digits [--epochs N] [--seed N] [--linked] [--out DIR] [--help]

          --epochs N   how often every training image is used (default 30)
          --seed N     decides the split, the initial parameters and the batches (default 1)
          --linked     train through separately marked layers, linked by Chain
          --out DIR    write the loss curve to DIR/loss.svg; DIR is made if need be
          --help       show this text

        Ctrl+C stops early, keeps what was learnt and still tests it.
        """;

    private const int MaxEpochs = 100_000;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It cannot be understood; the message says why.</exception>
    internal static Options Parse(string[] args)
    {
        Options options = new(Epochs: 30, Seed: 1, OutputDirectory: null, Linked: false, Help: false);
        for (int i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--epochs" => options with { Epochs = (int)Number("--epochs", Next(args, ref i), 1, MaxEpochs) },
                "--seed" => options with { Seed = Number("--seed", Next(args, ref i), long.MinValue, long.MaxValue) },
                "--out" => options with { OutputDirectory = Next(args, ref i) },
                "--linked" => options with { Linked = true },
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
        return i < args.Length && args[i].Length > 0
            ? args[i]
            : throw new FormatException($"{option} needs a value (see --help)");
    }

    private static long Number(string option, string text, long min, long max)
    {
        bool isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number);
        if (isNumber && number >= min && number <= max)
        {
            return number;
        }

        string range = min == long.MinValue ? "a whole number" : $"a whole number from {min} to {max}";
        throw new FormatException($"{option} takes {range}, not '{text}'");
    }
}
