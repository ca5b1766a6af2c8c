namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>What the test assembly does when it is run as a program: it writes the digest of the corpus.</summary>
internal static class Child
{
    private static void Main() => Console.Out.Write(Corpus.Digest(Corpus.Files));
}
