using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using SymDiff.Generator.Tests.Harness;
using SymDiff.Generator.Tests.RandomPrograms;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>Programs that between them hold most of the language: random ones and those written to break a compiler.</summary>
internal static class Corpus
{
    private const int Random = 40;

    /// <summary>One file a program, each in a namespace of its own.</summary>
    public static IReadOnlyList<SourceFile> Files { get; } =
        [.. Enumerable.Range(0, Random).Select(ProgramWriter.Write).Concat(NastyPrograms.All).Select(File)];

    /// <summary>What a fresh generator makes of the files.</summary>
    /// <param name="files">The files.</param>
    public static GeneratorRunResult Run(IReadOnlyList<SourceFile> files)
    {
        GeneratorRunResult result = Assert.Single(Compile.Driver().RunGenerators(Compile.Create(files)).GetRunResult().Results);
        Assert.Null(result.Exception);
        Assert.True(result.GeneratedSources.Length >= Random);
        return result;
    }

    /// <summary>A digest of every emitted byte together with the names of the emitted files, in ordinal order.</summary>
    /// <param name="files">The files to emit the derivatives of.</param>
    public static string Digest(IReadOnlyList<SourceFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (GeneratedSourceResult source in Run(files).GeneratedSources.OrderBy(static source => source.HintName, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(source.HintName + "\0" + source.SourceText + "\0"));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static SourceFile File(RandomProgram program, int number)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"Corpus{number}");
        return new SourceFile(name + ".cs", program.Text.Replace(RandomProgram.Placeholder, name, StringComparison.Ordinal));
    }
}
