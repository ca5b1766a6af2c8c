using System.Globalization;
using Digits;
using SymDiff;

const int TrainingCount = 1500;
const int BatchSize = 32;
const double LearningRate = 0.003;

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

// Before the training, because nobody wants to learn after it that the result has nowhere to go.
string? curvePath = null;
if (options.OutputDirectory is not null)
{
    try
    {
        curvePath = Path.Combine(Directory.CreateDirectory(options.OutputDirectory).FullName, "loss.svg");
        File.Open(curvePath, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
    }
    catch (Exception exception) when (IsUnwritable(exception))
    {
        return Fail($"cannot write to '{options.OutputDirectory}': {exception.Message}", code: 1);
    }
}

SeededRandom random = new(options.Seed);
DigitImages images = DigitImages.Load(Path.Combine(AppContext.BaseDirectory, "Data", "digits.csv"));
int[] order = [.. Enumerable.Range(0, images.Count)];
random.Shuffle(order.AsSpan());
int[] training = order[..TrainingCount];
int[] test = order[TrainingCount..];
double[] parameters = Network.InitialParameters(random);

using CancellationTokenSource cancellation = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancellation.Cancel();
};

double accuracy = 0;
ProgressPrinter progress = new(Console.Out, !Console.IsOutputRedirected, () => accuracy);
Trainer<double> trainer = new(
    BatchMean.Of(options.Linked ? LinkedGradient(Layers.Link()) : LossGradient()),
    new Adam<double>(LearningRate),
    new ShuffledBatches(TrainingCount, BatchSize, options.Seed))
{
    Validation = learnt => Test(learnt),
};

TrainingHistory history;
try
{
    history = trainer.Train(parameters, options.Epochs, progress, cancellation.Token);
}
catch (TrainingDivergedException exception)
{
    progress.Erase();
    return Fail(exception.Message, code: 1);
}

progress.Erase();
if (history.IsCancelled)
{
    Console.WriteLine($"cancelled after {history.BatchLosses.Count} steps; keeping what was learnt");
}

int code = 0;
if (curvePath is not null)
{
    try
    {
        LossCurve curve = new LossCurve { Title = "Handwritten digits", YLabel = "cross-entropy" }
            .Add("training", history.Epochs.Select(epoch => epoch.Loss))
            .Add("test", history.Epochs.Select(epoch => epoch.ValidationLoss ?? double.NaN));
        File.WriteAllText(curvePath, curve.ToSvg());
        Console.WriteLine($"loss curve in {curvePath}");
    }
    catch (Exception exception) when (IsUnwritable(exception))
    {
        code = Fail($"cannot write '{curvePath}': {exception.Message}", code: 1);
    }
}

Test(parameters);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy {accuracy:F2} %"));
return code;

// One marked loss: SymDiff emits its gradient as Network.LossGradient.
ExampleGradient<double> LossGradient() => (learnt, example, gradient) =>
{
    int image = training[example];
    return Network.LossGradient(learnt, images.Pixels(image), images.Label(image), gradient);
};

// Separately marked layers: SymDiff emits a forward and a backward method for each, and the chain links them.
ExampleGradient<double> LinkedGradient(Chain<double> chain) => (learnt, example, gradient) =>
{
    int image = training[example];
    return chain.ValueAndGradient(learnt, images.Pixels(image), images.Label(image), gradient);
};

// Returns the mean loss over the test images and notes the share of them that is recognised.
double Test(ReadOnlySpan<double> learnt)
{
    double loss = 0;
    int right = 0;
    foreach (int image in test)
    {
        loss += Network.Loss(learnt, images.Pixels(image), images.Label(image));
        right += Network.Predict(learnt, images.Pixels(image)) == images.Label(image) ? 1 : 0;
    }

    accuracy = 100.0 * right / test.Length;
    return loss / test.Length;
}

static bool IsUnwritable(Exception exception)
    => exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

static int Fail(string message, int code)
{
    Console.Error.WriteLine($"digits: {message.ReplaceLineEndings(" ")}");
    return code;
}
