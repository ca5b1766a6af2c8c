using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>The two halves of a compiler under test: the one of this build, or a changed one.</summary>
/// <param name="Generator">Emits derivatives.</param>
/// <param name="Analyzer">Reports what cannot be differentiated.</param>
internal sealed record Toolchain(IIncrementalGenerator Generator, DiagnosticAnalyzer Analyzer)
{
    /// <summary>The compiler of this build.</summary>
    public static Toolchain OfThisBuild { get; } = new(new DifferentiableGenerator(), new DifferentiableAnalyzer());
}
