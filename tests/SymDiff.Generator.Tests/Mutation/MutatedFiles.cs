namespace SymDiff.Generator.Tests.Mutation;

/// <summary>
/// The files that mutants are made of: the passes, and what lowers control flow and memory. Left out are printing and
/// messages, which texts are compared for, and the rule table, whose rows have a test that changes their signs.
/// </summary>
internal static class MutatedFiles
{
    private static readonly string[] Folders = ["Transforms/", "Caching/", "Optimization/", "Vectorization/", "Analysis/", "Ir/"];

    // The text form and the check of debug builds take no part in what is emitted.
    private static readonly HashSet<string> Without = new(StringComparer.Ordinal) { "Ir/IrText.cs", "Ir/Validator.cs" };

    private static readonly HashSet<string> FrontEnd = new(StringComparer.Ordinal)
    {
        "AssignmentLowering", "Bodies", "BufferCalls", "BufferChoices", "BufferFlow", "BufferLowering", "ContractLowering", "ConversionLowering",
        "CountedLoop", "EscapeScan", "ExitScan", "Frame", "FreshScan", "InlineLowering", "Invariant", "LoopLowering", "OperatorLowering",
        "PatternLowering", "PlaceLowering", "StatementLowering", "SwitchLowering", "WriteScan",
    };

    /// <summary>Whether a file is mutated.</summary>
    /// <param name="path">Its path relative to the compiler's folder.</param>
    public static bool Contains(string path) =>
        (Folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)) && !Without.Contains(path))
        || path is "Compiler.Batch.cs"
        || (path.StartsWith("FrontEnd/", StringComparison.Ordinal) && FrontEnd.Contains(Path.GetFileNameWithoutExtension(path)));
}
