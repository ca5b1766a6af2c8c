using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Transforms;

/// <summary>
/// Prepares the primal for being run backwards: active calls become forward halves, buffers that such a call reads and
/// that change afterwards are copied, as are those that a method with a rule writes, loops whose number of rounds is not known beforehand count them.
/// </summary>
/// <remarks>Assumes nothing. Guarantees the same values, writes and exceptions in the same order.</remarks>
internal sealed class ForwardSweep
{
    private readonly Activity activity;
    private readonly Memory memory;
    private readonly Numbering numbering;

    private ForwardSweep(Activity activity, Memory memory, Numbering numbering)
    {
        this.activity = activity;
        this.memory = memory;
        this.numbering = numbering;
    }

    public static Region Of(Function function, Activity activity, Memory memory, Numbering numbering) =>
        new ForwardSweep(activity, memory, numbering).Visit(function.Body);

    private Region Visit(Region region)
    {
        var ops = new List<Op>();
        foreach (Op op in region.Ops)
        {
            switch (op)
            {
                case Call call when activity.IsActive(call):
                    Split(call, ops);
                    break;
                case If branch:
                    ops.Add(branch with { Then = Visit(branch.Then), Else = Visit(branch.Else) });
                    break;
                case For loop:
                    ops.Add(Counted(loop with { Body = Visit(loop.Body) }, ops));
                    break;
                case While loop:
                    ops.Add(Counted(loop with { Body = Visit(loop.Body) }, ops));
                    break;
                default:
                    ops.Add(op);
                    break;
            }
        }

        return region with { Ops = ops.ToEquatable() };
    }

    private void Split(Call call, List<Op> ops)
    {
        List<Op> before = [], after = [];
        var backward = new List<Value>();
        bool ruled = call.Callee.Rule is not null || call.Primal is not null;
        foreach ((Value argument, Parameter parameter, Leaf _) in CallFacts.Arguments(call.Callee, call.Arguments))
        {
            // What stands in a destination is not read on the way back.
            if (call.Primal is { } primal && backward.Count >= primal.Function.Body.Arguments.Count)
            {
                break;
            }

            bool written = ruled && parameter.Written;
            if (argument.Type.IsBuffer && (written || !memory.IsKept(call, argument)))
            {
                Value copy = numbering.New(parameter.Leaves[0].Type is { IsArray: true } array ? array : argument.Type.Lent);
                (written ? before : after).Add(new Snapshot(call.Statement, copy, argument));
                backward.Add(copy);
            }
            else
            {
                backward.Add(argument);
            }
        }

        ops.AddRange(before);
        bool again = !ruled && call.Callee.Keeping == Keeping.Recomputed;
        ops.Add(call with { IsForwardHalf = !ruled && !again, Keeping = again ? Keeping.Recomputed : call.Keeping, BackwardArguments = backward.ToEquatable() });
        ops.AddRange(after);
    }

    private For Counted(For loop, List<Op> ops)
    {
        if (loop.Step is 1 or -1)
        {
            return loop;
        }

        Counter counter = NewCounter(loop.Statement, ops);
        return loop with
        {
            Inits = [.. loop.Inits, counter.Init],
            Body = Count(loop.Body, counter),
            Outputs = [.. loop.Outputs, counter.Trips],
            Trips = counter.Trips,
        };
    }

    private While Counted(While loop, List<Op> ops)
    {
        Counter counter = NewCounter(loop.Statement, ops);
        return loop with
        {
            Inits = [.. loop.Inits, counter.Init],
            Test = loop.Test with { Arguments = [.. loop.Test.Arguments, counter.Argument] },
            Body = Count(loop.Body, counter),
            Outputs = [.. loop.Outputs, counter.Trips],
            Trips = counter.Trips,
        };
    }

    // 64 bits: a loop that stores nothing may well run more than 2^31 rounds.
    private Counter NewCounter(int statement, List<Op> ops)
    {
        const string Name = "trips";
        var counter = new Counter(
            numbering.New(IrType.Int64),
            numbering.New(IrType.Int64, Name),
            numbering.New(IrType.Int64, Name));
        ops.Add(new Constant(statement, counter.Init, "0"));
        return counter;
    }

    private Region Count(Region body, Counter counter)
    {
        Value one = numbering.New(IrType.Int64);
        Value next = numbering.New(IrType.Int64, counter.Argument.Name);
        return new Region(
            [.. body.Arguments, counter.Argument],
            [
                .. body.Ops,
                new Constant(-1, one, "1"),
                new Apply(-1, next, Intrinsics.Add, [counter.Argument, one]),
            ],
            [.. body.Yields, next]);
    }

    private sealed record Counter(Value Init, Value Argument, Value Trips);
}
