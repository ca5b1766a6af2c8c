using System.Globalization;
using Greeks;
using SymDiff;

const int BlockSize = 1000;

Options options;
try
{
    options = Options.Parse(args);
}
catch (FormatException exception)
{
    Console.Error.WriteLine($"greeks: {exception.Message}");
    return 2;
}

if (options.Help)
{
    Console.WriteLine(Options.Usage);
    return 0;
}

using CancellationTokenSource cancellation = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancellation.Cancel();
};

Market market = options.Market;
double[] priced = BlackScholes.Greeks(market), textbook = ClosedForm.Greeks(market, 1);
Console.WriteLine("European call      generated     closed form");
foreach (Greek greek in Enum.GetValues<Greek>())
{
    Print($"  {greek,-10}{priced[(int)greek],16:F10}{textbook[(int)greek],16:F10}");
}

SeededRandom random = new(options.Seed);
Estimate payoffs = new(static (market, normals, greeks) => greeks[0] = AveragePath.Payoff(market.Spot, market.Volatility, market.Rate, market.Strike, market.Maturity, normals));
Estimate gradients = new(AveragePath.Gradient), generated = new(AveragePath.WithGamma), bumped = new(AveragePath.Bumped);
double[] normals = new double[BlockSize * (options.Fixings - 1)];
int paths = 0;
WarmUp(payoffs, gradients, generated, bumped);
while (paths < options.Paths && !cancellation.IsCancellationRequested)
{
    // All ways see the same paths, block by block, so that none has the machine to itself.
    int count = Math.Min(BlockSize, options.Paths - paths);
    Span<double> block = normals.AsSpan(0, count * (options.Fixings - 1));
    Fill(block);
    foreach (Estimate way in new[] { payoffs, gradients, generated, bumped })
    {
        way.Add(market, block, count);
    }

    paths += count;
}

if (cancellation.IsCancellationRequested)
{
    Console.WriteLine();
    Print($"cancelled after {paths} paths");
    if (paths == 0)
    {
        return 1;
    }
}

Console.WriteLine();
double[] exact = ClosedForm.Greeks(market, options.Fixings);
Print($"Call on the average of {options.Fixings}, {paths} paths");
Console.WriteLine("                   generated  standard error     closed form          bumped");
foreach (Greek greek in Enum.GetValues<Greek>())
{
    Print($"  {greek,-10}{generated.Mean(greek),16:F8}{generated.Error(greek),16:F8}{exact[(int)greek],16:F8}{bumped.Mean(greek),16:F8}");
}

Console.WriteLine();
Console.WriteLine("Time per path            ns    payoffs");
Time("payoff", payoffs);
Time("gradient", gradients);
Time("with gamma", generated);
Time("bumped", bumped);
return 0;

void Fill(Span<double> block)
{
    foreach (ref double normal in block)
    {
        normal = random.NextNormal();
    }
}

// The first call of a method compiles it: no path should pay for that.
void WarmUp(params ReadOnlySpan<Estimate> ways)
{
    foreach (Estimate way in ways)
    {
        way.Add(market, normals, BlockSize);
        way.Clear();
    }
}

void Time(string name, Estimate way) => Print($"  {name,-14}{way.Nanoseconds,12:F0}{way.Nanoseconds / payoffs.Nanoseconds,11:F1}");

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
