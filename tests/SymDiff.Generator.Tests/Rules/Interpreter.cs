using System.Numerics;
using SymDiff.Generator.Rules;
using Xunit;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>
/// Evaluates formulas at the number type T together with their tangents. The tangent of each step comes from the rule
/// table itself, as forward mode over emitted derivatives would compute it.
/// </summary>
internal static class Interpreter<T>
    where T : struct, IFloatingPointIeee754<T>
{
    /// <summary>The contribution of <paramref name="rule"/> to one operand's adjoint.</summary>
    public static T Contribution(Rule rule, int operand, IReadOnlyList<T> operands, T adjoint) =>
        Contribution(rule.Partials[operand], rule, operands, adjoint);

    /// <summary>A contribution by any formula of the rule.</summary>
    public static T Contribution(Formula? formula, Rule rule, IReadOnlyList<T> operands, T adjoint) =>
        Contribution(formula, rule, operands, adjoint, Primitive<T>.Call(rule, operands));

    /// <summary>A contribution for a result that need not be the primitive's.</summary>
    public static T Contribution(Formula? formula, Rule rule, IReadOnlyList<T> operands, T adjoint, T result) =>
        formula is null ? T.Zero : Evaluate(formula, Bind(rule, [.. operands.Select(Constant)], Constant(adjoint), Constant(result))).Value;

    /// <summary>The contribution and its tangent for given tangents of the operands and the adjoint.</summary>
    public static Dual<T> Contribution(Rule rule, int operand, IReadOnlyList<Dual<T>> operands, Dual<T> adjoint) =>
        rule.Partials[operand] is { } formula ? Evaluate(formula, Bind(rule, operands, adjoint, Apply(rule, operands))) : Constant(T.Zero);

    private static Dual<T> Constant(T value) => new(value, T.Zero);

    private static Dictionary<string, Dual<T>> Bind(Rule rule, IReadOnlyList<Dual<T>> operands, Dual<T> adjoint, Dual<T> result)
    {
        Dictionary<string, Dual<T>> symbols = new(StringComparer.Ordinal)
        {
            [Rule.AdjointSymbol] = adjoint,
            [Rule.ResultSymbol] = result,
        };
        for (int i = 0; i < operands.Count; i++)
        {
            symbols.Add(rule.Parameters[i].Name, operands[i]);
        }

        return symbols;
    }

    private static Dual<T> Evaluate(Formula formula, Dictionary<string, Dual<T>> symbols) => formula switch
    {
        Formula.Number number => Constant(T.CreateChecked(number.Value)),
        Formula.Symbol symbol => symbols[symbol.Name],
        Formula.Negate negate => Apply("neg", Evaluate(negate.Operand, symbols)),
        Formula.Binary binary => Apply(RowOf(binary.Operator), Evaluate(binary.Left, symbols), Evaluate(binary.Right, symbols)),
        Formula.Conditional conditional => Evaluate(Holds(conditional.Condition, symbols) ? conditional.WhenTrue : conditional.WhenFalse, symbols),
        Formula.Apply apply => Apply(apply.Function, [.. apply.Arguments.Select(argument => Evaluate(argument, symbols))]),
        _ => throw new ArgumentException($"{formula} is no number.", nameof(formula)),
    };

    private static bool Holds(Formula formula, Dictionary<string, Dual<T>> symbols)
    {
        if (formula is Formula.Apply test)
        {
            T tested = Evaluate(test.Arguments[0], symbols).Value;
            return test.Function == "IsNaN" ? T.IsNaN(tested) : T.IsNormal(tested);
        }

        Formula.Binary binary = Assert.IsType<Formula.Binary>(formula);
        if (binary.Operator is "&&")
        {
            return Holds(binary.Left, symbols) && Holds(binary.Right, symbols);
        }

        if (binary.Operator is "||")
        {
            return Holds(binary.Left, symbols) || Holds(binary.Right, symbols);
        }

        T left = Evaluate(binary.Left, symbols).Value;
        T right = Evaluate(binary.Right, symbols).Value;
        return binary.Operator switch
        {
            "==" => left == right,
            "!=" => left != right,
            "<" => left < right,
            "<=" => left <= right,
            ">" => left > right,
            ">=" => left >= right,
            _ => throw new ArgumentException($"{formula} is no condition.", nameof(formula)),
        };
    }

    private static Dual<T> Apply(string name, params Dual<T>[] operands) => Apply(RuleTable.Find(name)!, operands);

    /// <summary>Value and tangent of a primitive: its partials with operand tangents in the place of the adjoint.</summary>
    private static Dual<T> Apply(Rule rule, IReadOnlyList<Dual<T>> operands)
    {
        T[] values = [.. operands.Select(operand => operand.Value)];
        T tangent = T.Zero;
        for (int i = 0; i < values.Length; i++)
        {
            // An inactive operand is skipped, as activity analysis does. This also ends the mutual recursion of rules.
            if (!T.IsZero(operands[i].Tangent))
            {
                tangent += Contribution(rule, i, values, operands[i].Tangent);
            }
        }

        return new Dual<T>(Primitive<T>.Call(rule, values), tangent);
    }

    private static string RowOf(string token) => token switch
    {
        "+" => "add",
        "-" => "sub",
        "*" => "mul",
        "/" => "div",
        _ => throw new ArgumentException($"{token} is no arithmetic operator.", nameof(token)),
    };
}
