using System.Diagnostics;
using System.Globalization;

namespace SymDiff.Tests;

/// <summary>The tests of lanes and kernels in a process that may not use all of the processor.</summary>
public sealed class NarrowProcessorTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    public async Task Lanes_and_kernels_are_right_without(string instructions, int width)
    {
        ProcessStartInfo start = new(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [typeof(NarrowProcessorTests).Assembly.Location, width.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[instructions] = "0";
        using Process child = Process.Start(start)!;
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        Task<string> errors = child.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            await child.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            child.Kill();
            throw;
        }

        Assert.Equal("", await errors);
        Assert.Equal(0, child.ExitCode);

        // More than there are functions: it did run them.
        string printed = await output;
        Assert.StartsWith(Child.Passed, printed, StringComparison.Ordinal);
        Assert.True(int.Parse(printed.AsSpan(Child.Passed.Length), CultureInfo.InvariantCulture) > 100, printed);
    }
}
