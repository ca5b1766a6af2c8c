using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Emit;

/// <summary>
/// Puts values into C# variables: the forms of a carried value, the results of a branch and the terms of a running sum
/// share one where their lives do not overlap, and values with the user's name get it back.
/// </summary>
/// <remarks>
/// The classical way out of static single assignment form by coalescing (Boissinot et al., Revisiting Out-of-SSA
/// Translation, CGO 2009), on structured code, where liveness needs no iteration.
/// </remarks>
internal sealed class Variables
{
    private readonly Folding folding;
    private readonly IReadOnlyDictionary<Value, (string Name, bool Assignable)> parameters;
    private readonly Dictionary<Value, Value> parent = [];
    private readonly Dictionary<Value, HashSet<Value>> members = [];
    private readonly Dictionary<Value, HashSet<Value>> conflicts = [];
    private readonly List<(Value, Value)> affinities = [];
    private readonly Dictionary<Value, int> web = [];
    private readonly HashSet<Value> fixedValues = [];
    private readonly Dictionary<Value, Scope> scopes = [];
    private readonly Dictionary<Value, string> names = [];
    private readonly Dictionary<int, List<Value>> webMembers = [];
    private readonly ScopedNames taken = new();

    private Variables(Folding folding, IReadOnlyDictionary<Value, (string Name, bool Assignable)> parameters)
    {
        this.folding = folding;
        this.parameters = parameters;
    }

    /// <param name="body">What is emitted.</param>
    /// <param name="folding">What needs no variable.</param>
    /// <param name="parameters">The names of arguments that are parameters of the emitted method, and whether they can be assigned.</param>
    /// <param name="reserved">Names that stand for something else in the emitted method.</param>
    public static Variables Of(Region body, Folding folding, IReadOnlyDictionary<Value, (string Name, bool Assignable)> parameters, IEnumerable<string> reserved)
    {
        var variables = new Variables(folding, parameters);
        var root = new Scope(null);
        foreach (KeyValuePair<Value, (string Name, bool Assignable)> parameter in parameters)
        {
            variables.Define(parameter.Key, root);
            if (!parameter.Value.Assignable)
            {
                variables.fixedValues.Add(parameter.Key);
            }
        }

        variables.FindAffinities(body, root, []);
        variables.NumberWebs();
        variables.Live(body, []);
        variables.Coalesce();
        foreach (string name in reserved)
        {
            variables.taken.Take(name, root);
        }

        foreach (KeyValuePair<Value, (string Name, bool Assignable)> parameter in parameters)
        {
            variables.names[variables.Find(parameter.Key)] = parameter.Value.Name;
            variables.taken.Take(parameter.Value.Name, root);
        }

        variables.NameAll();
        return variables;
    }

    public string Name(Value value) => names[Find(value)];

    /// <summary>Whether a name is used anywhere in the method.</summary>
    public bool IsTaken(string name) => taken.Contains(name);

    public bool Same(Value left, Value right) => Find(left) == Find(right);

    // Scopes

    private void Define(Value value, Scope scope)
    {
        if (parent.ContainsKey(value))
        {
            return;
        }

        parent[value] = value;
        members[value] = [value];
        conflicts[value] = [];
        scopes[value] = scope;
    }

    // Who would like to share

    private void FindAffinities(Region region, Scope scope, Dictionary<string, Value> latest)
    {
        // What a region calls by a name is out of scope behind it.
        var shadowed = new List<(string Name, Value? Previous)>();
        foreach (Op op in region.Ops)
        {
            foreach (Value result in op.Results.Where(r => !folding.IsFolded(r)))
            {
                Define(result, scope);
            }

            switch (op)
            {
                case If o:
                    FindAffinities(o.Then, new Scope(scope), latest);
                    FindAffinities(o.Else, new Scope(scope), latest);
                    for (int i = 0; i < o.Outputs.Count; i++)
                    {
                        Like(o.Outputs[i], o.Then.Yields[i]);
                        Like(o.Outputs[i], o.Else.Yields[i]);
                    }

                    break;
                case For o:
                    Define(o.Index, new Scope(scope));
                    Carry(o.Inits, [.. o.Body.Arguments.Skip(1)], o.Outputs, scope);
                    FindAffinities(o.Body, new Scope(scopes[o.Index]), latest);
                    Back([.. o.Body.Arguments.Skip(1)], o.Body.Yields);
                    break;
                case While o:
                    Carry(o.Inits, o.Body.Arguments, o.Outputs, scope);
                    // A test that is no expression is printed at the head of the body, in one block.
                    var block = new Scope(scope);
                    FindAffinities(o.Test, block, []);
                    FindAffinities(o.Body, block, latest);
                    Back(o.Body.Arguments, o.Body.Yields);
                    break;
                case Apply { Function: Intrinsics.Add or Intrinsics.Subtract } o when o.Result.Name is not null && o.Arguments[0].Name == o.Result.Name:
                    Like(o.Result, o.Arguments[0]);
                    break;
                case Call or BackwardCall or TangentCall:
                    foreach ((Value output, Value input) in CallFacts.InOut(op))
                    {
                        Like(output, input);
                    }

                    break;
            }

            foreach (Value result in op.Results.Where(r => r.Name is not null && !r.Type.IsBuffer && folding.IsUsed(r)))
            {
                if (latest.TryGetValue(result.Name!, out Value? previous))
                {
                    Like(result, previous);
                }

                shadowed.Add((result.Name!, previous));
                latest[result.Name!] = result;
            }
        }

        for (int i = shadowed.Count - 1; i >= 0; i--)
        {
            (string name, Value? previous) = shadowed[i];
            if (previous is null)
            {
                latest.Remove(name);
            }
            else
            {
                latest[name] = previous;
            }
        }
    }

