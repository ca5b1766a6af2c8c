namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>What is wrong with a program's emitted code.</summary>
/// <param name="Kind">The same for faults of the same nature: shrinking keeps it.</param>
/// <param name="Detail">The numbers or the message.</param>
internal sealed record ProgramFault(string Kind, string Detail)
{
    /// <summary>What to look at first: 0 for wrong numbers, then code that does not compile, refusals, and warnings.</summary>
    public int Rank => Kind.Split(' ')[0] switch
    {
        "warning" => 3,
        "refused" => 2,
        "error" => 1,
        _ => 0,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {Detail}";
}
