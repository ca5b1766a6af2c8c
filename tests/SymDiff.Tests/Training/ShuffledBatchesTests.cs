namespace SymDiff.Tests;

public sealed class ShuffledBatchesTests
{
    [Fact]
    public void An_epoch_deals_out_every_example_once()
    {
        ShuffledBatches batches = new(10, 4, seed: 1);
        Assert.Equal(3, batches.Count);
        batches.Shuffle(1);
        Assert.Equal(4, batches[0].Length);
        Assert.Equal(2, batches[2].Length);
        Assert.Equal(Enumerable.Range(0, 10), Order(batches).Order());
    }

    [Fact]
    public void The_order_depends_on_the_seed_and_the_epoch_alone()
    {
        ShuffledBatches one = new(50, 8, seed: 1);
        ShuffledBatches same = new(50, 8, seed: 1);
        one.Shuffle(1);
        one.Shuffle(2);
        same.Shuffle(2);
        Assert.Equal(Order(one), Order(same));

        same.Shuffle(1);
        Assert.NotEqual(Order(one), Order(same));

        ShuffledBatches other = new(50, 8, seed: 2);
        other.Shuffle(1);
        Assert.NotEqual(Order(one), Order(other));
    }

    [Fact]
    public void The_order_is_the_same_on_every_machine()
    {
        ShuffledBatches batches = new(8, 8, seed: 42);
        batches.Shuffle(1);
        Assert.Equal([0, 4, 6, 3, 1, 5, 2, 7], Order(batches));
    }

    [Fact]
    public void A_batch_larger_than_the_examples_holds_them_all()
    {
        ShuffledBatches batches = new(3, int.MaxValue, seed: 1);
        Assert.Equal(1, batches.Count);
        Assert.Equal(3, batches[0].Length);
    }

    [Fact]
    public void Counts_that_are_not_positive_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("exampleCount", () => new ShuffledBatches(0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => new ShuffledBatches(1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShuffledBatches(3, 1, 1)[3].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShuffledBatches(3, 1, 1)[-1].Length);
    }

    private static int[] Order(ShuffledBatches batches)
        => [.. Enumerable.Range(0, batches.Count).SelectMany(batch => batches[batch].ToArray())];
}
