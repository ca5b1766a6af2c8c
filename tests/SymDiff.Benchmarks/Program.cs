using SymDiff.Benchmarks;
using SymDiff.Benchmarks.Ratios;

const string Usage =
    """
    usage: SymDiff.Benchmarks compile
           SymDiff.Benchmarks sizes
           SymDiff.Benchmarks ratios [folder] [--rounds count] [--only name]

      compile   what it costs to differentiate: by size of a method, by number of methods, and after one edit
      sizes     what a gradient costs to run, by the size of its method
      ratios    what derivatives cost to run: the objectives of ADBench, Rosenbrock's valley and scalar functions, each
                beside the user's objective and derivatives written by hand. The folder holds the inputs; without it
                shared/data is looked for above the program and the current directory
    """;

switch (args)
{
    case ["compile"]:
        CompileCost.Print(Console.Out);
        return 0;
    case ["sizes"]:
        SizeCost.Print(Console.Out);
        return 0;
    case ["ratios", ..] when !args.Contains("--help"):
        return PrintRatios(args.AsSpan(1));
    case ["--help" or "-h"] or ["ratios", ..]:
        Console.Out.WriteLine(Usage);
        return 0;
    default:
        return Fail(Usage, 2);
}

static int PrintRatios(ReadOnlySpan<string> arguments)
{
    using CancellationTokenSource cancellation = new();
    Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        cancellation.Cancel();
    };
    try
    {
        RatioRun.Print(RatioOptions.Parse(arguments), Console.Out, cancellation.Token);
        return 0;
    }
    catch (FormatException exception)
    {
        return Fail(exception.Message, 2);
    }
    catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
    {
        return Fail(exception.Message, 1);
    }
    catch (OperationCanceledException)
    {
        return Fail("stopped", 130);
    }
}

static int Fail(string message, int code)
{
    Console.Error.WriteLine(message);
    return code;
}
