using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Analysis;

/// <summary>
/// Which memory each buffer value may stand for. A root is the value that brought the memory into the method: a
/// parameter, an allocation, a result of a call, a table. Distinct roots do not overlap: what parameters bring is
/// checked on entry.
/// </summary>
internal sealed class Roots
{
    private readonly Dictionary<Value, Value[]> roots = [];

    private Roots()
    {
    }

    public static Roots Of(Region body)
    {
        var result = new Roots();
        result.Visit(body);
        return result;
    }

    public IReadOnlyList<Value> this[Value buffer] => roots.TryGetValue(buffer, out Value[]? known) ? known : [buffer];

    private void Visit(Region region)
    {
        foreach (Op op in region.Ops)
        {
            switch (op)
            {
                case Slice slice:
                    roots[slice.Result] = [.. this[slice.Buffer]];
                    break;
                case Apply { Function: Intrinsics.Select or Intrinsics.Copy } apply when apply.Result.Type.IsBuffer:
                    roots[apply.Result] = [.. apply.Arguments.Where(static a => a.Type.IsBuffer).SelectMany(a => this[a]).Distinct()];
                    break;
            }

            foreach (Region inner in op.Regions)
            {
                Visit(inner);
            }
        }
    }
}
