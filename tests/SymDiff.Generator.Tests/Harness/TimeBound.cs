using System.Runtime;

namespace SymDiff.Generator.Tests.Harness;

/// <summary>Runs what may never end: faulty emitted code, a faulty compiler.</summary>
internal static class TimeBound
{
    /// <summary>Runs an action on this thread and stops it when its time is up, wherever it is.</summary>
    /// <param name="action">The action; what it holds of shared state when it is stopped is lost.</param>
    /// <param name="limit">Its time.</param>
    /// <returns>Whether it ended by itself.</returns>
    public static bool Run(Action action, TimeSpan limit)
    {
        using var clock = new CancellationTokenSource(limit);
        try
        {
            // Obsolete as a warning that an aborted thread may leave state half changed: a test that failed anyway.
#pragma warning disable SYSLIB0046
            ControlledExecution.Run(action, clock.Token);
#pragma warning restore SYSLIB0046
            return true;
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested)
        {
            return false;
        }
    }
}
