namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>A C# file with a static method <c>F</c> that returns one floating-point number: what the checks run on.</summary>
/// <param name="Name">Tells programs apart in messages.</param>
/// <param name="Text">
/// The file. It declares everything inside the namespace <see cref="Placeholder"/>, which every compilation replaces by one
/// of its own, so that many programs stand side by side.
/// </param>
/// <param name="Features">The constructs that occur in it, for the table that a run prints.</param>
internal sealed record RandomProgram(string Name, string Text, IReadOnlyCollection<string> Features)
{
    /// <summary>Stands for the program's namespace.</summary>
    public const string Placeholder = "UnderTest_Program";

    /// <summary>The id it may be refused with; null where it must be differentiated.</summary>
    public string? MayBeRefused { get; init; }
}
