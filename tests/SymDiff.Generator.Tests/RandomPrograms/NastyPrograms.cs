namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>
/// Programs written by hand to break a compiler, one for each thing that is easily got wrong. The first line of each is its
/// name, with the id it may be refused with behind a bar; <c>[D]</c> stands for the attribute with both modes. Members are those of a static class; a text with a namespace
/// of its own is a whole file.
/// </summary>
internal static partial class NastyPrograms
{
    private const string Mark = "[Differentiable(Derivatives.Gradient | Derivatives.Jvp)]";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RandomProgram> All { get; } =
        [.. ControlFlow.Concat(Memory).Concat(Calls).Concat(Names).Concat(Types).Concat(Structs).Concat(Found).Concat(Mutants).Concat(Sums).Concat(Lanes).Concat(Rows).Concat(Refills).Concat(Gradients).Concat(Generics).Select(Read)];

    private static RandomProgram Read(string text)
    {
        (string name, string members) = (text[..text.IndexOf('\n', StringComparison.Ordinal)], text[text.IndexOf('\n', StringComparison.Ordinal)..]);
        string[] parts = name.Split(" | ");
        members = members.Replace("[D]", Mark, StringComparison.Ordinal);
        string file = members.Contains("namespace ", StringComparison.Ordinal) ? members : $"namespace {RandomProgram.Placeholder};\n\ninternal static partial class Program\n{{\n{members}\n}}\n";
        return new RandomProgram(parts[0], ManyPoints.Ask(file), [])
        {
            MayBeRefused = parts.ElementAtOrDefault(1),
        };
    }
}
