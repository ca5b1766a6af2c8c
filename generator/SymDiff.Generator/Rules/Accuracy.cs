namespace SymDiff.Generator.Rules;

/// <summary>
/// How far a contribution for an adjoint of 1 may be from the true partial derivative, over the whole domain of the
/// primitive and for both number types.
/// </summary>
/// <param name="Ulps">Units in the last place of the true derivative.</param>
/// <param name="ResultUlps">
/// On top of that, what so many units in the last place of the primitive's result make in the contribution: a formula
/// over <c>r</c> cannot know more than .NET put into <c>r</c>.
/// </param>
/// <param name="Reason">Why the row may have more than the elementary bound; null where it has not.</param>
internal sealed record Accuracy(double Ulps, int ResultUlps = 0, string? Reason = null)
{
    /// <summary>What a row is held to that does not say otherwise.</summary>
    public static Accuracy Elementary { get; } = new(4);
}
