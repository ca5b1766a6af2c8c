namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>A method that later methods of a random program can call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">
/// One letter each: <c>d</c> a double, <c>i</c> an in double, <c>r</c> a ref double, <c>o</c> an out double, <c>n</c> a small
/// int, <c>a</c> a double[] it only reads, <c>s</c> a ReadOnlySpan, <c>w</c> a Span it writes, <c>v</c> a double[] it writes,
/// <c>m</c> a double[,]; of an entry method also what <see cref="ProgramWriter"/> calls holders.
/// </param>
/// <param name="Returns">A double, a pair of them (<c>2</c>), or nothing.</param>
/// <param name="Marked">Whether it is differentiable by contract; otherwise it is inlined.</param>
internal sealed record Routine(string Name, string Parameters, char Returns, bool Marked)
{
    /// <summary>Whether it is an expression without a place to write to.</summary>
    public bool IsFunction => Returns == 'd' && Parameters.All(static kind => kind is 'd' or 'i' or 'n' or 'a' or 's');
}
