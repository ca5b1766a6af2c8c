using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.Tests.RandomPrograms;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>One compilation that mutants are run over.</summary>
/// <param name="Name">For reports.</param>
/// <param name="Compilation">The user's files.</param>
/// <param name="Program">The program to run when its emitted code is another; null where a test compares the output itself.</param>
/// <param name="Reports">Whether the output is what the analyzer reports; otherwise the emitted text.</param>
internal sealed record CorpusEntry(string Name, CSharpCompilation Compilation, RandomProgram? Program, bool Reports)
{
    /// <summary>Whether its bodies are split, however short.</summary>
    public bool InParts { get; init; }

    /// <summary>The output of the compiler as it is.</summary>
    public string Expected { get; set; } = "";

    /// <summary>Which mutants it reaches, by number.</summary>
    public bool[] Reached { get; set; } = [];
}
