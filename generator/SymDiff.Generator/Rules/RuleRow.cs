using System.Globalization;
using System.Text.RegularExpressions;

namespace SymDiff.Generator.Rules;

/// <summary>
/// Builds a <see cref="Rule"/> from the text of one row of the table:
/// signature, cost, sample interval of each operand, contribution to each operand's adjoint.
/// </summary>
internal static class RuleRow
{
    /// <summary>A method that <c>Math</c>/<c>MathF</c> and <c>double</c>/<c>float</c> share, bit for bit, under one name.</summary>
    public static Rule Math(string signature, int cost, string domain, params string[] partials)
    {
        Rule rule = Build(signature, cost, domain, partials);
        return Print(rule, "Math", rule.Name) with { Methods = [$"Math.{rule.Name}", $"Number.{rule.Name}"] };
    }

    /// <summary>A static method that only the number types have.</summary>
    public static Rule Number(string signature, int cost, string domain, params string[] partials)
    {
        Rule rule = Build(signature, cost, domain, partials);
        return Print(rule, "Number", rule.Name) with { Methods = [$"Number.{rule.Name}"] };
    }

    /// <summary>A scalar function of <c>SymDiff.Functions</c>; the row is called "Functions.Name".</summary>
    public static Rule Functions(string signature, int cost, string domain, params string[] partials)
    {
        Rule rule = Build(signature, cost, domain, partials);
        return Print(rule, "Functions", rule.Name) with { Name = $"Functions.{rule.Name}", Methods = [$"Functions.{rule.Name}"] };
    }

    /// <summary>A prefix operator.</summary>
    public static Rule Prefix(string signature, string token, int cost, string domain, params string[] partials)
    {
        // The operand must be primary: "--x" would be a decrement.
        Rule rule = Build(signature, cost, domain, partials) with
        {
            Precedence = Precedence.Unary,
            OperandPrecedence = [Precedence.Primary],
        };
        return Print(rule, token + "{0}");
    }

    /// <summary>A binary operator that associates to the left.</summary>
    public static Rule Infix(string signature, string token, int cost, string domain, params string[] partials)
    {
        int precedence = Precedence.OfOperator(token);
        Rule rule = Build(signature, cost, domain, partials) with
        {
            Precedence = precedence,
            OperandPrecedence = [precedence, precedence - 1],
        };
        return Print(rule, $"{{0}} {token} {{1}}");
    }

    /// <summary>The row printed as <paramref name="template"/>, whatever the number type.</summary>
    public static Rule Print(Rule rule, string template) => rule with { Text = template, Host = null };

    /// <summary>The row printed as a call of <paramref name="method"/> of a family of types.</summary>
    public static Rule Print(Rule rule, string family, string method)
    {
        string arguments = string.Join(", ", Enumerable.Range(0, rule.Parameters.Count).Select(i => $"{{{i}}}"));
        string call = $"{method}({arguments})";
        return family switch
        {
            "Math" or "Number" => rule with { Text = call, Host = family },
            "Functions" => Print(rule, $"global::SymDiff.Functions.{call}"),
            _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Not a family of types."),
        };
    }

    /// <summary>
    /// The row stands for another method than its name says: an overload, or the same function under another name.
    /// It prints as the first of <paramref name="methods"/>.
    /// </summary>
    public static Rule For(this Rule rule, params string[] methods)
    {
        string[] first = methods[0].Split('.');
        return Print(rule, first[0], first[1]) with { Methods = methods };
    }

    /// <summary>The row takes one element of the tuple that a method returns.</summary>
    public static Rule Element(this Rule rule, string component, params string[] methods)
    {
        Rule call = rule.For(methods);
        return call with
        {
            Component = component,
            Text = $"{call.Text}.{component}",
        };
    }

    /// <summary>The contributions where the operand is the only active one.</summary>
    public static Rule Alone(this Rule rule, params string[] partials) =>
        rule with { PartialsWhenAlone = Contributions(rule.Parameters, partials) };

    /// <summary>The row's derivative is less accurate than elementary ones, for a reason; see <see cref="Accuracy"/>.</summary>
    public static Rule Within(this Rule rule, double ulps, string reason, int resultUlps = 0) =>
        rule with { Accuracy = new Accuracy(ulps, resultUlps, reason) };

    /// <summary>The tangent is vertical and the value finite where <paramref name="condition"/> holds.</summary>
    public static Rule Vertical(this Rule rule, string condition) => rule with { Vertical = Formula.Parse(condition) };

    /// <summary>The value is finite and no derivative has a meaning where <paramref name="condition"/> holds.</summary>
    public static Rule Undefined(this Rule rule, string condition)
    {
        Formula undefined = Formula.Parse(condition);
        Formula?[] partials = [.. rule.Partials.Select(partial =>
            partial is null ? null : new Formula.Conditional(undefined, new Formula.Number("0", 0), partial))];
        return rule with { Undefined = undefined, Partials = partials, PartialsWhenAlone = partials };
    }

    private static Rule Build(string signature, int cost, string domain, string[] partials)
    {
        Match match = Regex.Match(signature, @"^([\w.]+)\((.*)\)$");
        string[] parameters = Split(match.Groups[2].Value);
        string[] intervals = Split(domain);
        if (!match.Success || parameters.Length != intervals.Length)
        {
            throw new FormatException($"Row \"{signature}\" with domain \"{domain}\" needs one interval for each operand.");
        }

        RuleParameter[] operands = [.. parameters.Zip(intervals, Operand)];
        Formula?[] contributions = Contributions(operands, partials);
        return new Rule
        {
            Name = match.Groups[1].Value,
            Parameters = operands,
            Partials = contributions,
            PartialsWhenAlone = contributions,
            Cost = cost,
            Text = "",
            OperandPrecedence = [.. operands.Select(_ => Precedence.Any)],
        };
    }

    private static RuleParameter Operand(string declaration, string interval)
    {
        string[] words = declaration.Split(' ');
        ParameterKind kind = words.Length == 1 ? ParameterKind.Floating : words[0] switch
        {
            "int" => ParameterKind.Integer,
            "bool" => ParameterKind.Boolean,
            "MidpointRounding" => ParameterKind.Rounding,
            _ => throw new FormatException($"Operand \"{declaration}\" has an unknown type."),
        };
        string[] ends = interval.Split([".."], StringSplitOptions.None);
        return new RuleParameter(
            words[words.Length - 1],
            kind,
            double.Parse(ends[0], CultureInfo.InvariantCulture),
            double.Parse(ends[1], CultureInfo.InvariantCulture));
    }

    private static Formula?[] Contributions(IReadOnlyList<RuleParameter> operands, string[] partials)
    {
        if (partials.Length != operands.Count(operand => operand.Kind == ParameterKind.Floating))
        {
            throw new FormatException($"Needs one contribution for each floating operand, not {partials.Length}.");
        }

        Queue<string> rest = new(partials);
        return [.. operands.Select(operand => operand.Kind == ParameterKind.Floating ? Contribution(rest.Dequeue()) : null)];
    }

    private static Formula? Contribution(string text) => text == "0" ? null : Formula.Parse(text);

    private static string[] Split(string list) => [.. list.Split(',').Select(part => part.Trim())];
}
