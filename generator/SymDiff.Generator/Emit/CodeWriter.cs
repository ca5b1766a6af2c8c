using System.Text;

namespace SymDiff.Generator.Emit;

/// <summary>Lines with indentation.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>The warnings of C# that the text gives rise to, each with why it stands there.</summary>
    public SortedDictionary<string, string> Suppressed { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether anything stands in the innermost block yet.</summary>
    public bool Any { get; private set; }

    public void Suppress(string warning, string reason) => Suppressed[warning] = reason;

    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            text.Append(' ', 4 * depth).Append(line);
        }

        text.Append('\n');
        Any = true;
    }

    public void Open(string? line = null)
    {
        if (line is not null)
        {
            Line(line);
        }

        Line("{");
        depth++;
        Any = false;
    }

    public void Close(string end = "}")
    {
        depth--;
        Line(end);
    }

    public override string ToString() => text.ToString();
}
