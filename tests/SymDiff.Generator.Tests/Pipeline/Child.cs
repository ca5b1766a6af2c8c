using SymDiff.Generator.Tests.Mutation;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>What the test assembly does when it is run as a program: it writes the digest of the corpus, or judges mutants.</summary>
internal static class Child
{
    private static void Main(string[] arguments)
    {
        if (arguments is ["mutants", var isFirst])
        {
            MutantProcess.Serve(bool.Parse(isFirst));
        }
        else
        {
            Console.Out.Write(Corpus.Digest(Corpus.Files));
        }
    }
}