    private void Carry(IReadOnlyList<Value> inits, IReadOnlyList<Value> arguments, IReadOnlyList<Value> outputs, Scope scope)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            Define(arguments[i], scope);
            Like(arguments[i], outputs[i]);
            Like(arguments[i], inits[i]);
        }
    }

    private void Back(IReadOnlyList<Value> arguments, IReadOnlyList<Value> yields)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            Like(arguments[i], yields[i]);
        }
    }

    private void Like(Value left, Value right)
    {
        if (left.Type == right.Type && !left.Type.IsBuffer)
        {
            affinities.Add((left, right));
        }
    }

    /// <summary>Only values that might end up together are compared.</summary>
    private void NumberWebs()
    {
        var webs = new Dictionary<Value, Value>();
        Value Top(Value value)
        {
            Value top = value;
            while (webs.TryGetValue(top, out Value? next))
            {
                top = next;
            }

            while (webs.TryGetValue(value, out Value? next))
            {
                webs[value] = top;
                value = next;
            }

            return top;
        }

        foreach ((Value left, Value right) in affinities)
        {
            Value a = Top(left), b = Top(right);
            if (a != b)
            {
                webs[a] = b;
            }
        }

        foreach ((Value left, Value right) in affinities)
        {
            web[left] = Top(left).Id;
            web[right] = Top(right).Id;
        }

        foreach (KeyValuePair<Value, int> value in web)
        {
            if (!webMembers.TryGetValue(value.Value, out List<Value>? together))
            {
                webMembers[value.Value] = together = [];
            }

            together.Add(value.Key);
        }
    }

    // Liveness

    private HashSet<Value> Live(Region region, IEnumerable<Value> after)
    {
        var live = new HashSet<Value>(after.Where(web.ContainsKey));
        Read(live, region.Yields);
        for (int i = region.Ops.Count - 1; i >= 0; i--)
        {
            Live(region.Ops[i], live);
        }

        return live;
    }

    private void Live(Op op, HashSet<Value> live)
    {
        if (op.Results.Any() && op.Results.All(folding.IsFolded))
        {
            return;
        }

        switch (op)
        {
            case If o:
                Kill(live, o.Outputs);
                HashSet<Value> yes = Live(o.Then, live), no = Live(o.Else, live);
                live.UnionWith(yes);
                live.UnionWith(no);
                Read(live, [o.Condition]);
                break;
            case For o:
                Kill(live, o.Outputs);
                Loop(live, o.Body, [o.End]);
                Read(live, [o.Start, o.End, .. o.Inits]);
                break;
            case While o:
                Kill(live, o.Outputs);
                Loop(live, o.Body, [.. FreeUses.Of(o.Test)]);
                Read(live, o.Inits);
                break;
            case Call or BackwardCall or TangentCall:
                Kill(live, op.Results);
                Read(live, op.Operands);
                KeepApart(op);
                break;
            default:
                Kill(live, op.Results);
                Read(live, op.Operands);
                break;
        }
    }

    /// <summary>
    /// What a call takes by reference is put into its variable before the call: that must not be the variable of
    /// another argument.
    /// </summary>
    private void KeepApart(Op op)
    {
        foreach ((Value output, Value input) in CallFacts.InOut(op))
        {
            var others = new HashSet<Value>();
            Read(others, op.Operands);
            if (op.Operands.Count(o => o == input) == 1)
            {
                others.Remove(input);
            }

            others.Remove(output);
            Conflict(output, others);
        }
    }

    private void Loop(HashSet<Value> live, Region body, IEnumerable<Value> test)
    {
        // What the body and the test read from outside is read again in the next round.
        HashSet<Value> end = [.. live];
        Read(end, test);
        end.ExceptWith(body.Arguments);
        end.UnionWith(FreeReads(body).Where(web.ContainsKey));
        HashSet<Value> start = Live(body, end);
        live.UnionWith(end);
        live.UnionWith(start);
        live.UnionWith(body.Arguments.Where(web.ContainsKey));
        foreach (Value argument in body.Arguments)
        {
            Conflict(argument, live);
        }

        live.ExceptWith(body.Arguments);
    }

    private IEnumerable<Value> FreeReads(Region region) => FreeUses.Of(region).SelectMany(folding.Reads);

    private void Read(HashSet<Value> live, IEnumerable<Value> values)
    {
        foreach (Value value in values)
        {
            foreach (Value read in folding.Reads(value))
            {
                if (web.ContainsKey(read))
                {
                    live.Add(read);
                }
            }
        }
    }

    private void Kill(HashSet<Value> live, IEnumerable<Value> results)
    {
        Value[] tracked = [.. results.Where(web.ContainsKey)];
        foreach (Value result in tracked)
        {
            live.Add(result);
        }

        foreach (Value result in tracked)
        {
            Conflict(result, live);
        }

        foreach (Value result in tracked)
        {
            live.Remove(result);
        }
    }

    private void Conflict(Value value, HashSet<Value> live)
    {
        if (!web.TryGetValue(value, out int mine))
        {
            return;
        }

        List<Value> together = webMembers[mine];
        foreach (Value other in live.Count < together.Count ? live.Where(other => web[other] == mine) : together.Where(live.Contains))
        {
            if (other != value && conflicts.TryGetValue(other, out HashSet<Value>? others) && conflicts.TryGetValue(value, out HashSet<Value>? own))
            {
                own.Add(other);
                others.Add(value);
            }
        }
    }

    // Sharing

    private Value Find(Value value)
    {
        while (parent[value] != value)
        {
            value = parent[value];
        }

        return value;
    }

    private void Coalesce()
    {
        foreach ((Value left, Value right) in affinities)
        {
            if (!parent.ContainsKey(left) || !parent.ContainsKey(right))
            {
                continue;
            }

            Value a = Find(left), b = Find(right);
            if (a == b || IsRenamed(a, b) || IsRenamed(b, a) || fixedValues.Contains(a) || fixedValues.Contains(b) || InConflict(a, b))
            {
                continue;
            }

            // A variable lives where its first value is defined; a later one must lie inside.
            Scope scope = scopes[a].Common(scopes[b]);
            if (!Reaches(a, b, scope))
            {
                continue;
            }

            // The one that stands for its class is the first of it.
            Value first = a.Id <= b.Id ? a : b;
            Value second = first == a ? b : a;
            parent[second] = first;
            members[first].UnionWith(members[second]);
            scopes[first] = scope;
        }
    }

    private bool InConflict(Value a, Value b)
    {
        (Value few, Value many) = members[a].Count <= members[b].Count ? (a, b) : (b, a);
        return members[few].Any(m => conflicts[m].Any(other => Find(other) == many));
    }

    /// <summary>A parameter's variable holds only what the user calls by its name.</summary>
    private bool IsRenamed(Value parameter, Value other) =>
        members[parameter].Any(parameters.ContainsKey) && members[other].Any(m => m.Name != parameters[members[parameter].First(parameters.ContainsKey)].Name);

    /// <summary>Whether some value of the two is defined directly in the scope that would declare their variable.</summary>
    private bool Reaches(Value a, Value b, Scope scope) => scopes[a] == scope || scopes[b] == scope;

    // Names

    private void NameAll()
    {
        foreach (Value value in parent.Keys.Where(v => Find(v) == v).OrderBy(static v => v.Id).ToList())
        {
            if (names.ContainsKey(value))
            {
                continue;
            }

            string wish = members[value].OrderBy(static m => m.Id).Select(static m => m.Name).FirstOrDefault(static n => n is not null) ?? Naming.Suggest(folding.Definition(value)) ?? (value.Type.Kind == Kind.Boolean ? "test" : "t");
            names[value] = taken.Free(wish, scopes[value]);
            taken.Take(names[value], scopes[value]);
        }
    }
}
