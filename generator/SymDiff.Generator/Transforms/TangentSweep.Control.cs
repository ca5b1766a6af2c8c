using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Transforms;

// Branches, loops and calls: tangents leave them as further results.
internal sealed partial class TangentSweep
{
    private void Forward(If branch)
    {
        int statement = writer.Statement;
        EquatableArray<Op> yesOps = writer.Collect(() => Run(branch.Then));
        EquatableArray<Op> noOps = writer.Collect(() => Run(branch.Else));
        writer.Statement = statement;

        var added = new List<(int At, Value Output)>();
        for (int i = 0; i < branch.Outputs.Count; i++)
        {
            Value output = branch.Outputs[i];
            RejectMovingBuffer(output, branch.Then.Yields[i], branch.Else.Yields[i]);
            if (!output.Type.IsFloat || !activity.IsActive(output) || IsKnown(output))
            {
                continue;
            }

            Value? yes = Tangent(branch.Then.Yields[i]), no = Tangent(branch.Else.Yields[i]);
            if (yes != no)
            {
                added.Add((i, writer.Numbering.New(output.Type, TangentName(output))));
            }
            else if (yes is not null)
            {
                tangents[output] = yes;
            }
        }

        Region Side(Region region, EquatableArray<Op> ops)
        {
            var yields = new List<Value>(region.Yields);
            EquatableArray<Op> zeros = writer.Collect(() => yields.AddRange(added.Select(it => TangentOrZero(region.Yields[it.At]))));
            return region with { Ops = [.. ops, .. zeros], Yields = yields.ToEquatable() };
        }

        writer.Add(branch with
        {
            Then = Side(branch.Then, yesOps),
            Else = Side(branch.Else, noOps),
            Outputs = [.. branch.Outputs, .. added.Select(static it => it.Output)],
        });
        foreach ((int at, Value tangent) in added)
        {
            tangents[branch.Outputs[at]] = tangent;
        }
    }

    private void Forward(For loop)
    {
        Carried carried = Carry(loop.Inits, loop.Body, 1, loop.Outputs);
        writer.Add(loop with
        {
            Inits = [.. loop.Inits, .. carried.Inits],
            Body = carried.Body,
            Outputs = [.. loop.Outputs, .. carried.Outputs],
        });
    }

    private void Forward(While loop)
    {
        Carried carried = Carry(loop.Inits, loop.Body, 0, loop.Outputs);
        writer.Add(loop with
        {
            Inits = [.. loop.Inits, .. carried.Inits],
            Test = loop.Test with { Arguments = carried.Body.Arguments },
            Body = carried.Body,
            Outputs = [.. loop.Outputs, .. carried.Outputs],
        });
    }

    /// <summary>What a loop carries besides the primal's values, and its body with tangents.</summary>
    private sealed record Carried(EquatableArray<Value> Inits, Region Body, EquatableArray<Value> Outputs);

    private Carried Carry(EquatableArray<Value> inits, Region body, int firstCarried, EquatableArray<Value> outputs)
    {
        var active = new List<int>();
        for (int i = 0; i < outputs.Count; i++)
        {
            Value argument = body.Arguments[i + firstCarried];
            RejectMovingBuffer(outputs[i], argument, body.Yields[i]);
            if (argument.Type.IsFloat && !IsKnown(argument) && (activity.IsActive(outputs[i]) || activity.IsActive(argument)))
            {
                active.Add(i);
            }
        }

        List<Value> starts = [.. active.Select(i => TangentOrZero(inits[i]))];
        List<Value> arguments = [];
        foreach (int i in active)
        {
            Value argument = body.Arguments[i + firstCarried];
            arguments.Add(tangents[argument] = writer.Numbering.New(argument.Type, TangentName(argument)));
        }

        int statement = writer.Statement;
        List<Value> yields = [];
        EquatableArray<Op> ops = writer.Collect(() =>
        {
            Run(body);
            yields.AddRange(active.Select(i => TangentOrZero(body.Yields[i])));
        });
        writer.Statement = statement;

        // A tangent that every round hands on as it came needs no carrying.
        var unchanged = new Dictionary<Value, Value>();
        var kept = new List<int>();
        for (int k = 0; k < active.Count; k++)
        {
            if (yields[k] == arguments[k])
            {
                unchanged[arguments[k]] = starts[k];
                Define(outputs[active[k]], starts[k]);
            }
            else
            {
                kept.Add(k);
            }
        }

        List<Value> results = [];
        foreach (int k in kept)
        {
            Value output = outputs[active[k]];
            results.Add(tangents[output] = writer.Numbering.New(output.Type, TangentName(output)));
        }

        foreach (KeyValuePair<Value, Value> pair in tangents.Where(pair => unchanged.ContainsKey(pair.Value)).ToList())
        {
            tangents[pair.Key] = unchanged[pair.Value];
        }

        var region = new Region(
            [.. body.Arguments, .. kept.Select(k => arguments[k])],
            ops,
            [.. body.Yields, .. kept.Select(k => yields[k])]);
        return new Carried(
            kept.Select(k => starts[k]).ToEquatable(),
            Rewrite.Substitute(region, unchanged),
            results.ToEquatable());
    }

    /// <summary>A result that is one buffer or another has a root of its own, and activity would lose track of its memory.</summary>
    private void RejectMovingBuffer(params Value[] values)
    {
        if (Array.Exists(values, v => v.Type.IsFloatBuffer && activity.IsVaried(v)))
        {
            throw new InvalidOperationException("The active buffer " + values[0] + " is a result of a branch or loop.");
        }
    }

    private void Forward(Call call)
    {
        var given = new List<Value>();
        foreach ((Value argument, Parameter parameter, Leaf leaf) in CallFacts.Arguments(call.Callee, call.Arguments))
        {
            if (!parameter.Differentiated)
            {
                continue;
            }

            if (leaf.Type.IsFloat)
            {
                given.Add(TangentOrZero(argument));
            }
            else if (leaf.Type.IsFloatBuffer)
            {
                given.Add(ShadowOrZeros(argument));
            }
        }

        var added = new List<Value>();
        foreach (Value output in FloatingOutputs(call))
        {
            Value tangent = writer.Numbering.New(output.Type, TangentName(output));
            added.Add(tangent);
            (output.Type.IsBuffer ? shadows : tangents)[output] = tangent;
        }

        writer.Add(new TangentCall(writer.Statement, call.Callee, call.Arguments, given.ToEquatable(), [.. call.Outputs, .. added]) { Through = call.Through });
    }

    /// <summary>The outputs that come with a tangent: of the result, and of differentiated <c>ref</c> and <c>out</c> parameters.</summary>
    private static IEnumerable<Value> FloatingOutputs(Call call)
    {
        Callee callee = call.Callee;
        IEnumerable<bool> differentiated = callee.Returns.Select(static _ => true).Concat(
            from parameter in callee.Parameters
            where parameter.Passing is Passing.Ref or Passing.Out
            from leaf in parameter.Leaves
            select parameter.Differentiated);
        return call.Outputs
            .Zip(differentiated, static (output, has) => (output, has))
            .Where(static it => it.has && (it.output.Type.IsFloat || it.output.Type.IsFloatBuffer))
            .Select(static it => it.output);
    }
}
