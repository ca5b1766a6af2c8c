using System.Globalization;
using CurveFit;

const double Reached = 6;

Options options;
try
{
    options = Options.Parse(args);
}
catch (FormatException exception)
{
    return Fail(exception.Message, code: 2);
}

if (options.Help)
{
    Console.WriteLine(Options.Usage);
    return 0;
}

string folder = options.Folder ?? Path.Combine(AppContext.BaseDirectory, "Nist");
NistSet[] sets;
try
{
    string[] files = Directory.GetFiles(folder, "*.dat");
    Array.Sort(files, StringComparer.OrdinalIgnoreCase);
    sets = [.. files.Select(NistSet.Read)];
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
{
    return Fail(exception.Message, code: 1);
}

if (sets.Length == 0)
{
    return Fail($"no .dat files in '{folder}'", code: 1);
}

using CancellationTokenSource cancellation = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancellation.Cancel();
};

Console.WriteLine("                               generated gradients         differences");
Console.WriteLine("set          n   parameters   digits  values  gradients   digits  values");
int fitted = 0, reached = 0, reachedWithDifferences = 0;
try
{
    foreach (NistSet set in sets)
    {
        if (Model.Of(set.Name) is not { } model)
        {
            Console.WriteLine($"{set.Name,-10} is skipped: its model is not here");
            continue;
        }

        Fit generated = Fit.WithGradients(set, model, options.Start, cancellation.Token);
        Fit differences = Fit.WithDifferences(set, model, options.Start, cancellation.Token);
        Print($"{set.Name,-10}{set.Y.Length,4}{set.Certified.Length,13}{generated.Digits,9:F1}{generated.Values,8}{generated.Gradients,11}{differences.Digits,9:F1}{differences.Values,8}");
        Note("generated gradients", generated);
        Note("differences", differences);
        fitted++;
        reached += generated.Digits >= Reached ? 1 : 0;
        reachedWithDifferences += differences.Digits >= Reached ? 1 : 0;
    }
}
catch (OperationCanceledException)
{
    Console.WriteLine("cancelled");
}

Print($"{reached} of {fitted} sets to {Reached} digits with generated gradients, {reachedWithDifferences} with differences");
return 0;

static void Note(string way, Fit fit)
{
    if (fit.Fault is not null)
    {
        Console.WriteLine($"           {way}: {fit.Fault}");
    }
}

static int Fail(string message, int code)
{
    Console.Error.WriteLine($"curvefit: {message.ReplaceLineEndings(" ")}");
    return code;
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
