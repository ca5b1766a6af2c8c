using System.Globalization;

namespace SymDiff;

/// <summary>
/// Training met a loss or a gradient that is not finite. The parameters and the optimizer are as they were before that
/// step.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    internal TrainingDivergedException(TrainingHistory history, int epoch, int batch, double loss, int? entry, double value)
        : base(Describe(epoch, batch, loss, entry, value))
    {
        History = history;
        Epoch = epoch;
        Batch = batch;
        GradientEntry = entry;
        Value = value;
    }

    /// <summary>The run up to the last finished step.</summary>
    public TrainingHistory History { get; }

    /// <summary>The epoch in which it happened, counted from one.</summary>
    public int Epoch { get; }

    /// <summary>The batch in which it happened, counted from one.</summary>
    public int Batch { get; }

    /// <summary>The index of the first gradient entry that is not finite; null when the loss itself is not.</summary>
    public int? GradientEntry { get; }

    /// <summary>The number that is not finite.</summary>
    public double Value { get; }

    private static string Describe(int epoch, int batch, double loss, int? entry, double value)
    {
        string what = entry is null
            ? string.Create(CultureInfo.InvariantCulture, $"the loss is {value}")
            : string.Create(CultureInfo.InvariantCulture, $"gradient entry {entry} is {value} (loss {loss:G6})");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Training stopped in epoch {epoch}, batch {batch}: {what}. The parameters are as before this step.");
    }
}
