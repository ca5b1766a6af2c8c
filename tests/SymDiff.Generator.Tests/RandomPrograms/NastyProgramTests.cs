using Xunit.Abstractions;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>The programs written by hand, under the same checks as random ones.</summary>
public sealed class NastyProgramTests(ITestOutputHelper output)
{
    [Fact]
    public void Nasty_programs_are_differentiated_correctly()
    {
        ProgramOutcome[] faulty = [.. ProgramBatch.Run(NastyPrograms.All).Where(static outcome => outcome.IsFaulty)];
        output.WriteLine($"{NastyPrograms.All.Count} programs, {faulty.Length} faulty");
        Assert.True(faulty.Length == 0, string.Join("\n\n", faulty.Select(static outcome => $"{outcome.Program.Name}\n{string.Join('\n', outcome.Faults)}")));
    }
}
