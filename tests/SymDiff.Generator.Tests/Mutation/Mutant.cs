namespace SymDiff.Generator.Tests.Mutation;

/// <summary>One mechanical change of the compiler.</summary>
/// <param name="Number">Which one the instrumented compiler is told to be.</param>
/// <param name="Mutator">What made it.</param>
/// <param name="File">Where, relative to the compiler's folder.</param>
/// <param name="Line">The line, for a reader.</param>
/// <param name="Original">The text that is changed, on one line.</param>
/// <param name="Changed">What it is changed to.</param>
/// <param name="Occurrence">Tells apart the same changes of the same text in one file, in their order.</param>
internal sealed record Mutant(int Number, string Mutator, string File, int Line, string Original, string Changed, int Occurrence)
{
    /// <summary>Names it independently of what else is in the file.</summary>
    public string Key => $"{File} | {Mutator} | {Original} | {Changed} | {Occurrence}";

    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line} {Mutator}: {Original}  =>  {Changed}";
}
