using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>The two halves of a compiler under test: the one of this build, or a changed one.</summary>
/// <param name="Generator">Emits derivatives.</param>
/// <param name="Analyzer">Reports what cannot be differentiated.</param>
/// <param name="InParts">The generator that makes methods of parts of short bodies, too.</param>
internal sealed record Toolchain(IIncrementalGenerator Generator, DiagnosticAnalyzer Analyzer, IIncrementalGenerator InParts)
{
    /// <summary>How many operations a body has at most before it is split, where programs are to show what splitting does.</summary>
    public const int ShortBody = 12;

    /// <summary>The compiler of this build.</summary>
    public static Toolchain OfThisBuild { get; } = new(new DifferentiableGenerator(), new DifferentiableAnalyzer(), new DifferentiableGenerator(new CompilerOptions(Largest: ShortBody)));
}
