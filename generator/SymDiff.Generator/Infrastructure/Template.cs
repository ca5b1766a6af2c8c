using System.Globalization;
using System.Text.RegularExpressions;

namespace SymDiff.Generator.Infrastructure;

/// <summary>Text with the holes <c>{0}</c>, <c>{1}</c>, ….</summary>
internal static class Template
{
    /// <summary>The text of a value that has no parts.</summary>
    public const string Plain = "{0}";

    private static readonly Regex Hole = new(@"\{(\d+)\}", RegexOptions.CultureInvariant);

    /// <summary>Fills every hole; what is filled in is not looked into.</summary>
    public static string Fill(string template, IReadOnlyList<string> parts) =>
        Hole.Replace(template, match => parts[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)]);
}
