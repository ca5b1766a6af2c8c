namespace SymDiff.Generator;

/// <summary>Switches of the passes that make the output better and never change an answer.</summary>
/// <param name="Simplify">Whether equal expressions are computed once.</param>
/// <param name="Recompute">Whether cheap values are computed again in the reverse sweep instead of stored.</param>
/// <param name="Lanes">Whether eight rounds of such a loop go side by side.</param>
/// <param name="Fuse">Whether rounds of a loop that meet only in sums are run backwards one by one.</param>
/// <param name="Largest">How many operations a body has at most before parts of it become methods of their own.</param>
internal sealed record CompilerOptions(bool Simplify = true, bool Recompute = true, bool Fuse = true, bool Lanes = true, int Largest = 2000)
{
    public static readonly CompilerOptions Default = new();
}
