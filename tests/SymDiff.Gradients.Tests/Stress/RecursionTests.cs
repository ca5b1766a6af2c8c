using System.Diagnostics;

namespace SymDiff.Gradients.Tests.Stress;

/// <summary>
/// Recursion on a stack of 8 MB: 10,000 levels complete, and whatever is deeper than the stack ends in an exception.
/// </summary>
public sealed class RecursionTests
{
    private const int Deep = 10_000;
    private const int Bottomless = 10_000_000;
    private const int ChildCaught = 42;

    private static readonly double[] Point = [0.75, -0.5, 1.25];

    public static TheoryData<string> Names => [.. Programs.Keys];

    /// <summary>What the child process runs: the whole of it is what a stack overflow would end.</summary>
    /// <param name="name">A program's name.</param>
    /// <param name="forward">Forward mode rather than reverse mode.</param>
    /// <returns>The exit code.</returns>
    internal static int Child(string name, bool forward)
    {
        try
        {
            Console.WriteLine((forward ? Programs[name].Forward : Programs[name].Reverse)(Bottomless));
            return 1;
        }
        catch (Exception e)
        {
            Console.Write(e.GetType().FullName);
            return ChildCaught;
        }
    }

    // Each runs reverse mode and forward mode at a depth, and gives a partial derivative by each.
    private static readonly Dictionary<string, (Func<int, double> Reverse, Func<int, double> Forward)> Programs = new()
    {
        ["Linear"] = (n => Recursions.LinearGradient(0.75, n).X, n => Recursions.LinearJvp(0.75, n, 1).Tangent),
        ["ManyLocals"] = (n => Recursions.ManyLocalsGradient(0.75, 0.5, n).X, n => Recursions.ManyLocalsJvp(0.75, 0.5, n, 1, 0).Tangent),
        ["OverSpan"] = (
            n =>
            {
                double[] gradient = new double[3];
                Recursions.OverSpanGradient(Point, n, gradient);
                return gradient[0];
            },
            n => Recursions.OverSpanJvp(Point, n, [1, 0, 0]).Tangent),
        ["InPlaceSum"] = (
            n =>
            {
                double[] gradient = new double[3];
                Recursions.InPlaceSumGradient([.. Point], n, gradient);
                return gradient[0];
            },
            n => Recursions.InPlaceSumJvp([.. Point], n, [1, 0, 0]).Tangent),
        ["Referred"] = (n => Recursions.ReferredGradient(0.75, 0.5, n).Y, n => Recursions.ReferredJvp(0.75, 0.5, n, 0, 1).Tangent),
        ["Even"] = (n => Recursions.EvenGradient(0.75, n).X, n => Recursions.EvenJvp(0.75, n, 1).Tangent),
        ["Lopsided"] = (n => Recursions.LopsidedGradient(0.75, n).X, n => Recursions.LopsidedJvp(0.75, n, 1).Tangent),
        ["LocalArray"] = (n => Recursions.LocalArrayGradient(0.75, n).X, n => Recursions.LocalArrayJvp(0.75, n, 1).Tangent),
        ["OfPair"] = (n => Recursions.OfPairGradient(0.75, 0.5, n).X, n => Recursions.OfPairJvp(0.75, 0.5, n, 1, 0).Tangent),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Ten_thousand_levels_complete_on_eight_megabytes(string name)
    {
        (double reverse, double forward) = OnStack(() => (Programs[name].Reverse(Deep), Programs[name].Forward(Deep)));
        Assert.NotEqual(0, reverse);
        Assert.Equal(reverse, forward, 1e-12 * Math.Max(1, Math.Abs(reverse)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bottomless_recursion_ends_in_an_exception_and_leaves_the_thread_usable(string name)
        => OnStack(() =>
        {
            double before = Programs[name].Reverse(20);
            Assert.Throws<InsufficientExecutionStackException>(() => Programs[name].Reverse(Bottomless));
            Assert.Throws<InsufficientExecutionStackException>(() => Programs[name].Forward(Bottomless));
            Assert.Equal(before, Programs[name].Reverse(20));
            return true;
        });

    [Theory]
    [InlineData("Even", false)]
    [InlineData("ManyLocals", true)]
    public async Task Process_outlives_a_bottomless_recursion_on_its_main_thread(string name, bool forward)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [typeof(RecursionTests).Assembly.Location, name, forward.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process child = Process.Start(start)!;
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        Task<string> errors = child.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await child.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            child.Kill();
            throw;
        }

        Assert.Equal("System.InsufficientExecutionStackException", await output);
        Assert.Equal("", await errors);
        Assert.Equal(ChildCaught, child.ExitCode);
    }

    /// <summary>Runs on a thread with a stack of 8 MB and hands on its exception.</summary>
    private static T OnStack<T>(Func<T> run)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = run();
                }
                catch (Exception e)
                {
                    failure = e;
                }
            },
            8 << 20);
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        return result;
    }
}
