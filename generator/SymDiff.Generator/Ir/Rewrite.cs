using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

/// <summary>The one place that takes every kind of operation apart and puts it together again.</summary>
internal static class Rewrite
{
    /// <summary>Rebuilds an operation from mapped operands, results and regions.</summary>
    public static Op Map(Op op, Func<Value, Value> use, Func<Value, Value> define, Func<Region, Region> region) => op switch
    {
        Constant o => o with { Result = define(o.Result) },
        Apply o => o with { Result = define(o.Result), Arguments = All(o.Arguments, use) },
        Opaque o => o with { Result = o.Result is null ? null : define(o.Result), Arguments = All(o.Arguments, use) },
        Throw o => o with { Arguments = All(o.Arguments, use) },
        Allocate o => o with { Result = define(o.Result), Length = use(o.Length) },
        Slice o => o with { Result = define(o.Result), Buffer = use(o.Buffer), Start = use(o.Start), Length = o.Length is null ? null : use(o.Length) },
        Load o => o with { Result = define(o.Result), Buffer = use(o.Buffer), Index = use(o.Index) },
        Store o => o with { Buffer = use(o.Buffer), Index = use(o.Index), Value = use(o.Value) },
        Accumulate o => o with { Buffer = use(o.Buffer), Index = use(o.Index), Value = use(o.Value) },
        Publish o => o with { Value = use(o.Value) },
        Call o => o with { Arguments = All(o.Arguments, use), BackwardArguments = All(o.BackwardArguments, use), Outputs = All(o.Outputs, define) },
        If o => o with { Condition = use(o.Condition), Then = region(o.Then), Else = region(o.Else), Outputs = All(o.Outputs, define) },
        For o => o with { Trips = o.Trips is null ? null : define(o.Trips), Start = use(o.Start), End = use(o.End), Inits = All(o.Inits, use), Body = region(o.Body), Outputs = All(o.Outputs, define), Recurrences = o.Recurrences.Select(r => r with { Start = r.Start is null ? null : use(r.Start), Origin = r.Origin is null ? null : use(r.Origin) }).ToEquatable() },
        While o => o with { Trips = o.Trips is null ? null : define(o.Trips), Inits = All(o.Inits, use), Test = region(o.Test), Body = region(o.Body), Outputs = All(o.Outputs, define) },
        Push o => o with { Values = All(o.Values, use) },
        Pop o => o with { Values = All(o.Values, define) },
        PushSpan o => o with { Result = define(o.Result), Count = use(o.Count) },
        PopSpan o => o with { Result = define(o.Result), Count = use(o.Count) },
        Snapshot o => o with { Result = define(o.Result), Buffer = use(o.Buffer) },
        Clear o => o with { Buffer = use(o.Buffer) },
        Mark o => o with { Result = define(o.Result) },
        Release o => o with { Level = use(o.Level) },
        Outlined o => o with { Inputs = All(o.Inputs, use), Outputs = All(o.Outputs, define) },
        Turn => op,
        BackwardCall o => o with { Arguments = All(o.Arguments, use), ResultAdjoints = All(o.ResultAdjoints, use), Adjoints = All(o.Adjoints, use), Outputs = All(o.Outputs, define) },
        TangentCall o => o with { Arguments = All(o.Arguments, use), Tangents = All(o.Tangents, use), Outputs = All(o.Outputs, define) },
        _ => throw new InvalidOperationException("Unknown operation " + op.GetType().Name),
    };

    /// <summary>Replaces uses of values throughout a region; definitions stay.</summary>
    public static Region Substitute(Region region, IReadOnlyDictionary<Value, Value> map)
    {
        if (map.Count == 0)
        {
            return region;
        }

        Value Use(Value value) => map.TryGetValue(value, out Value? other) ? other : value;
        Region Inner(Region inner) => new(
            inner.Arguments,
            inner.Ops.Select(op => Map(op, Use, static v => v, Inner)).ToEquatable(),
            All(inner.Yields, Use));
        return Inner(region);
    }

    /// <summary>Gives values other names, where they are defined and where they are used.</summary>
    public static Region Rename(Region region, IReadOnlyDictionary<Value, string> names)
    {
        if (names.Count == 0)
        {
            return region;
        }

        Value Change(Value value) => names.TryGetValue(value, out string? name) ? value with { Name = name } : value;
        Region Inner(Region inner) => new(All(inner.Arguments, Change), inner.Ops.Select(op => Map(op, Change, Change, Inner)).ToEquatable(), All(inner.Yields, Change));
        return Inner(region);
    }

    public static EquatableArray<Value> All(EquatableArray<Value> values, Func<Value, Value> map)
    {
        var mapped = new Value[values.Count];
        for (int i = 0; i < mapped.Length; i++)
        {
            mapped[i] = map(values[i]);
        }

        return new(mapped);
    }
}
