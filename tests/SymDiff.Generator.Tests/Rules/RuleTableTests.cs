using System.Text.RegularExpressions;
using SymDiff.Generator.Rules;
using Xunit;

namespace SymDiff.Generator.Tests.Rules;

public sealed class RuleTableTests
{
    public static TheoryData<string> AllRows => [.. RuleTable.All.Select(rule => rule.Name)];

    [Fact]
    public void Names_are_unique_and_found()
    {
        Assert.All(RuleTable.All, rule => Assert.Same(rule, RuleTable.Find(rule.Name)));
        Assert.Null(RuleTable.Find("Cotangent"));
    }

    [Theory]
    [MemberData(nameof(AllRows))]
    public void Formulas_mention_only_operands_result_and_adjoint(string name)
    {
        Rule rule = RuleTable.Find(name)!;
        string[] known = [Rule.AdjointSymbol, Rule.ResultSymbol, .. rule.Parameters.Select(parameter => parameter.Name)];
        Assert.Equal(known.Length, known.Distinct().Count());
        Assert.All(FormulasOf(rule).SelectMany(formula => formula.Symbols()), symbol => Assert.Contains(symbol, known));
    }

    [Theory]
    [MemberData(nameof(AllRows))]
    public void Formulas_apply_only_rows_of_the_table_with_their_number_of_operands(string name) =>
        Assert.All(FormulasOf(RuleTable.Find(name)!).SelectMany(Applications), apply =>
            Assert.Equal(RuleTable.Find(apply.Function)?.Parameters.Count, apply.Arguments.Count));

    [Theory]
    [MemberData(nameof(AllRows))]
    public void Only_floating_operands_of_numeric_rows_have_partials(string name)
    {
        Rule rule = RuleTable.Find(name)!;
        Assert.Equal(rule.Parameters.Count, rule.Partials.Count);
        Assert.Equal(rule.Parameters.Count, rule.PartialsWhenAlone.Count);
        for (int i = 0; i < rule.Partials.Count; i++)
        {
            bool smooth = rule.Result == ParameterKind.Floating && !rule.PiecewiseConstant
                && rule.Parameters[i].Kind == ParameterKind.Floating && (name, i) is not ("CopySign", 1);
            Assert.Equal(smooth, rule.Partials[i] is not null);
        }
    }

    [Theory]
    [MemberData(nameof(AllRows))]
    public void Printed_texts_hold_every_operand_and_say_when_they_repeat_one(string name)
    {
        Rule rule = RuleTable.Find(name)!;
        Assert.Equal(rule.Parameters.Count, rule.OperandPrecedence.Count);
        foreach (string print in new[] { rule.Print("double"), rule.Print("float"), rule.Print("T") })
        {
            string[] holes = [.. Regex.Matches(print, @"\{(\d+)\}").Select(match => match.Groups[1].Value)];
            Assert.Equal(Enumerable.Range(0, rule.Parameters.Count).Select(i => $"{i}"), holes.Distinct());
            Assert.Equal(holes.Length > rule.Parameters.Count, rule.RepeatsOperands);
            Assert.Equal(rule.Methods.Count > 0, rule.Precedence == Precedence.Primary);
            Assert.DoesNotContain(Rule.Zero, print, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(AllRows))]
    public void No_formula_compares_an_operand_with_itself(string name) =>
        // The C# compiler warns about x != x (CS1718): formulas say IsNaN.
        Assert.All(FormulasOf(RuleTable.Find(name)!), formula => Assert.DoesNotMatch(@"\b(\w+) [!=]= \1\b", formula.ToString()));

    [Theory]
    [InlineData("Math", "Sin", "double", "Sin")]
    [InlineData("double", "Sin", "double", "Sin")]
    [InlineData("MathF", "Sin", "float", "Sin")]
    [InlineData("Math", "Abs", "float", "Abs")]
    [InlineData("Math", "Log", "double", "Log")]
    [InlineData("Math", "Log", "double,double", "LogBase")]
    [InlineData("Math", "Round", "double", "Round")]
    [InlineData("Math", "Round", "double,int", "RoundDigits")]
    [InlineData("float", "Round", "float,System.MidpointRounding", "RoundMode")]
    [InlineData("double", "Round", "double,int,System.MidpointRounding", "RoundDigitsMode")]
    [InlineData("Math", "Clamp", "double,double,double", "Clamp")]
    [InlineData("double", "Clamp", "double,double,double", "Number.Clamp")]
    [InlineData("Math", "IEEERemainder", "double,double", "IEEERemainder")]
    [InlineData("float", "Ieee754Remainder", "float,float", "IEEERemainder")]
    [InlineData("SymDiff.Functions", "Sigmoid", "float", "Functions.Sigmoid")]
    [InlineData("Math", "Exp2", "double", null)]
    [InlineData("Math", "Max", "int,int", null)]
    [InlineData("Math", "Abs", "decimal", null)]
    [InlineData("Math", "SinCos", "double", null)]
    [InlineData("Example.Curves", "Sin", "double", null)]
    public void Methods_are_found_by_type_name_and_parameters(string type, string method, string parameters, string? row)
    {
        string containing = type.StartsWith("Math", StringComparison.Ordinal) ? "System." + type : type;
        Assert.Equal(row, RuleTable.FindMethod(containing, method, parameters.Split(','))?.Name);
    }

    [Fact]
    public void Tuple_methods_have_one_row_for_each_element()
    {
        Assert.Equal(["SinCos.Sin", "SinCos.Cos"], RuleTable.FindTupleMethod("System.MathF", "SinCos", ["float"]).Select(rule => rule.Name));
        Assert.Equal(["SinCosPi.SinPi", "SinCosPi.CosPi"], RuleTable.FindTupleMethod("double", "SinCosPi", ["double"]).Select(rule => rule.Name));
        Assert.Equal("global::System.Math.SinCos({0}).Cos", RuleTable.Find("SinCos.Cos")!.Print("double"));
        Assert.Empty(RuleTable.FindTupleMethod("System.Math", "Sin", ["double"]));
    }

    private static IEnumerable<Formula> FormulasOf(Rule rule) => rule.Partials.Concat(rule.PartialsWhenAlone).OfType<Formula>();

    private static IEnumerable<Formula.Apply> Applications(Formula formula) => formula switch
    {
        Formula.Apply apply => apply.Arguments.SelectMany(Applications).Prepend(apply),
        Formula.Negate negate => Applications(negate.Operand),
        Formula.Binary binary => Applications(binary.Left).Concat(Applications(binary.Right)),
        Formula.Conditional c => Applications(c.Condition).Concat(Applications(c.WhenTrue)).Concat(Applications(c.WhenFalse)),
        _ => [],
    };
}
