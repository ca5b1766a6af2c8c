using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Analysis;

/// <summary>
/// Whether the rounds of a loop meet only in sums, as far as memory goes: what a derivative passes through where a round
/// reads was written in that round or by none at all, and what a round writes nobody reads behind the loop. The
/// adjoints of what rounds write are then zero between two of them, and those of everything else are only added to.
/// </summary>
/// <remarks>An array from outside counts as written in a round once a loop in it has stored every element.</remarks>
internal sealed class RoundMemory
{
    private readonly Activity? activity;
    private readonly Roots roots;
    private readonly Filling filling;
    private readonly HashSet<Value> written = [];
    private readonly HashSet<Value> renewed = [];
    private bool holds = true;

    private RoundMemory(Activity? activity, Roots roots, ValueNumbers numbers, Dictionary<Value, Op> definitions)
    {
        this.activity = activity;
        this.roots = roots;
        filling = new Filling(numbers, definitions);
    }

    /// <param name="body">The body of the loop.</param>
    /// <param name="activity">What derivatives pass through; null where every number counts.</param>
    /// <param name="behind">What comes behind the loop.</param>
    /// <param name="definitions">What defines the values of the method.</param>
    /// <param name="apart">The memory of which each round has a part of its own.</param>
    public static bool MeetsInSums(Region body, IEnumerable<Op> behind, Activity? activity, Roots roots, ValueNumbers numbers, Dictionary<Value, Op> definitions, IReadOnlyCollection<Value>? apart = null)
    {
        var memory = new RoundMemory(activity, roots, numbers, definitions);
        memory.renewed.UnionWith(apart ?? []);
        var read = new HashSet<Value>();
        foreach (Op op in body.Ops)
        {
            memory.Gather(op, memory.written, read);
        }

        memory.Visit(body, null);
        HashSet<Value> writtenBehind = [], readBehind = [];
        foreach (Op op in behind)
        {
            memory.Gather(op, writtenBehind, readBehind);
        }

        memory.written.ExceptWith(apart ?? []);
        read.ExceptWith(apart ?? []);
        return memory.holds && !memory.written.Overlaps(readBehind) && !memory.written.Overlaps(writtenBehind) && !read.Overlaps(writtenBehind);
    }

    private bool Counts(Value value) => activity?.IsActive(value) ?? true;

    /// <summary>The memory that an operation writes, and the memory that derivatives pass through when it reads.</summary>
    private void Gather(Op op, HashSet<Value> writes, HashSet<Value> reads)
    {
        writes.UnionWith(Writes(op).Where(Counts).SelectMany(buffer => roots[buffer]));
        reads.UnionWith(Reads(op).SelectMany(buffer => roots[buffer]));
        foreach (Op inner in op.Regions.SelectMany(static region => region.Ops))
        {
            Gather(inner, writes, reads);
        }
    }

    private static IEnumerable<Value> Writes(Op op) => op switch
    {
        Store store => [store.Buffer],
        Call call => CallFacts.Written(call),
        _ => [],
    };

    private IEnumerable<Value> Reads(Op op) => op switch
    {
        Load load when Counts(load.Result) => [load.Buffer],
        Snapshot copy when Counts(copy.Buffer) => [copy.Buffer],
        Call call => CallFacts.Differentiated(call).Where(argument => argument.Type.IsBuffer && Counts(argument)),
        _ => [],
    };

    /// <param name="region">What is gone through in order.</param>
    /// <param name="storing">The loop over all elements that the region is the body of.</param>
    private void Visit(Region region, Filled? storing)
    {
        foreach (Op op in region.Ops)
        {
            foreach (Value root in Reads(op).SelectMany(buffer => roots[buffer]))
            {
                // An element that this round of a filling loop has just stored is new, too.
                bool isNew = !written.Contains(root) || renewed.Contains(root)
                    || (storing is { Stored: true } && storing.Root == root && op is Load load && filling.IsWhole(load.Buffer) && load.Index == storing.Index);
                holds &= isNew;
            }

            switch (op)
            {
                case Allocate or Snapshot:
                    renewed.UnionWith(op.Results);
                    break;
                case Store store when storing is not null && filling.IsWhole(store.Buffer) && store.Index == storing.Index && roots[store.Buffer][0] == storing.Root:
                    storing.Stored = true;
                    break;
                case If branch:
                    HashSet<Value> before = [.. renewed];
                    Visit(branch.Then, null);
                    HashSet<Value> yes = [.. renewed];
                    renewed.IntersectWith(before);
                    Visit(branch.Else, null);
                    renewed.IntersectWith(yes);
                    break;
                case For loop:
                    Fill(loop);
                    break;
                case While loop:
                    Repeat(loop.Test);
                    Repeat(loop.Body);
                    break;
                case Call call:
                    // What a call brings is as new as what the round makes.
                    renewed.UnionWith(call.Outputs.Where(static output => output.Type.IsBuffer));
                    break;
            }
        }
    }

    /// <summary>A loop may run no round at all: what is renewed in it counts only inside, but for the array that it fills.</summary>
    private void Fill(For loop)
    {
        Value[] candidates = [.. loop.Body.Ops.OfType<Store>()
            .Where(store => filling.Fills(loop, store, roots[store.Buffer][0]))
            .Select(store => roots[store.Buffer][0])
            .Distinct()];
        if (candidates.Length != 1)
        {
            Repeat(loop.Body);
            return;
        }

        var fill = new Filled(candidates[0], loop.Index);
        HashSet<Value> before = [.. renewed];
        Visit(loop.Body, fill);
        renewed.IntersectWith(before);
        renewed.Add(fill.Root);
    }

    private void Repeat(Region body)
    {
        HashSet<Value> before = [.. renewed];
        Visit(body, null);
        renewed.IntersectWith(before);
    }

    private sealed record Filled(Value Root, Value Index)
    {
        public bool Stored { get; set; }
    }
}
