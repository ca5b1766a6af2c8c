namespace SymDiff;

/// <summary>What one finished epoch came to.</summary>
/// <param name="Epoch">The number of the epoch, counted from one.</param>
/// <param name="Loss">The mean training loss over its examples, each taken just before the step it was used in.</param>
/// <param name="ValidationLoss">The validation loss after the epoch; null without a validation.</param>
public readonly record struct EpochSummary(int Epoch, double Loss, double? ValidationLoss);
