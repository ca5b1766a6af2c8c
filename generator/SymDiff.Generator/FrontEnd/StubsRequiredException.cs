namespace SymDiff.Generator.FrontEnd;

/// <summary>Ends the reading of a method that has to be read in the compilation with <see cref="Stubs"/>.</summary>
internal sealed class StubsRequiredException : Exception;
