using SymDiff.Benchmarks;

const string Usage =
    """
    usage: SymDiff.Benchmarks compile

      compile   what it costs to differentiate: by size of a method, by number of methods, and after one edit
    """;

switch (args)
{
    case ["compile"]:
        CompileCost.Print(Console.Out);
        return 0;
    case ["--help" or "-h"]:
        Console.Out.WriteLine(Usage);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
