using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Caching;

/// <summary>Says in words what goes over the workspace's stack.</summary>
internal static class CacheReport
{
    private const int SlotBytes = 8;

    public static string Of(Region body)
    {
        var lines = new List<string>();
        var definitions = new Dictionary<Value, Op>();
        Describe(body, 0, lines, definitions);
        string again = string.Concat(Recomputed(body, 0).Select(static line => " Runs " + line + "."));
        return (lines.Count == 0 ? "Caches nothing beyond its locals." : "Caches " + string.Join("; ", lines) + ".") + again;
    }

    /// <summary>The calls that are made once more on the way back.</summary>
    private static IEnumerable<string> Recomputed(Region region, int depth) => region.Ops.TakeWhile(static op => op is not Turn).SelectMany(op => op is Call { Keeping: Keeping.Recomputed } call
        ? ["<c>" + call.Callee.Name + "</c> again" + Where(depth)]
        : op.Regions.SelectMany(inner => Recomputed(inner, op is For or While ? depth + 1 : depth)));

    private static string Where(int depth) => depth == 0 ? "" : depth == 1 ? " per round of a loop" : $" per round of a loop at depth {depth}";

    private static void Describe(Region region, int depth, List<string> lines, Dictionary<Value, Op> definitions)
    {
        string where = Where(depth);
        foreach (Op op in region.Ops.TakeWhile(static op => op is not Turn))
        {
            foreach (Value result in op.Results)
            {
                definitions[result] = op;
            }

            switch (op)
            {
                case Push push:
                    string[] numbers = [.. Names(push.Values.Where(static v => !v.Type.IsBuffer))];
                    string[] arrays = [.. Names(push.Values.Where(static v => v.Type.IsBuffer))];
                    if (numbers.Length > 0)
                    {
                        lines.Add(string.Join(", ", numbers) + $" ({SlotBytes * numbers.Length} bytes)" + where);
                    }

                    if (arrays.Length > 0)
                    {
                        lines.Add((arrays.Length == 1 ? "the array " : "the arrays ") + string.Join(", ", arrays) + where);
                    }

                    break;
                case PushSpan span:
                    lines.Add($"{span.Result.Name} ({Bytes(span.Result.Type.Element!)} bytes)" + Where(depth + 1));
                    break;
                case Call { IsForwardHalf: true } call:
                    lines.Add("what <c>" + call.Callee.Name + "Forward</c> caches" + where);
                    break;
                default:
                    foreach (Region inner in op.Regions)
                    {
                        Describe(inner, op is For or While ? depth + 1 : depth, lines, definitions);
                    }

                    break;
            }
        }

        static string Bytes(IrType type) => type.Kind == Kind.Boolean ? "1" : type == IrType.Single || type == IrType.Int32 ? "4" : "8";

        // The level of the workspace's arrays is not a number of the user's.
        IEnumerable<string> Names(IEnumerable<Value> values) =>
            from value in values
            where !(definitions.TryGetValue(value, out Op? op) && op is Mark)
            select value.Name ?? Naming.Suggest(definitions.TryGetValue(value, out Op? op) ? op : null) ?? "one number";
    }
}
