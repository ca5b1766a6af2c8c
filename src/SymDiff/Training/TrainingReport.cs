namespace SymDiff;

/// <summary>How far a training run has come; reported after every step.</summary>
/// <param name="Epoch">The running epoch, counted from one.</param>
/// <param name="EpochCount">The number of epochs asked for.</param>
/// <param name="Batch">The batch just finished, counted from one in every epoch.</param>
/// <param name="BatchCount">The number of batches in an epoch.</param>
/// <param name="BatchLoss">The loss of that batch, before its step.</param>
/// <param name="MeanLoss">The mean loss over the examples of this epoch so far.</param>
/// <param name="ValidationLoss">
/// The validation loss, at the end of an epoch and where the trainer has a validation; null otherwise.
/// </param>
public readonly record struct TrainingReport(
    int Epoch,
    int EpochCount,
    int Batch,
    int BatchCount,
    double BatchLoss,
    double MeanLoss,
    double? ValidationLoss)
{
    /// <summary>True for the last report of an epoch.</summary>
    public bool IsEpochEnd => Batch == BatchCount;
}
