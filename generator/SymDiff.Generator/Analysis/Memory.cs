using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Analysis;

/// <summary>
/// Whether memory that the forward sweep read still holds the same contents when the reverse sweep comes by. It does
/// not when something may write it later: after the read in program order, or in a later round of a loop around both.
/// </summary>
internal sealed class Memory
{
    private readonly Roots roots;
    private readonly Dictionary<Value, List<Place>> writes = [];
    private readonly Dictionary<Value, int> depthOfRoot = [];
    private readonly Dictionary<Value, Place> loads = [];
    private readonly Dictionary<Call, Place> calls = new(ReferenceComparer<Call>.Instance);
    private readonly Dictionary<int, int> placeOfLoop = [];
    private readonly List<int> loops = [];
    private readonly HashSet<int> fused = [];
    private readonly HashSet<Value> restored = [];
    private int position;

    private Memory(Roots roots) => this.roots = roots;

    private Memory(Memory other)
    {
        (roots, writes, depthOfRoot, loads, calls, placeOfLoop) = (other.roots, other.writes, other.depthOfRoot, other.loads, other.calls, other.placeOfLoop);
        fused = [.. other.fused];
        restored = [.. other.restored];
    }

    public static Memory Of(Function function, Roots roots)
    {
        var memory = new Memory(roots);
        memory.Visit(function.Body);
        return memory;
    }

    /// <summary>The same, where rounds of some outermost loops are run backwards at once: no later round comes between.</summary>
    /// <param name="keys">The keys of the loops.</param>
    public Memory WithFused(IEnumerable<int> keys)
    {
        var other = new Memory(this);
        other.fused.UnionWith(keys.Select(key => placeOfLoop[key]));
        return other;
    }

    /// <summary>The same, where the reverse sweep finds again what some loads have read.</summary>
    /// <param name="results">The results of the loads.</param>
    public Memory WithRestored(IEnumerable<Value> results)
    {
        var other = new Memory(this);
        other.restored.UnionWith(results);
        return other;
    }

    /// <summary>Whether an element read by a <see cref="Load"/> can be read again in the reverse sweep.</summary>
    public bool IsKept(Load load) => restored.Contains(load.Result) || !IsWrittenAfter(load.Buffer, loads[load.Result]);

    /// <summary>Whether a buffer passed to a call holds in the reverse sweep what it held when the call returned.</summary>
    public bool IsKept(Call call, Value buffer) => !IsWrittenAfter(buffer, calls[call]);

    private bool IsWrittenAfter(Value buffer, Place read)
    {
        foreach (Value root in roots[buffer])
        {
            if (!writes.TryGetValue(root, out List<Place>? places))
            {
                continue;
            }

            int depth = depthOfRoot.TryGetValue(root, out int known) ? known : 0;
            bool isFused = read.Loops.Length > 0 && fused.Contains(read.Loops[0]);
            depth = isFused ? Math.Max(depth, 1) : depth;
            foreach (Place write in places)
            {
                if (isFused && (write.Loops.Length == 0 || write.Loops[0] != read.Loops[0]))
                {
                    continue;
                }

                bool sharesLoop = write.Loops.Length > depth && read.Loops.Length > depth && write.Loops[depth] == read.Loops[depth];
                if (sharesLoop || write.Position > read.Position)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Visit(Region region)
    {
        foreach (Op op in region.Ops)
        {
            position++;
            foreach (Value result in op.Results.Where(static r => r.Type.IsBuffer))
            {
                depthOfRoot[result] = loops.Count;
            }

            switch (op)
            {
                case Load load:
                    loads[load.Result] = Here();
                    break;
                case Store store:
                    Write(store.Buffer);
                    break;
                case Call call:
                    calls[call] = Here();
                    foreach (Value buffer in CallFacts.Written(call))
                    {
                        Write(buffer);
                    }

                    break;
            }

            int loopPlace = position;
            foreach (Region inner in op.Regions)
            {
                bool loop = op is For or While;
                if (loop)
                {
                    placeOfLoop[((Structured)op).Key] = loopPlace;
                    loops.Add(loopPlace);
                }

                Visit(inner);
                if (loop)
                {
                    loops.RemoveAt(loops.Count - 1);
                }
            }
        }
    }

    private void Write(Value buffer)
    {
        foreach (Value root in roots[buffer])
        {
            if (!writes.TryGetValue(root, out List<Place>? places))
            {
                writes[root] = places = [];
            }

            places.Add(Here());
        }
    }

    private Place Here() => new(position, [.. loops]);

    private sealed record Place(int Position, int[] Loops);
}
