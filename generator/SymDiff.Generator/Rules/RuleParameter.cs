namespace SymDiff.Generator.Rules;

/// <summary>One operand of a rule.</summary>
/// <param name="Name">The symbol by which formulas mention it.</param>
/// <param name="Kind">What it is; only floating operands have a partial.</param>
/// <param name="Low">Lower end of an interval on which the rule is smooth, for checks of the table.</param>
/// <param name="High">Upper end of that interval.</param>
internal sealed record RuleParameter(string Name, ParameterKind Kind, double Low, double High);
