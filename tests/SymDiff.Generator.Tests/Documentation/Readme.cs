using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Documentation;

/// <summary>A guide of the project and the blocks of C# in it.</summary>
internal sealed class Readme
{
    private readonly string[] lines;

    private Readme(string path)
    {
        Path = path;
        lines = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>Reads a guide.</summary>
    /// <param name="path">Its path from the root of the project.</param>
    public static Readme Read(string path) => new(System.IO.Path.Combine(Repository.Root, path));

    /// <summary>The blocks of C#, in order.</summary>
    public IEnumerable<ReadmeBlock> Blocks()
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] != "```csharp")
            {
                continue;
            }

            int end = Array.IndexOf(lines, "```", i + 1);
            int below = end + 1;
            while (below < lines.Length && lines[below].Length == 0)
            {
                below++;
            }

            string? output = null;
            if (below < lines.Length && lines[below] == "```text")
            {
                output = Between(below, Array.IndexOf(lines, "```", below + 1));
            }

            yield return new ReadmeBlock(i + 1, Between(i, end), i > 0 ? Mark(lines[i - 1]) : null, output);
            i = end;
        }
    }

    /// <summary>Writes the file again with another text in one block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="text">Its new text.</param>
    public void Replace(ReadmeBlock block, string text)
    {
        int end = Array.IndexOf(lines, "```", block.Line);
        string[] all = [.. lines[..block.Line], .. text.Split('\n'), .. lines[end..]];
        File.WriteAllText(Path, string.Join('\n', all));
    }

    private string Between(int fence, int end) => string.Join('\n', lines[(fence + 1)..end]);

    private static string? Mark(string line)
        => line.StartsWith("<!-- ", StringComparison.Ordinal) && line.EndsWith(" -->", StringComparison.Ordinal) ? line[5..^4] : null;
}
