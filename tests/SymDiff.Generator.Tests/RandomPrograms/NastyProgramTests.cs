using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>The programs written by hand, under the same checks as random ones.</summary>
public sealed class NastyProgramTests(ITestOutputHelper output)
{
    private static readonly BatchSetup EverySwitch = new() { Variants = RandomProgramTests.Variants };

    [Fact]
    public void Nasty_programs_are_differentiated_correctly() => Check(NastyPrograms.All);

    [Fact]
    public void Programs_that_once_failed_are_differentiated_correctly() => Check(Regressions.All);

    private void Check(IReadOnlyList<RandomProgram> programs)
    {
        ProgramOutcome[] faulty = [.. ProgramBatch.Run(programs, EverySwitch).Where(static outcome => outcome.IsFaulty)];
        output.WriteLine($"{programs.Count} programs, {faulty.Length} faulty");
        Assert.True(faulty.Length == 0, string.Join("\n\n", faulty.Select(static outcome => $"{outcome.Program.Name}\n{string.Join('\n', outcome.Faults)}")));
    }
}
