using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Emit;

/// <summary>
/// The partial derivatives of a straight-line function of numbers as formulas, for the documentation: what is shown on hover
/// speaks of parameters alone.
/// </summary>
/// <remarks>
/// Simplified by the exact identities of <see cref="OpWriter"/> only, so that a formula holds at 0, ∞ and NaN, too; the strong
/// zero of a product, which the code spells out, is left to the reader. Null where a formula would be longer than a line.
/// </remarks>
internal static class ClosedForm
{
    private const int LongestFormula = 100;

    /// <summary>One formula for each parameter that has a derivative, as in <c>∂F/∂x = 2 * x</c>.</summary>
    public static IReadOnlyList<string>? Of(Member member, Callee callee, Func<string, string> shorten)
    {
        if (member.Body.Any(static op => op is not (Apply or Constant or Turn)) || callee.Parameters.Any(static p => p.IsAggregate || p.IsBuffer || p.Passing is Passing.Ref or Passing.Out))
        {
            return null;
        }

        var definitions = new Dictionary<Value, Op>();
        var writer = new OpWriter(new Numbering(1 + member.Arguments.Concat(member.Body.SelectMany(static op => op.Results)).Select(static v => v.Id).DefaultIfEmpty(0).Max()), definitions);
        var written = new Dictionary<Value, Value>();
        Value Use(Value value) => written.TryGetValue(value, out Value? other) ? other : value;
        foreach (Op op in member.Body)
        {
            switch (op)
            {
                case Constant o:
                    writer.Add(o);
                    break;
                case Apply { Function: Intrinsics.Copy or Intrinsics.StopGradient } o:
                    written[o.Result] = Use(o.Arguments[0]);
                    break;
                case Apply { Attribute: "", Result.Type.IsFloat: true } o when o.Function is not Intrinsics.Convert:
                    string function = o.Function switch { "StrongMul" => Intrinsics.Multiply, "StrongDiv" => Intrinsics.Divide, var name => name };
                    written[o.Result] = writer.Apply(function, o.Result.Type, [.. o.Arguments.Select(Use)]);
                    break;
                case Apply o:
                    writer.Add(o with { Arguments = Rewrite.All(o.Arguments, Use) });
                    break;
            }
        }

        if (Lengths(writer.Ops) is not { } lengths)
        {
            return null;
        }

        var names = member.Arguments.Zip(callee.Parameters, static (value, parameter) => (value, parameter.Name)).ToDictionary(static it => it.value, static it => it.Name);
        var expressions = new Expressions(Folding.Whole(writer.Ops), value => names[value], new CodeWriter());
        var formulas = new List<string>();
        int at = 0;
        foreach (Parameter parameter in callee.Parameters.Where(static p => p.Differentiated))
        {
            string text = member.DerivativeYields[at++] is not { } derivative ? "0"
                : lengths.TryGetValue(Use(derivative), out long length) && length > LongestFormula ? ""
                : shorten(expressions.Print(Use(derivative)));
            if (text.Length is 0 or > LongestFormula)
            {
                return null;
            }

            formulas.Add("∂" + callee.Name + "/∂" + parameter.Name + " = " + text);
        }

        return formulas;
    }

    /// <summary>
    /// How many operations a formula writes out, where what is used twice is written twice: what is too long is not printed
    /// to find that out.
    /// </summary>
    private static Dictionary<Value, long>? Lengths(IEnumerable<Op> ops)
    {
        var lengths = new Dictionary<Value, long>();
        foreach (Op op in ops)
        {
            if (op is Apply { Function: UserRule.Function })
            {
                return null;
            }

            lengths[op.Results.Single()] = Math.Min(1 + op.Operands.Sum(o => lengths.TryGetValue(o, out long length) ? length : 1), int.MaxValue);
        }

        return lengths;
    }
}
