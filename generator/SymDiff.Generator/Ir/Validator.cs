using System.Diagnostics;

namespace SymDiff.Generator.Ir;

/// <summary>Checks what every pass relies on: values are defined once, before they are used, and in scope of the use.</summary>
internal static class Validator
{
    /// <summary>In debug builds, throws when a region breaks the rules.</summary>
    /// <param name="region">The outermost region.</param>
    /// <param name="given">Values that come from outside.</param>
    [Conditional("DEBUG")]
    public static void Check(Region region, IEnumerable<Value> given) => Check(region, [.. given], []);

    private static void Check(Region region, HashSet<Value> outer, HashSet<Value> everywhere)
    {
        var scope = new HashSet<Value>(outer);
        foreach (Value argument in region.Arguments)
        {
            everywhere.Add(argument);
            scope.Add(argument);
        }

        foreach (Op op in region.Ops)
        {
            foreach (Value operand in op.Operands)
            {
                Require(scope.Contains(operand), operand, op, "is not in scope");
            }

            switch (op)
            {
                case If o:
                    Require(o.Then.Yields.Count == o.Outputs.Count && o.Else.Yields.Count == o.Outputs.Count, o.Condition, op, "has branches that yield too few or too many values");
                    break;
                case For o:
                    Require(o.Body.Yields.Count == o.Outputs.Count && o.Inits.Count == o.Outputs.Count && o.Body.Arguments.Count == o.Outputs.Count + 1, o.Index, op, "has a body that does not fit");
                    break;
                case While o:
                    Require(o.Body.Yields.Count == o.Outputs.Count && o.Inits.Count == o.Outputs.Count && o.Body.Arguments.Equals(o.Test.Arguments), o.Test.Yields[0], op, "has a body that does not fit");
                    break;
            }

            foreach (Region inner in op.Regions)
            {
                Check(inner, scope, everywhere);
            }

            foreach (Value result in op.Results)
            {
                Require(everywhere.Add(result), result, op, "is defined twice");
                scope.Add(result);
            }
        }

        foreach (Value yielded in region.Yields)
        {
            Require(scope.Contains(yielded), yielded, null, "is yielded out of scope");
        }
    }

    private static void Require(bool holds, Value value, Op? op, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"{value} {what}{(op is null ? "" : " at " + op.GetType().Name)}.");
        }
    }
}
