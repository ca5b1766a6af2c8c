namespace SymDiff.Generator.Tests.Diagnostics;

/// <summary>A case for each message that the compiler has, with members of a class that call it forth.</summary>
internal static partial class DiagnosticCases
{
    public static IEnumerable<DiagnosticCase> All => [.. Declarations, .. Language, .. Structs, .. StructBuffers, .. Modules, .. Calls, .. Gradients];
}
