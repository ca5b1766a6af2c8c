using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SymDiff.Benchmarks.Ratios;

/// <summary>Processor time of the calling thread where the system tells it, so that other work counts little; else the clock.</summary>
internal static class Clock
{
    private const int ThreadProcessorTime = 3;

    /// <summary>In nanoseconds, from an arbitrary start.</summary>
    public static long Now
    {
        get
        {
            if (OperatingSystem.IsLinux() && GetTime(ThreadProcessorTime, out Timespec time) == 0)
            {
                return time.Seconds * 1_000_000_000 + time.Nanoseconds;
            }

            return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
        }
    }

    /// <summary>Keeps the process on one core, the last one it may use; false where the system cannot.</summary>
    public static bool Pin()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows())
        {
            return false;
        }

        using Process process = Process.GetCurrentProcess();
        ulong allowed = (ulong)process.ProcessorAffinity;
        if (allowed == 0)
        {
            return false;
        }

        process.ProcessorAffinity = (nint)(1ul << (63 - System.Numerics.BitOperations.LeadingZeroCount(allowed)));
        return true;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
