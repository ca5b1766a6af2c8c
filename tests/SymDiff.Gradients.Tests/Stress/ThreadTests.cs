namespace SymDiff.Gradients.Tests.Stress;

/// <summary>Members called from many threads at once, and from inside one another.</summary>
public sealed class ThreadTests
{
    private const int Threads = 16;
    private const int Calls = 2000;

    [Fact]
    public void Sixteen_threads_get_what_one_gets()
    {
        double[][] expected = [.. Enumerable.Range(0, Threads * Calls).Select(Run)];
        var actual = new double[expected.Length][];
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(t => new Thread(() =>
        {
            start.SignalAndWait();
            for (int i = t; i < actual.Length; i += Threads)
            {
                actual[i] = Run(i);
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Gradient_asked_for_inside_another_leaves_it_alone()
    {
        double[] gradient = new double[3];
        double plain = Reentrant.ObjectiveGradient([0.5, -1, 2], static x => x, gradient);
        double[] expected = [.. gradient];
        double Callback(double x)
        {
            var inner = new double[3];
            Reentrant.ObjectiveGradient([x, x + 1, 3], static y => y, inner);
            Reentrant.ObjectiveJvp([x, x + 1, 3], static y => y, [1, 0, 0]);
            return x;
        }

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(plain, Reentrant.ObjectiveGradient([0.5, -1, 2], Callback, gradient));
            Assert.Equal(expected, gradient);
        }
    }

    [Fact]
    public void Rule_may_ask_for_a_gradient()
    {
        double[] gradient = new double[2];

        // f = sum x^3 y with the cube's derivative taken from the gradient of a loop.
        Assert.Equal((8 + 27) * 2.0, Reentrant.WithRuleGradient([2, 3], 2, gradient).Value);
        Assert.Equal([24, 54], gradient);
    }

    private static double[] Run(int seed)
    {
        Member member = Member.All[seed % 2 == 0 ? "Gradient" : seed % 3 == 0 ? "Jvp" : "Backward"];
        Dictionary<string, Memory<double>> memory = member.Fresh();
        memory["s"].Span[0] += seed;
        memory["a"].Span[1] -= 0.25 * seed;
        return [.. member.Outcome(memory), Recursions.LinearGradient(0.001 * seed, 1 + (seed % 20)).X, Recursions.LocalArrayJvp(0.001 * seed, seed % 5, 1).Tangent];
    }
}
