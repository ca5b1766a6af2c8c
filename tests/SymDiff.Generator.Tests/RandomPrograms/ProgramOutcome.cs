namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>What running one program showed.</summary>
/// <param name="Program">The program.</param>
internal sealed record ProgramOutcome(RandomProgram Program)
{
    /// <summary>What is wrong; empty when all is right.</summary>
    public List<ProgramFault> Faults { get; } = [];

    /// <summary>The fault to look at first.</summary>
    public ProgramFault? Worst => Faults.MinBy(static fault => fault.Rank);

    /// <summary>Whether anything is wrong, refusals that are allowed set aside.</summary>
    public bool IsFaulty => Faults.Any(fault => fault.Kind != $"refused {Program.MayBeRefused}");

    /// <summary>Whether its value is finite and its gradient is finite and not all zero, at some point.</summary>
    public bool IsTelling { get; set; }

    /// <summary>Whether differences could be compared with at some coordinate of some point.</summary>
    public bool MetDifferences { get; set; }
}
