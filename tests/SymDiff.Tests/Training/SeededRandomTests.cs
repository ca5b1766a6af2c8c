namespace SymDiff.Tests;

public sealed class SeededRandomTests
{
    [Fact]
    public void The_sequence_is_that_of_SplitMix64()
    {
        SeededRandom random = new(1234567);
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void Bounded_integers_are_in_range_and_even()
    {
        SeededRandom random = new(1);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[random.NextInt32(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
        Assert.Equal(0, random.NextInt32(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt32(0));
    }

    [Fact]
    public void Uniform_and_normal_numbers_have_their_moments()
    {
        SeededRandom random = new(2);
        const int Count = 100_000;
        double[] uniform = [.. Enumerable.Range(0, Count).Select(_ => random.NextDouble())];
        Assert.All(uniform, x => Assert.InRange(x, 0, Math.BitDecrement(1.0)));
        Approx.Equal(0.5, uniform.Average(), absolute: 0.005);

        double[] normal = [.. Enumerable.Range(0, Count).Select(_ => random.NextNormal())];
        Approx.Equal(0, normal.Average(), absolute: 0.02);
        Approx.Equal(1, normal.Average(x => x * x), absolute: 0.02);
    }

    [Fact]
    public void A_shuffle_is_a_permutation()
    {
        int[] items = [.. Enumerable.Range(0, 100)];
        new SeededRandom(3).Shuffle(items.AsSpan());
        Assert.NotEqual(Enumerable.Range(0, 100), items);
        Assert.Equal(Enumerable.Range(0, 100), items.Order());
    }
}
