using System.Numerics;
using SymDiff.Generator.Rules;
using Xunit;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>A wrong row does not pass: the check of derivatives finds every fault planted in every row.</summary>
public sealed class RuleMutationTests
{
    private static readonly Formula Adjoint = Formula.Parse(Rule.AdjointSymbol);

    public static TheoryData<string> NumericRows =>
        [.. RuleTable.All.Where(rule => rule.Result == ParameterKind.Floating).Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(NumericRows))]
    public void Every_mutant_of_a_contribution_is_found(string name)
    {
        Rule rule = RuleTable.Find(name)!;
        Assert.Empty(Survivors<double>(rule));
        Assert.Empty(Survivors<float>(rule));
    }

    private static IEnumerable<string> Survivors<T>(Rule rule)
        where T : struct, IFloatingPointIeee754<T>
    {
        DerivativeSample<T>[] samples = [.. DerivativeSample<T>.Of(rule, RulePoints<T>.Random(rule, 12))];
        Assert.Empty(RuleCheck<T>.Derivatives(rule, samples));
        return
            from operand in Enumerable.Range(0, rule.Parameters.Count)
            where rule.Parameters[operand].Kind == ParameterKind.Floating
            from mutant in Mutants(rule.Partials[operand])
            from mutated in new[]
            {
                rule with { Partials = Replaced(rule.Partials, operand, mutant) },
                rule with { PartialsWhenAlone = Replaced(rule.PartialsWhenAlone, operand, mutant) },
            }
            where !RuleCheck<T>.Derivatives(mutated, samples).Any()
            select $"{typeof(T).Name} {rule.Name}, operand {operand}: {mutant?.ToString() ?? "none"} in the place of {rule.Partials[operand]?.ToString() ?? "none"}";
    }

    /// <summary>
    /// The sign turned, the contribution dropped, doubled, and replaced by the adjoint. Not among them is what changes
    /// nothing: to turn, drop or double a contribution that is not there, to replace the adjoint by itself.
    /// </summary>
    private static IEnumerable<Formula?> Mutants(Formula? formula)
    {
        if (formula is not null)
        {
            yield return new Formula.Negate(formula);
            yield return null;
            yield return new Formula.Binary("*", new Formula.Number("2", 2), formula);
        }

        if (formula != Adjoint)
        {
            yield return Adjoint;
        }
    }

    private static Formula?[] Replaced(IReadOnlyList<Formula?> partials, int operand, Formula? mutant) =>
        [.. partials.Select((partial, i) => i == operand ? mutant : partial)];
}
