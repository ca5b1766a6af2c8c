namespace SymDiff.Generator.Tests.Diagnostics;

/// <summary>Members of a class that have one fault.</summary>
/// <param name="Id">The diagnostic.</param>
/// <param name="Members">The members; the fault stands between <c>[|</c> and <c>|]</c>.</param>
/// <param name="Message">The whole message.</param>
internal sealed record DiagnosticCase(string Id, string Members, string Message);
