using System.Diagnostics;
using System.Globalization;
using SymDiff;

namespace Digits;

/// <summary>
/// Prints a line for every epoch and, on a terminal, one line in between that keeps up with the batches.
/// </summary>
internal sealed class ProgressPrinter(TextWriter output, bool isTerminal, Func<double> testAccuracy)
    : IProgress<TrainingReport>
{
    private const int BarWidth = 24;

    // A terminal that is written to after every batch takes longer than the training.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Stopwatch sinceUpdate = Stopwatch.StartNew();
    private int lineLength;

    public void Report(TrainingReport value)
    {
        if (value.IsEpochEnd)
        {
            Erase();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Epoch(value)}  train loss {value.MeanLoss:F4}  test accuracy {testAccuracy():F2} %"));
        }
        else if (isTerminal && sinceUpdate.Elapsed >= Pause)
        {
            int done = BarWidth * value.Batch / value.BatchCount;
            string bar = new string('#', done) + new string('.', BarWidth - done);
            string line = string.Create(
                CultureInfo.InvariantCulture, $"{Epoch(value)}  [{bar}]  train loss {value.MeanLoss:F4}");
            output.Write('\r' + line.PadRight(lineLength));
            lineLength = line.Length;
            sinceUpdate.Restart();
        }
    }

    /// <summary>Takes an unfinished line off the terminal.</summary>
    internal void Erase()
    {
        if (lineLength > 0)
        {
            output.Write('\r' + new string(' ', lineLength) + '\r');
            lineLength = 0;
        }
    }

    private static string Epoch(TrainingReport report)
    {
        string count = report.EpochCount.ToString(CultureInfo.InvariantCulture);
        return $"epoch {report.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(count.Length)}/{count}";
    }
}
