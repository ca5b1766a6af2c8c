using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Caching;

/// <summary>Says in words what goes over the workspace's stack.</summary>
internal static class CacheReport
{
    private const int SlotBytes = 8;

    public static string Of(Region body)
    {
        var lines = new List<string>();
        Describe(body, 0, lines);
        return lines.Count == 0 ? "Caches nothing beyond its locals." : "Caches " + string.Join(", ", lines) + ".";
    }

    private static void Describe(Region region, int depth, List<string> lines)
    {
        foreach (Op op in region.Ops)
        {
            switch (op)
            {
                case Push push:
                    string[] names = [.. push.Values.Select(static v => v.Name).OfType<string>().Distinct()];
                    string what = names.Length > 0 && names.Length == push.Values.Count ? " (" + string.Join(", ", names) + ")" : "";
                    lines.Add($"{SlotBytes * push.Values.Count} bytes{what}" + (depth == 0 ? "" : depth == 1 ? " per round of a loop" : $" per round of a loop at depth {depth}"));
                    break;
                case Call { IsForwardHalf: true } call:
                    lines.Add("what " + call.Callee.Name + "Forward caches" + (depth == 0 ? "" : " per round of a loop"));
                    break;
                case For or While:
                    foreach (Region inner in op.Regions)
                    {
                        Describe(inner, depth + 1, lines);
                    }

                    break;
                default:
                    foreach (Region inner in op.Regions)
                    {
                        Describe(inner, depth, lines);
                    }

                    break;
            }
        }
    }
}
