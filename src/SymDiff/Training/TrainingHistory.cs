namespace SymDiff;

/// <summary>The course of a training run, complete or not.</summary>
public sealed class TrainingHistory
{
    internal TrainingHistory(List<EpochSummary> epochs, List<double> batchLosses, bool cancelled)
    {
        Epochs = epochs.AsReadOnly();
        BatchLosses = batchLosses.AsReadOnly();
        IsCancelled = cancelled;
    }

    /// <summary>The finished epochs, in order.</summary>
    public IReadOnlyList<EpochSummary> Epochs { get; }

    /// <summary>The loss of every batch that a step was made with, also of an epoch that was not finished.</summary>
    public IReadOnlyList<double> BatchLosses { get; }

    /// <summary>True when a cancellation ended the run before its last step.</summary>
    public bool IsCancelled { get; }
}
