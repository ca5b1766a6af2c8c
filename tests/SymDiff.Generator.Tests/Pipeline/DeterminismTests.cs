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

    [Fact]
    public void Second_run_gives_the_same_bytes() => Assert.Equal(Emit(First, Second), Emit(First, Second));

    [Fact]
    public void Order_of_files_does_not_matter() => Assert.Equal(Emit(First, Second), Emit(Second, First));

    [Fact]
    public void Culture_does_not_matter()
    {
        string expected = Emit(First, Second);
        CultureInfo before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(expected, Emit(First, Second));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

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
