using System.Runtime.CompilerServices;
using System.Text;

namespace SymDiff.Generator.Tests.Harness;

/// <summary>
/// Compares emitted files with the verified ones beside the test, in the conventions of Verify.SourceGenerators:
/// <c>{Class}.{Method}#{hint}.verified.cs</c>, first line <c>//HintName: …</c>, UTF-8 with a byte order mark, line feeds;
/// what differs is left as <c>.received.cs</c>. Set <c>SYMDIFF_ACCEPT=1</c> to make what is received the verified text.
/// </summary>
internal static class Snapshot
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Verifies every emitted file of a run.</summary>
    /// <param name="sources">The emitted files.</param>
    /// <param name="method">The test's name; filled in by the compiler.</param>
    /// <param name="file">The test's file, named for its class; filled in by the compiler.</param>
    public static void Verify(
        IEnumerable<GeneratedSource> sources,
        [CallerMemberName] string method = "",
        [CallerFilePath] string file = "")
        => Verify(sources, Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}", Accepting);

    /// <summary>Verifies emitted files against a folder.</summary>
    /// <param name="sources">The emitted files.</param>
    /// <param name="folder">Where the verified files are.</param>
    /// <param name="prefix"><c>{Class}.{Method}</c>.</param>
    /// <param name="accept">Whether what is received becomes the verified text.</param>
    public static void Verify(IEnumerable<GeneratedSource> sources, string folder, string prefix, bool accept)
    {
        var stale = new HashSet<string>(Directory.GetFiles(folder, $"{prefix}#*.verified.cs"), StringComparer.Ordinal);
        var failures = new List<string>();
        foreach (GeneratedSource source in sources)
        {
            string stem = Path.Combine(folder, $"{prefix}#{Path.GetFileNameWithoutExtension(source.HintName)}");
            stale.Remove($"{stem}.verified.cs");
            if (Compare(stem, $"//HintName: {source.HintName}\n{Normalise(source.Text)}", accept) is { } failure)
            {
                failures.Add(failure);
            }
        }

        foreach (string path in stale.Order(StringComparer.Ordinal))
        {
            if (accept)
            {
                File.Delete(path);
            }
            else
            {
                failures.Add($"{Path.GetFileName(path)}: nothing of that name was emitted.");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    private static bool Accepting => Environment.GetEnvironmentVariable("SYMDIFF_ACCEPT") == "1";

    private static string? Compare(string stem, string received, bool accept)
    {
        string verifiedPath = $"{stem}.verified.cs";
        string receivedPath = $"{stem}.received.cs";
        string? verified = File.Exists(verifiedPath) ? Normalise(File.ReadAllText(verifiedPath)) : null;
        if (accept && verified != received)
        {
            File.WriteAllText(verifiedPath, received, Encoding);
            verified = received;
        }

        if (verified == received)
        {
            File.Delete(receivedPath);
            return null;
        }

        File.WriteAllText(receivedPath, received, Encoding);
        string name = Path.GetFileName(verifiedPath);
        return verified is null
            ? $"{name} is missing. Received:\n{received}"
            : $"{name} differs from what was received {FirstDifference(verified, received)}\nReceived:\n{received}";
    }

    private static string FirstDifference(string verified, string received)
    {
        string[] expected = verified.Split('\n');
        string[] actual = received.Split('\n');
        int line = 0;
        while (line < expected.Length && line < actual.Length && expected[line] == actual[line])
        {
            line++;
        }

        return $"at line {line + 1}:\n- {At(expected, line)}\n+ {At(actual, line)}";
    }

    private static string At(string[] lines, int line) => line < lines.Length ? lines[line] : "(end of file)";

    private static string Normalise(string text)
        => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
