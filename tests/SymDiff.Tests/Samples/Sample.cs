using System.Diagnostics;

namespace SymDiff.Tests;

/// <summary>Runs a sample as a user would: in a process of its own, with its output redirected.</summary>
internal static class Sample
{
    /// <summary>Runs one to its end.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">The command line.</param>
    public static (int Code, string[] Output, string[] Errors) Run(string name, params string[] options)
    {
        string host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
            ? path
            : "dotnet";
        ProcessStartInfo start = new(host)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
        foreach (string option in options)
        {
            start.ArgumentList.Add(option);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, Lines(output), Lines(errors.GetAwaiter().GetResult()));
    }

    private static string[] Lines(string text)
    {
        string[] lines = text.Split(Environment.NewLine);
        Assert.Equal("", lines[^1]);
        return lines[..^1];
    }
}
