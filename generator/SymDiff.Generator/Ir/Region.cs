using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

/// <summary>A list of operations with parameters and results: the body of a function, a branch or a loop.</summary>
internal sealed record Region(EquatableArray<Value> Arguments, EquatableArray<Op> Ops, EquatableArray<Value> Yields)
{
    /// <summary>The operations, each before those inside of it.</summary>
    public IEnumerable<Op> All() => Ops.SelectMany(static op => op.All());

    /// <summary>The operation that each value comes from.</summary>
    public Dictionary<Value, Op> Definitions()
    {
        var definitions = new Dictionary<Value, Op>();
        foreach (Op op in All())
        {
            foreach (Value result in op.Results)
            {
                definitions[result] = op;
            }
        }

        return definitions;
    }
}
