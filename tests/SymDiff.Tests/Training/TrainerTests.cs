namespace SymDiff.Tests;

public sealed class TrainerTests
{
    private const int ExampleCount = 10;
    private const int BatchSize = 4;
    private const int BatchCount = 3;

    [Fact]
    public void Training_finds_the_mean_of_the_examples()
    {
        double[] parameters = [0, 0];
        TrainingHistory history = Trainer(MeanSquares).Train(parameters, 200);
        Approx.Equal([4.5, -4.5], parameters, 0.05);
        Assert.False(history.IsCancelled);
        Assert.Equal(200, history.Epochs.Count);
        Assert.Equal(200 * BatchCount, history.BatchLosses.Count);
        Assert.True(history.Epochs[^1].Loss < history.Epochs[0].Loss);
    }

    [Fact]
    public void The_loss_of_an_epoch_is_the_mean_over_its_examples()
    {
        // Two full batches and one of two examples, which must not count as much as a full one.
        double[] losses = [1, 2, 10];
        int call = 0;
        TrainingHistory history = Trainer((_, _, gradient) =>
        {
            gradient.Clear();
            return losses[call++];
        }).Train([0.0], 1);
        Approx.Equal(((4 * 1) + (4 * 2) + (2 * 10)) / 10.0, history.Epochs[0].Loss);
        Assert.Equal(losses, history.BatchLosses);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits()
    {
        double[] one = [0, 0];
        double[] two = [0, 0];
        TrainingHistory first = Trainer(MeanSquares).Train(one, 5);
        TrainingHistory second = Trainer(MeanSquares).Train(two, 5);
        Assert.Equal(one, two);
        Assert.Equal(first.Epochs, second.Epochs);
        Assert.Equal(first.BatchLosses, second.BatchLosses);
    }

    [Fact]
    public void Progress_is_reported_in_order_after_every_step_and_on_the_same_thread()
    {
        int thread = Environment.CurrentManagedThreadId;
        List<TrainingReport> reports = [];
        Trainer<double> trainer = Trainer(MeanSquares, parameters => parameters[0]);
        double[] parameters = [0, 0];
        TrainingHistory history = trainer.Train(parameters, 2, new Reporter(report =>
        {
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            reports.Add(report);
        }));

        Assert.Equal([(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)], reports.Select(report => (report.Epoch, report.Batch)));
        Assert.All(reports, report => Assert.Equal((2, BatchCount), (report.EpochCount, report.BatchCount)));
        Assert.All(reports, report => Assert.Equal(report.IsEpochEnd, report.ValidationLoss is not null));
        Assert.Equal(history.BatchLosses, reports.Select(report => report.BatchLoss));
        Assert.Equal(reports.Where(report => report.IsEpochEnd).Select(report => report.MeanLoss), history.Epochs.Select(epoch => epoch.Loss));
        Assert.Equal(parameters[0], history.Epochs[^1].ValidationLoss);
    }

    [Fact]
    public void Cancellation_keeps_what_was_learnt_up_to_the_last_finished_step()
    {
        using CancellationTokenSource cancellation = new();
        double[] parameters = [0, 0];
        double[] kept = [];
        TrainingHistory history = Trainer(MeanSquares).Train(
            parameters,
            100,
            new Reporter(report =>
            {
                if (report is { Epoch: 2, Batch: 2 })
                {
                    kept = [.. parameters];
                    cancellation.Cancel();
                }
            }),
            cancellation.Token);

        Assert.True(history.IsCancelled);
        Assert.Single(history.Epochs);
        Assert.Equal(BatchCount + 2, history.BatchLosses.Count);
        Assert.Equal(kept, parameters);
        Assert.NotEqual(0, parameters[0]);
    }

    [Fact]
    public void A_run_that_is_cancelled_before_it_starts_returns_an_empty_history()
    {
        double[] parameters = [1, 2];
        TrainingHistory history = Trainer(MeanSquares).Train(parameters, 3, null, new CancellationToken(canceled: true));
        Assert.True(history.IsCancelled);
        Assert.Empty(history.Epochs);
        Assert.Equal([1, 2], parameters);
    }

    [Fact]
    public void A_cancellation_after_the_last_step_does_not_make_the_history_incomplete()
    {
        using CancellationTokenSource cancellation = new();
        TrainingHistory history = Trainer(MeanSquares).Train(
            new double[2], 1, new Reporter(report => Cancel(report.IsEpochEnd)), cancellation.Token);
        Assert.False(history.IsCancelled);
        Assert.Single(history.Epochs);

        void Cancel(bool now)
        {
            if (now)
            {
                cancellation.Cancel();
            }
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_loss_that_is_not_finite_stops_with_the_parameters_before_that_step(double bad)
    {
        double[] parameters = [0, 0];
        double[] before = [];
        int call = 0;
        Trainer<double> trainer = Trainer((p, batch, gradient) =>
        {
            before = p.ToArray();
            double loss = MeanSquares(p, batch, gradient);
            return ++call == BatchCount + 2 ? bad : loss;
        });
        TrainingDivergedException exception =
            Assert.Throws<TrainingDivergedException>(() => trainer.Train(parameters, 5));
        Assert.Equal((2, 2, null), (exception.Epoch, exception.Batch, exception.GradientEntry));
        Assert.Equal(bad, exception.Value);
        Assert.StartsWith("Training stopped in epoch 2, batch 2: the loss is ", exception.Message, StringComparison.Ordinal);
        Assert.Single(exception.History.Epochs);
        Assert.Equal(BatchCount + 1, exception.History.BatchLosses.Count);
        Assert.Equal(before, parameters);
    }

    [Fact]
    public void A_gradient_entry_that_is_not_finite_is_named_wherever_it_is()
    {
        for (int bad = 0; bad < 37; bad++)
        {
            float[] parameters = new float[37];
            Trainer<float> trainer = new(
                (_, _, gradient) =>
                {
                    gradient.Fill(1);
                    gradient[bad] = float.NegativeInfinity;
                    gradient[36] = bad == 36 ? float.NegativeInfinity : float.NaN;
                    return 2.5f;
                },
                new Sgd<float>(1),
                new ShuffledBatches(1, 1, 1));
            TrainingDivergedException exception =
                Assert.Throws<TrainingDivergedException>(() => trainer.Train(parameters, 1));
            Assert.Equal(bad, exception.GradientEntry);
            Assert.Equal(
                $"Training stopped in epoch 1, batch 1: gradient entry {bad} is -Infinity (loss 2.5). " +
                "The parameters are as before this step.",
                exception.Message);
            Assert.All(parameters, parameter => Assert.Equal(0, parameter));
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        long afterFirst = 0;
        long afterLast = 0;
        Trainer<double> trainer = new(
            BatchMean.Of<double>((parameters, _, gradient) =>
            {
                parameters.CopyTo(gradient);
                return 1;
            }),
            new Adam<double>(),
            new ShuffledBatches(1000, 1, 1));
        trainer.Train(new double[100], 1, new Reporter(report =>
        {
            if (report.Batch == 10)
            {
                afterFirst = GC.GetAllocatedBytesForCurrentThread();
            }

            if (report.Batch == 900)
            {
                afterLast = GC.GetAllocatedBytesForCurrentThread();
            }
        }));
        Assert.Equal(afterFirst, afterLast);
    }

    [Fact]
    public void No_epochs_make_no_step_and_a_negative_number_is_refused()
    {
        double[] parameters = [1, 2];
        TrainingHistory history = Trainer(MeanSquares).Train(parameters, 0);
        Assert.False(history.IsCancelled);
        Assert.Empty(history.Epochs);
        Assert.Equal([1, 2], parameters);
        Assert.Throws<ArgumentOutOfRangeException>("epochs", () => Trainer(MeanSquares).Train(parameters, -1));
    }

    private static Trainer<double> Trainer(ValueAndGradient<double> loss, Validation<double>? validation = null)
        => new(loss, new Sgd<double>(0.05), new ShuffledBatches(ExampleCount, BatchSize, seed: 1)) { Validation = validation };

    // Half the mean squared distance to (k, -k) over the examples k of the batch.
    private static double MeanSquares(ReadOnlySpan<double> parameters, ReadOnlySpan<int> batch, Span<double> gradient)
    {
        double loss = 0;
        gradient.Clear();
        foreach (int k in batch)
        {
            double x = parameters[0] - k;
            double y = parameters[1] + k;
            loss += ((x * x) + (y * y)) / 2;
            gradient[0] += x / batch.Length;
            gradient[1] += y / batch.Length;
        }

        return loss / batch.Length;
    }

    private sealed class Reporter(Action<TrainingReport> report) : IProgress<TrainingReport>
    {
        public void Report(TrainingReport value) => report(value);
    }
}
