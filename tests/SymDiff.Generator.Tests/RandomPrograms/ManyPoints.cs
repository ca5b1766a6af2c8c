using System.Text.RegularExpressions;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>The mark of methods that are differentiated at many points at once, too.</summary>
internal static partial class ManyPoints
{
    /// <summary>What asks for it.</summary>
    public const string Flag = "Derivatives.Batch";

    [GeneratedRegex(@"(?<=\[Differentiable\(Derivatives\.Gradient \| Derivatives\.Jvp)(?=\)\]\s*public static (?:double|float) F\()")]
    private static partial Regex Mark();

    /// <summary>A program whose entry method is marked so, where its parameters allow it; elsewhere the program as it is.</summary>
    /// <param name="text">The program's file.</param>
    public static string Ask(string text)
    {
        string asked = Mark().Replace(text, $" | Derivatives.Jacobian | {Flag}", 1);
        return Entry.Read(asked) is { HasBatch: true } ? asked : text;
    }
}
