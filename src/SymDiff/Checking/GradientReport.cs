using System.Globalization;
using System.Text;

namespace SymDiff;

/// <summary>What <see cref="GradientCheck"/> found.</summary>
/// <param name="Value">The function's value at the point.</param>
/// <param name="ValueOfGradient">The value that came with the gradient.</param>
/// <param name="Coordinates">The coordinates that were checked, in their order.</param>
public sealed record GradientReport(double Value, double ValueOfGradient, IReadOnlyList<CoordinateCheck> Coordinates)
{
    // More lines than this nobody reads.
    private const int Lines = 10;

    /// <summary>Whether the value that came with the gradient is the function's, to rounding.</summary>
    public bool ValueAgrees { get; init; }

    /// <summary>Whether nothing is wrong: kinks and coordinates that say nothing do not count.</summary>
    public bool Passed => ValueAgrees && !Coordinates.Any(static c => c.Verdict == CoordinateVerdict.Wrong);

    /// <summary>
    /// The coordinate to look at first: the wrong one that is off the most, else the one that is off the most among the
    /// right ones, else any; null where there is none.
    /// </summary>
    public CoordinateCheck? Worst => Coordinates
        .OrderBy(static c => c.Verdict switch { CoordinateVerdict.Wrong => 0, CoordinateVerdict.Right => 1, _ => 2 })
        .ThenByDescending(static c => c.RelativeError)
        .FirstOrDefault();

    /// <summary>Throws unless <see cref="Passed"/>.</summary>
    /// <exception cref="WrongGradientException">Something is wrong; its message is the report.</exception>
    public void ThrowIfWrong()
    {
        if (!Passed)
        {
            throw new WrongGradientException(this);
        }
    }

    /// <summary>A summary, then the coordinates that are not right, the worst first.</summary>
    public override string ToString()
    {
        int Count(CoordinateVerdict verdict) => Coordinates.Count(c => c.Verdict == verdict);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Coordinates.Count} coordinates: {Count(CoordinateVerdict.Right)} right, {Count(CoordinateVerdict.Wrong)} wrong, ");
        text.Append(CultureInfo.InvariantCulture, $"{Count(CoordinateVerdict.Kink)} at a kink, {Count(CoordinateVerdict.Inconclusive)} inconclusive");
        if (!ValueAgrees)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nthe gradient comes with the value {ValueOfGradient:R}, the function gives {Value:R}");
        }

        CoordinateCheck[] notable = [.. Coordinates.Where(static c => c.Verdict != CoordinateVerdict.Right).OrderBy(static c => c.Verdict).ThenByDescending(static c => c.RelativeError)];
        foreach (CoordinateCheck coordinate in notable.Take(Lines))
        {
            text.Append('\n').Append(coordinate);
        }

        if (notable.Length > Lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nand {notable.Length - Lines} more");
        }
        else if (notable.Length == 0 && Worst is { } worst)
        {
            text.Append("\nworst: ").Append(worst);
        }

        return text.ToString();
    }
}
