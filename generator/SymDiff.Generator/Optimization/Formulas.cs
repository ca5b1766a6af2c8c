using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Optimization;

/// <summary>
/// The results of straight-line code as formulas of its arguments: names and the order of computation are gone, and what
/// can be simplified exactly is.
/// </summary>
/// <remarks>
/// Only the identities of <see cref="OpWriter"/>, so that a formula holds at 0, ∞ and NaN, too; the strong zero of a product
/// is left to the reader. Every result is written out whole, so what is used twice counts twice.
/// </remarks>
internal static class Formulas
{
    /// <summary>The operations of a formula that one still reads.</summary>
    private const int Longest = 12;

    /// <summary>The formulas; null where the code is no straight line of numbers, or one of them is too long.</summary>
    /// <param name="ops">The code.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="results">The results; null for zero.</param>
    /// <param name="zero">The type of a result that is zero.</param>
    /// <param name="numbering">Where new values get their numbers.</param>
    public static Region? Of(IEnumerable<Op> ops, EquatableArray<Value> arguments, IEnumerable<Value?> results, IrType zero, Numbering numbering)
    {
        var writer = new OpWriter(numbering, []);
        var written = new Dictionary<Value, Value>();
        Value Use(Value value) => written.TryGetValue(value, out Value? other) ? other : value;
        foreach (Op op in ops)
        {
            switch (op)
            {
                case Turn:
                    break;
                case Constant o:
                    writer.Add(o);
                    break;
                case Apply { Function: Intrinsics.Copy or Intrinsics.StopGradient } o:
                    written[o.Result] = Use(o.Arguments[0]);
                    break;
                case Apply { Attribute: "", Result.Type.IsFloat: true } o when o.Function != Intrinsics.Convert:
                    string function = o.Function switch { "StrongMul" => Intrinsics.Multiply, "StrongDiv" => Intrinsics.Divide, var name => name };
                    written[o.Result] = writer.Apply(function, o.Result.Type, [.. o.Arguments.Select(Use)]);
                    break;
                case Apply o when o.Function != UserRule.Function:
                    writer.Add(o with { Arguments = Rewrite.All(o.Arguments, Use) });
                    break;
                default:
                    return null;
            }
        }

        Value[] yields = [.. results.Select(result => result is null ? writer.Zero(zero) : Use(result))];
        return Lengths(writer.Ops) is var lengths && yields.Any(y => lengths.TryGetValue(y, out long length) && length > Longest)
            ? null
            : new Region(arguments, writer.Ops.ToEquatable(), EquatableArray.Of(yields));
    }

    /// <summary>How many operations each value takes, written out whole.</summary>
    private static Dictionary<Value, long> Lengths(IEnumerable<Op> ops)
    {
        var lengths = new Dictionary<Value, long>();
        foreach (Op op in ops)
        {
            long own = op is Constant ? 0 : 1;
            lengths[op.Results.Single()] = Math.Min(own + op.Operands.Sum(o => lengths.TryGetValue(o, out long length) ? length : 0), int.MaxValue);
        }

        return lengths;
    }
}
