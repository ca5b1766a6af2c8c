using SymDiff.Generator.Rules;
using Xunit;

namespace SymDiff.Generator.Tests.Rules;

public sealed class FormulaTests
{
    [Theory]
    [InlineData("g * Cos(x)")]
    [InlineData("a - b - c")]
    [InlineData("a - (b - c)")]
    [InlineData("a / (b * c)")]
    [InlineData("a / b * c")]
    [InlineData("-(g / y) * r")]
    [InlineData("-(-x)")]
    [InlineData("x > 0 ? g : x < 0 ? -g : 0 * x")]
    [InlineData("(x > 0 ? g : -g) * CopySign(1, y)")]
    [InlineData("x == 0 && y >= 0 || r != r ? 0 : g")]
    [InlineData("Functions.Sigmoid(-x)")]
    [InlineData("1.5e-3 * g")]
    public void Text_is_parsed_and_printed_back(string text) => Assert.Equal(text, Formula.Parse(text).ToString());

    [Fact]
    public void Operators_bind_as_in_CSharp()
    {
        Formula g = new Formula.Symbol("g");
        Formula x = new Formula.Symbol("x");
        Formula y = new Formula.Symbol("y");
        Assert.Equal(new Formula.Binary("-", new Formula.Binary("-", g, x), y), Formula.Parse("g - x - y"));
        Assert.Equal(new Formula.Binary("+", g, new Formula.Binary("*", x, y)), Formula.Parse("g + x * y"));
        Assert.Equal(new Formula.Binary("*", new Formula.Negate(g), x), Formula.Parse("-g * x"));
        Assert.Equal(
            new Formula.Binary("||", new Formula.Binary("==", g, x), new Formula.Binary("&&", new Formula.Binary("<", x, y), new Formula.Binary(">=", y, g))),
            Formula.Parse("g == x || x < y && y >= g"));
    }

    [Fact]
    public void Conditionals_associate_to_the_right() => Assert.IsType<Formula.Conditional>(
        Assert.IsType<Formula.Conditional>(Formula.Parse("a < b ? 1 : c < d ? 2 : 3")).WhenFalse);

    [Fact]
    public void Equal_texts_give_equal_formulas()
    {
        Formula first = Formula.Parse("g * Atan2(y, x)");
        Formula second = Formula.Parse("g*Atan2( y,x )");
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, Formula.Parse("g * Atan2(x, y)"));
    }

    [Theory]
    [InlineData("PI", Math.PI)]
    [InlineData("E", Math.E)]
    [InlineData("LN2", 0.6931471805599453)]
    [InlineData("LN10", 2.302585092994046)]
    public void Constants_are_numbers_with_all_digits(string name, double value)
    {
        Formula.Number number = Assert.IsType<Formula.Number>(Formula.Parse(name));
        Assert.Equal(value, number.Value);
        Assert.Equal(value, double.Parse(number.Text, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Symbols_and_functions_are_listed_once_in_order()
    {
        Formula formula = Formula.Parse("g * (x / Hypot(x, y)) / Hypot(y, r) + Sin(x)");
        Assert.Equal(["g", "x", "y", "r"], formula.Symbols());
        Assert.Equal(["Hypot", "Sin"], formula.Functions());
    }

    [Theory]
    [InlineData("", "position 0: expected a number, a name or '(' but found the end")]
    [InlineData("g *", "position 3: expected a number, a name or '(' but found the end")]
    [InlineData("(g", "position 2: expected ')' but found the end")]
    [InlineData("g x", "position 2: expected the end or an operator but found 'x'")]
    [InlineData("a ? b", "position 5: expected ':' but found the end")]
    [InlineData("Sin()", "position 4: expected a number, a name or '(' but found ')'")]
    [InlineData("2e", "expected a number, not '2e',")]
    public void Bad_text_is_reported_with_its_position(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => Formula.Parse(text)).Message, StringComparison.Ordinal);
}
