namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>What is wrong with a program's emitted code.</summary>
/// <param name="Kind">The same for faults of the same nature: shrinking keeps it.</param>
/// <param name="Detail">The numbers or the message.</param>
internal sealed record ProgramFault(string Kind, string Detail)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {Detail}";
}
