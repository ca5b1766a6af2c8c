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

    /// <summary>At how many coordinates of all points differences were taken.</summary>
    public int Coordinates { get; set; }

    /// <summary>At how many of them no branch and no kink lay between, so that they could be compared.</summary>
    public int Compared { get; set; }

    /// <summary>Value and gradient at each point; null where F throws.</summary>
    public List<double[]?> Gradients { get; } = [];
}
