using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Optimization;

/// <summary>
/// Drops operations whose results nobody reads, carried values of loops and results of branches that nobody reads, and
/// control flow that is left empty.
/// </summary>
/// <remarks>
/// Guarantees the same effects in the same order. With <c>keepFaults</c> operations that may throw count as effects:
/// the primal's exceptions are the user's.
/// </remarks>
internal sealed class DeadCode
{
    private readonly bool keepFaults;
    private readonly Dictionary<Value, Op> definitions = [];
    private readonly Dictionary<Op, Structured?> parents = new(ReferenceComparer<Op>.Instance);
    private readonly Dictionary<Value, Structured> loops = [];
    private readonly HashSet<Op> liveOps = new(ReferenceComparer<Op>.Instance);
    private readonly HashSet<Value> live = [];
    private readonly Stack<Value> work = new();

    private DeadCode(bool keepFaults) => this.keepFaults = keepFaults;

    public static Region Remove(Region region, bool keepFaults)
    {
        var pass = new DeadCode(keepFaults);
        pass.Scan(region, null);
        foreach (Value yielded in region.Yields)
        {
            pass.Mark(yielded);
        }

        while (pass.work.Count > 0)
        {
            pass.Follow(pass.work.Pop());
        }

        return pass.Sweep(region, region.Arguments, region.Yields);
    }

    private void Scan(Region region, Structured? parent)
    {
        foreach (Op op in region.Ops)
        {
            parents[op] = parent;
            foreach (Value result in op.Results)
            {
                definitions[result] = op;
            }

            if (op is Structured structured)
            {
                foreach (Region inner in op.Regions)
                {
                    foreach (Value argument in inner.Arguments)
                    {
                        loops[argument] = structured;
                    }

                    Scan(inner, structured);
                }
            }

            if (Effects.HasEffect(op) || (keepFaults && Effects.MayThrow(op)))
            {
                Mark(op);
            }
        }
    }

    private void Mark(Value value)
    {
        if (live.Add(value))
        {
            work.Push(value);
        }
    }

    private void Mark(Op? op)
    {
        if (op is null || !liveOps.Add(op))
        {
            return;
        }

        Mark(parents[op]);
        switch (op)
        {
            case If branch:
                Mark(branch.Condition);
                break;
            case For loop:
                Mark(loop.Start);
                Mark(loop.End);
                break;
            case While loop:
                Mark(loop.Test.Yields[0]);
                break;
            default:
                foreach (Value operand in op.Operands)
                {
                    Mark(operand);
                }

                break;
        }
    }

    private void Follow(Value value)
    {
        if (loops.TryGetValue(value, out Structured? loop))
        {
            Mark(loop);
            Carry(loop, value);
        }
        else if (definitions.TryGetValue(value, out Op? op))
        {
            Mark(op);
            switch (op)
            {
                case If branch:
                    int at = branch.Outputs.IndexOf(value);
                    Mark(branch.Then.Yields[at]);
                    Mark(branch.Else.Yields[at]);
                    break;
                case For or While:
                    Carry((Structured)op, value);
                    break;
            }
        }
    }

    /// <summary>A carried value lives in all its forms or in none.</summary>
    private void Carry(Structured loop, Value value)
    {
        switch (loop)
        {
            case For o:
                int at = Math.Max(o.Outputs.IndexOf(value), o.Body.Arguments.IndexOf(value) - 1);
                if (at >= 0)
                {
                    MarkAll(o.Inits[at], o.Outputs[at], o.Body.Arguments[at + 1], o.Body.Yields[at]);
                }

                break;
            case While o:
                int index = Math.Max(o.Outputs.IndexOf(value), Math.Max(o.Body.Arguments.IndexOf(value), o.Test.Arguments.IndexOf(value)));
                MarkAll(o.Inits[index], o.Outputs[index], o.Body.Arguments[index], o.Body.Yields[index], o.Test.Arguments[index]);
                break;
        }
    }

    private void MarkAll(params Value[] values)
    {
        foreach (Value value in values)
        {
            Mark(value);
        }
    }

    private Region Sweep(Region region, EquatableArray<Value> arguments, EquatableArray<Value> yields)
    {
        var ops = new List<Op>();
        foreach (Op op in region.Ops)
        {
            if (!liveOps.Contains(op))
            {
                continue;
            }

            switch (op)
            {
                case If o:
                    int[] results = [.. Enumerable.Range(0, o.Outputs.Count).Where(i => live.Contains(o.Outputs[i]))];
                    ops.Add(o with
                    {
                        Then = Sweep(o.Then, o.Then.Arguments, Pick(o.Then.Yields, results)),
                        Else = Sweep(o.Else, o.Else.Arguments, Pick(o.Else.Yields, results)),
                        Outputs = Pick(o.Outputs, results),
                    });
                    break;
                case For o:
                    int[] carried = [.. Enumerable.Range(0, o.Outputs.Count).Where(i => live.Contains(o.Outputs[i]))];
                    ops.Add(o with
                    {
                        Inits = Pick(o.Inits, carried),
                        Body = Sweep(o.Body, [o.Index, .. Pick(o.Body.Arguments, [.. carried.Select(static i => i + 1)])], Pick(o.Body.Yields, carried)),
                        Outputs = Pick(o.Outputs, carried),
                    });
                    break;
                case While o:
                    int[] kept = [.. Enumerable.Range(0, o.Outputs.Count).Where(i => live.Contains(o.Outputs[i]))];
                    ops.Add(o with
                    {
                        Inits = Pick(o.Inits, kept),
                        Test = Sweep(o.Test, Pick(o.Test.Arguments, kept), o.Test.Yields),
                        Body = Sweep(o.Body, Pick(o.Body.Arguments, kept), Pick(o.Body.Yields, kept)),
                        Outputs = Pick(o.Outputs, kept),
                    });
                    break;
                default:
                    ops.Add(op);
                    break;
            }
        }

        return new Region(arguments, ops.ToEquatable(), yields);
    }

    private static EquatableArray<Value> Pick(EquatableArray<Value> values, int[] which) => which.Select(i => values[i]).ToEquatable();
}
