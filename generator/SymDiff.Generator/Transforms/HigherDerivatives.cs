using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Transforms;

/// <summary>
/// The derivatives of a number with respect to one number, up to some order: forward mode over its own output.
/// </summary>
/// <remarks>
/// Every round differentiates along the same direction, so what the round before found is the tangent of a value, and only
/// the newest derivatives are differentiated: a value gets one derivative more each round, not twice as many. Assumes that
/// no calls by contract are left.
/// <code>
/// y = Math.Sin(x)     y = Math.Sin(x)      y = Math.Sin(x)
///                     y1 = Math.Cos(x)     y1 = Math.Cos(x)
///                                          y2 = -Math.Sin(x)
/// </code>
/// </remarks>
internal static class HigherDerivatives
{
    /// <summary>The body that yields the value and its derivatives in ascending order.</summary>
    /// <param name="function">Returns one number and has one differentiated one.</param>
    /// <param name="order">The highest order, at least 1.</param>
    /// <param name="numbering">Where new values get their numbers.</param>
    /// <param name="policy">What partial derivatives are at singular points.</param>
    public static Region Of(Function function, int order, Numbering numbering, Rules.SingularPolicy policy)
    {
        Value variable = Leaves.Of(function).Moving.Single().Entry!;
        Value one = numbering.New(variable.Type);
        Value result = function.Body.Yields[0];
        List<Value> derivatives = [result];
        IReadOnlyDictionary<Value, Value> known = new Dictionary<Value, Value> { [variable] = one };
        function = function with { Body = function.Body with { Ops = [new Constant(-1, one, "1"), .. function.Body.Ops] } };
        for (int round = 1; round <= order; round++)
        {
            Activity activity = Activity.Of(function, Roots.Of(function.Body), returnOnly: true);
            Region body = TangentSweep.Of(function, activity, numbering, policy, new Dictionary<Value, Value>(), known, round, out IReadOnlyList<Value?> yields, out known);
            if (yields[0] is not { } derivative)
            {
                derivative = numbering.New(result.Type);
                body = body with { Ops = [.. body.Ops, new Constant(-1, derivative, "0")] };
            }

            derivatives.Add(derivative);
            function = function with { Body = Ordered(body) with { Yields = [derivative] } };
        }

        return function.Body with { Yields = [.. derivatives] };
    }

    /// <summary>
    /// Puts pure operations behind their operands. What a round computes on the way to the tangent of a value stands before
    /// that tangent, and the next round may need it there.
    /// </summary>
    private static Region Ordered(Region region)
    {
        var later = new HashSet<Value>(region.Ops.SelectMany(static op => op.Results));
        var ops = new List<Op>();
        var waiting = new List<Op>();
        void Add(Op op)
        {
            ops.Add(Rewrite.Map(op, static v => v, static v => v, Ordered));
            later.ExceptWith(op.Results);
        }

        foreach (Op op in region.Ops)
        {
            if (op is Apply && op.Operands.Any(later.Contains))
            {
                waiting.Add(op);
                continue;
            }

            Add(op);
            while (waiting.Find(other => !other.Operands.Any(later.Contains)) is { } ready)
            {
                waiting.Remove(ready);
                Add(ready);
            }
        }

        return waiting.Count == 0
            ? region with { Ops = ops.ToEquatable() }
            : throw new InvalidOperationException(waiting[0] + " waits for an operand that never comes.");
    }
}
