using System.Numerics;

namespace SymDiff;

/// <summary>Links a generated value-and-gradient method with an optimizer and trains in shuffled batches.</summary>
/// <typeparam name="T">The number type, <see cref="double"/> or <see cref="float"/>.</typeparam>
/// <remarks>A step allocates nothing. A trainer serves one thread at a time.</remarks>
public sealed class Trainer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Beyond this many batch losses the history grows while it trains instead of being reserved.
    private const int ReservedBatchLosses = 1 << 20;

    private readonly ValueAndGradient<T> loss;
    private readonly IOptimizer<T> optimizer;
    private readonly ShuffledBatches batches;
    private T[] gradient = [];

    /// <summary>Creates a trainer.</summary>
    /// <param name="loss">The mean loss of a batch and its gradient.</param>
    /// <param name="optimizer">Makes the steps.</param>
    /// <param name="batches">Deals out the examples; reshuffled at the start of every epoch.</param>
    public Trainer(ValueAndGradient<T> loss, IOptimizer<T> optimizer, ShuffledBatches batches)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(batches);
        this.loss = loss;
        this.optimizer = optimizer;
        this.batches = batches;
    }

    /// <summary>A loss on other examples, taken after every epoch, for the history and the reports; none by default.</summary>
    public Validation<T>? Validation { get; init; }

    /// <summary>Trains.</summary>
    /// <param name="parameters">Where training starts; overwritten with what was learnt.</param>
    /// <param name="epochs">How often every example is used, not negative. Epochs are numbered from one in every call.</param>
    /// <param name="progress">
    /// Gets a report after every step, in order and on this thread, before the next step begins. (The class
    /// <see cref="Progress{T}"/> passes reports on to other threads; implement <see cref="IProgress{T}"/> to keep order.)
    /// </param>
    /// <param name="cancellationToken">
    /// Looked at before every step. On cancellation the parameters stay as after the last finished step and the history so
    /// far is returned.
    /// </param>
    /// <returns>The history, marked as cancelled when it is not complete.</returns>
    /// <exception cref="TrainingDivergedException">
    /// The loss or an entry of the gradient is not finite; <paramref name="parameters"/> are as before that step.
    /// </exception>
    public TrainingHistory Train(
        Span<T> parameters,
        int epochs,
        IProgress<TrainingReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        if (gradient.Length != parameters.Length)
        {
            gradient = new T[parameters.Length];
        }

        List<EpochSummary> summaries = new(Math.Min(epochs, ReservedBatchLosses));
        List<double> batchLosses = new((int)Math.Min((long)epochs * batches.Count, ReservedBatchLosses));
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            batches.Shuffle(epoch);
            double sum = 0;
            int seen = 0;
            for (int batch = 1; batch <= batches.Count; batch++)
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    return new TrainingHistory(summaries, batchLosses, cancelled: true);
                }

                ReadOnlySpan<int> examples = batches[batch - 1];
                T value = loss(parameters, examples, gradient);
                if (Diverged(value) is { } fault)
                {
                    TrainingHistory history = new(summaries, batchLosses, cancelled: false);
                    double number = double.CreateTruncating(fault.Value);
                    throw new TrainingDivergedException(
                        history, epoch, batch, double.CreateTruncating(value), fault.Entry, number);
                }

                optimizer.Update(parameters, gradient);
                double batchLoss = double.CreateTruncating(value);
                batchLosses.Add(batchLoss);
                sum += batchLoss * examples.Length;
                seen += examples.Length;

                double? validation = null;
                if (batch == batches.Count)
                {
                    validation = Validation?.Invoke(parameters);
                    summaries.Add(new EpochSummary(epoch, sum / seen, validation));
                }

                progress?.Report(
                    new TrainingReport(epoch, epochs, batch, batches.Count, batchLoss, sum / seen, validation));
            }
        }

        return new TrainingHistory(summaries, batchLosses, cancelled: false);
    }

    private (int? Entry, T Value)? Diverged(T value)
    {
        if (!T.IsFinite(value))
        {
            return (null, value);
        }

        int entry = FirstNotFinite(gradient);
        return entry < 0 ? null : (entry, gradient[entry]);
    }

    private static int FirstNotFinite(ReadOnlySpan<T> values)
    {
        int i = 0;
        if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
        {
            // x - x is 0 for a finite x and NaN, which differs from itself, otherwise.
            for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> x = new(values[i..]);
                if (!Vector.EqualsAll(x - x, Vector<T>.Zero))
                {
                    break;
                }
            }
        }

        for (; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
