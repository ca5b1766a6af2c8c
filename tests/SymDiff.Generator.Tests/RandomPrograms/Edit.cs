using Microsoft.CodeAnalysis.Text;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>A part of a text and what stands there instead.</summary>
/// <param name="Span">The part.</param>
/// <param name="Replacement">The new text.</param>
internal sealed record Edit(TextSpan Span, string Replacement)
{
    /// <summary>How much shorter the text gets.</summary>
    public int Gain => Span.Length - Replacement.Length;

    /// <summary>Applies edits that do not touch each other.</summary>
    /// <param name="text">The text.</param>
    /// <param name="edits">The edits.</param>
    public static string Apply(string text, IEnumerable<Edit> edits)
    {
        foreach (Edit edit in edits.OrderByDescending(static edit => edit.Span.Start))
        {
            text = text.Remove(edit.Span.Start, edit.Span.Length).Insert(edit.Span.Start, edit.Replacement);
        }

        return text;
    }

    /// <summary>As many of the edits as do not touch each other, the first ones before the others.</summary>
    /// <param name="edits">The edits.</param>
    public static List<Edit> Apart(IEnumerable<Edit> edits)
    {
        var apart = new List<Edit>();
        foreach (Edit edit in edits)
        {
            if (apart.TrueForAll(other => !other.Span.IntersectsWith(edit.Span)))
            {
                apart.Add(edit);
            }
        }

        return apart;
    }
}
