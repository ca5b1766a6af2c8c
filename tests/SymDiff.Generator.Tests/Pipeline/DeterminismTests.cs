using System.Globalization;
using Microsoft.CodeAnalysis;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>The same input gives the same bytes: in every culture, whatever the order of files, in every run.</summary>
public sealed class DeterminismTests
{
    private const string First =
        """
        namespace Shop;

        internal static partial class Prices
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
            public static double Taxed(double price) => 1.19 * price + 0.5 * Rebate(price, 1e-7f) - 12345678.875;
        }
        """;

    private const string Second =
        """
        namespace Shop;

        internal static partial class Prices
        {
            [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
            public static double Rebate(double price, float rate) => rate * Math.Pow(price, 2.5) - 0.125;
        }
        """;

    private static readonly Lazy<string> Digest = new(static () => Corpus.Digest(Corpus.Files));

    [Fact]
    public void Second_run_gives_the_same_bytes() => Assert.Equal(Emit(First, Second), Emit(First, Second));

    [Fact]
    public void Order_of_files_does_not_matter() => Assert.Equal(Emit(First, Second), Emit(Second, First));

    [Fact]
    public void Order_of_the_files_of_a_corpus_does_not_matter()
        => Assert.Equal(Digest.Value, Corpus.Digest([.. Corpus.Files.Reverse()]));

    /// <summary>Finnish numbers: a comma, spaces between groups, and a minus sign that C# does not know.</summary>
    [Fact]
    public void Culture_does_not_matter()
    {
        string expected = Digest.Value;
        CultureInfo before = CultureInfo.CurrentCulture;
        var finnish = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        finnish.NumberFormat.NumberDecimalSeparator = ",";
        finnish.NumberFormat.NumberGroupSeparator = "\u00a0";
        finnish.NumberFormat.NegativeSign = "\u2212";
        try
        {
            CultureInfo.CurrentCulture = finnish;
            Assert.Equal("\u22120,5", (-0.5).ToString(finnish));
            Assert.Equal(Emit(First, Second), Emit(Second, First));
            Assert.Equal(expected, Corpus.Digest(Corpus.Files));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>
    /// Turkish turns i into a dotted capital. The tests run without the data of real cultures, where that cannot be
    /// seen, so the generator's text is held to asking for no casing of the current culture at all.
    /// </summary>
    [Fact]
    public void Casing_never_asks_for_the_culture()
    {
        string[] files = Directory.GetFiles(Path.Combine(Repository.Root, "generator"), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, static file => Assert.DoesNotMatch(@"To(Upper|Lower|TitleCase)\(|CurrentCulture", File.ReadAllText(file)));
    }

    /// <summary>Each process hashes strings in its own way: an order that comes from a hash table would differ.</summary>
    [Fact]
    public async Task Process_does_not_matter()
        => Assert.Equal(Digest.Value, await DotnetCommand.RunAsync(AppContext.BaseDirectory, typeof(DeterminismTests).Assembly.Location));

    private static string Emit(string first, string second)
    {
        SourceFile[] files = [new SourceFile($"{first.Length}.cs", first), new SourceFile($"{second.Length}.cs", second)];
        GeneratorRunResult result = Assert.Single(
            Compile.Driver().RunGenerators(Compile.Create(files)).GetRunResult().Results);
        Assert.Equal(2, result.GeneratedSources.Length);
        return string.Join('\n', result.GeneratedSources
            .OrderBy(source => source.HintName, StringComparer.Ordinal)
            .Select(source => source.HintName + "\n" + source.SourceText));
    }
}
