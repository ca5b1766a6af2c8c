using System.Globalization;

namespace SymDiff.Tests;

public sealed class GreeksTests
{
    private static readonly string[] Names = ["Price", "Delta", "Vega", "Rho", "Gamma"];

    [Theory]
    [InlineData("--paths", "20000")]
    [InlineData("--paths", "20000", "--fixings", "3", "--spot", "80", "--volatility", "0.5", "--rate", "-0.01", "--maturity", "0.25")]
    public void Derivatives_are_those_of_the_closed_forms(params string[] options)
    {
        (int code, string[] output, string[] errors) = Sample.Run("Greeks", options);
        Assert.Equal(0, code);
        Assert.Empty(errors);
        for (int i = 0; i < Names.Length; i++)
        {
            double[] european = Row(output, Names[i], table: 0);
            Assert.Equal(european[1], european[0], 1e-8 * Math.Abs(european[1]) + 1e-9);
            double[] simulated = Row(output, Names[i], table: 1);
            Assert.InRange(Math.Abs(simulated[0] - simulated[2]), 0, 4 * simulated[1]);
            Assert.Equal(simulated[0], simulated[3], 0.02 * Math.Abs(simulated[0]));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_table_and_another_seed_another()
    {
        string[] one = Tables("--paths", "2000", "--seed", "5"), same = Tables("--paths", "2000", "--seed", "5"), other = Tables("--paths", "2000", "--seed", "6");
        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
    }

    [Theory]
    [InlineData("greeks: unknown option '--path' (see --help)", "--path", "3")]
    [InlineData("greeks: --paths needs a value (see --help)", "--paths")]
    [InlineData("greeks: --paths takes a whole number from 2 to 1000000000, not '1'", "--paths", "1")]
    [InlineData("greeks: --seed takes a whole number, not 'one'", "--seed", "one")]
    [InlineData("greeks: --rate takes a number from -1 to 1, not 'NaN'", "--rate", "NaN")]
    public void A_bad_option_is_one_clear_line(string expected, params string[] options)
    {
        (int code, string[] output, string[] errors) = Sample.Run("Greeks", options);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Equal([expected], errors);
    }

    private static string[] Tables(params string[] options) => [.. Sample.Run("Greeks", options).Output.TakeWhile(static line => !line.StartsWith("Time", StringComparison.Ordinal))];

    private static double[] Row(string[] output, string name, int table)
    {
        string row = output.Where(line => line.StartsWith("  " + name + " ", StringComparison.Ordinal)).ElementAt(table);
        return [.. row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static word => double.Parse(word, CultureInfo.InvariantCulture))];
    }
}
