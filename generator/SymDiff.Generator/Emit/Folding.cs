using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Emit;

/// <summary>
/// Which values are printed inside the one expression that uses them instead of in a statement of their own.
/// </summary>
/// <remarks>
/// A value without a user's name, used once, in the region that computes it, may move down to its use when nothing on
/// the way could change what it reads, and when no effect would come before a fault of its own.
/// </remarks>
internal sealed class Folding
{
    /// <summary>An expression nests no deeper: a reader loses track, and what prints or compiles it recurses.</summary>
    private const int DeepestExpression = 64;

    private readonly Dictionary<Value, int> uses = [];
    private readonly HashSet<Value> folded = [];
    private readonly HashSet<Value> pinned = [];
    private readonly Dictionary<Value, Op> definitions = [];

    public static Folding Of(Region body)
    {
        var folding = new Folding();
        folding.Count(body);
        folding.Decide(body, reverse: false);
        return folding;
    }

    /// <summary>Everything in one expression: what is used twice is printed twice.</summary>
    public static Folding Whole(IEnumerable<Op> ops)
    {
        var folding = new Folding();
        foreach (Op op in ops)
        {
            foreach (Value result in op.Results)
            {
                folding.definitions[result] = op;
                folding.folded.Add(result);
            }
        }

        return folding;
    }

    /// <summary>Whether a value is printed where it is used.</summary>
    public bool IsFolded(Value value) => folded.Contains(value);

    public Op? Definition(Value value) => definitions.TryGetValue(value, out Op? op) ? op : null;

    public bool IsUsed(Value value) => uses.ContainsKey(value);

    /// <summary>The variables that printing a value reads.</summary>
    public IEnumerable<Value> Reads(Value value)
    {
        if (!folded.Contains(value))
        {
            return [value];
        }

        return definitions[value] is Structured branch
            ? branch.Operands.Concat(branch.Regions.SelectMany(static r => r.Yields)).SelectMany(Reads)
            : definitions[value].Operands.SelectMany(Reads);
    }

    private void Count(Region region)
    {
        foreach (Op op in region.Ops)
        {
            foreach (Value result in op.Results)
            {
                definitions[result] = op;
            }

            foreach (Value operand in op.Operands)
            {
                Use(operand);
            }

            foreach (Region inner in op.Regions)
            {
                Count(inner);
            }
        }

        foreach (Value yielded in region.Yields)
        {
            Use(yielded);
        }

        void Use(Value value) => uses[value] = uses.TryGetValue(value, out int count) ? count + 1 : 1;
    }

    private void Decide(Region region, bool reverse)
    {
        int count = region.Ops.Count;
        int turn = region.Ops.Select(static (op, i) => op is Turn ? i : -1).DefaultIfEmpty(-1).Max();
        turn = turn < 0 ? count : turn;
        var place = new Dictionary<Value, int>();
        var consumer = new Dictionary<Value, Op?>();
        for (int i = 0; i < count; i++)
        {
            foreach (Value operand in region.Ops[i].Operands)
            {
                place[operand] = i;
                consumer[operand] = region.Ops[i];
            }
        }

        foreach (Value yielded in region.Yields)
        {
            place[yielded] = count;
            consumer[yielded] = null;
        }

        for (int i = 0; i < count; i++)
        {
            foreach (Region inner in region.Ops[i].Regions)
            {
                Decide(inner, reverse || i > turn);
            }
        }

        // Last to first: where a consumer is folded itself, its operands move on with it.
        var depths = new Dictionary<Op, int>(ReferenceComparer<Op>.Instance);
        for (int i = count - 1; i >= 0; i--)
        {
            Op op = region.Ops[i];
            if (op is Constant or Apply { Function: Intrinsics.Length or Intrinsics.Rows or Intrinsics.Columns })
            {
                folded.Add(op.Results.First());
                continue;
            }

            // A position of several elements is printed for each of them, so its two indices get names.
            if (op is Apply { Function: Intrinsics.At } position && !(uses.TryGetValue(position.Result, out int elements) && elements == 1 && place.ContainsKey(position.Result)))
            {
                folded.Add(position.Result);
                pinned.UnionWith(position.Arguments);
                continue;
            }

            if (!CanFold(op, out Value? result) || pinned.Contains(result!) || !uses.TryGetValue(result!, out int times) || times != 1 || !place.TryGetValue(result!, out int at))
            {
                continue;
            }

            Op? user = consumer[result!];
            int depth = user is not null && depths.TryGetValue(user, out int outer) ? outer + 1 : 0;
            if (depth > DeepestExpression || (user is not null && !Takes(user, result!)))
            {
                continue;
            }

            if (MayPass(op, region, i, at, reverse || i > turn))
            {
                folded.Add(result!);
                depths[op] = depth;
                foreach (Value operand in op.Operands)
                {
                    if (consumer.TryGetValue(operand, out Op? direct) && ReferenceEquals(direct, op))
                    {
                        place[operand] = at;
                    }
                }
            }
        }
    }

    private bool CanFold(Op op, out Value? result)
    {
        result = op switch
        {
            Apply apply when apply.Function is not (Intrinsics.Copy or UserRule.Function) || apply.Result.Type.IsBuffer => apply.Result,
            Load load => load.Result,
            Slice { LaysOut: false } slice => slice.Result,
            Opaque { Effect: not Effect.Acts } opaque => opaque.Result,
            If { Outputs.Count: 1 } branch when IsExpression(branch) => branch.Outputs[0],
            _ => null,
        };
        return result is { Name: null };
    }

    /// <summary>A branch that only chooses between two expressions.</summary>
    private bool IsExpression(If branch) =>
        branch.Then.Ops.Concat(branch.Else.Ops).All(op => op.Results.Any() && op.Results.All(folded.Contains));

    /// <summary>Whether a use can hold an expression rather than a name.</summary>
    private bool Takes(Op user, Value value)
    {
        switch (user)
        {
            case Apply apply when RuleTable.Find(apply.Function) is { RepeatsOperands: true }:
                return apply.Arguments[0] != value;
            case For loop when loop.End == value:
                // Printed in the loop's header the end is evaluated every round: names and arithmetic only.
                if (definitions[value] is not Apply end || Effects.MayThrow(end))
                {
                    return false;
                }

                pinned.UnionWith(end.Operands);
                return true;
            case Push or Release or Clear:
                return false;
            case Opaque:
                return true;
            case BackwardCall call:
                return !call.Adjoints.Contains(value);
            default:
                return true;
        }
    }

    /// <param name="reverse">In the reverse sweep nothing faults: what was read once can be read again.</param>
    private bool MayPass(Op op, Region region, int from, int to, bool reverse)
    {
        bool reads = op is Load or Opaque { Effect: Effect.Reads } || op is If branch && branch.Regions.Any(static r => r.Ops.Any(static o => o is not (Constant or Apply)));
        if (!reads && (reverse || !Effects.MayThrow(op)))
        {
            return true;
        }

        for (int i = from + 1; i < to && i < region.Ops.Count; i++)
        {
            if (HasEffect(region.Ops[i]) && !(reverse && op is Load load && IsElsewhere(region.Ops[i], load.Buffer)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether an operation writes only memory that the buffer does not share.</summary>
    private bool IsElsewhere(Op op, Value buffer) => op switch
    {
        Store o => Base(o.Buffer) is { } written && Base(buffer) is { } read && written != read,
        Accumulate o => Base(o.Buffer) is { } written && Base(buffer) is { } read && written != read,
        Clear o => Base(o.Buffer) is { } written && Base(buffer) is { } read && written != read,
        Push or Pop or PushSpan or PopSpan or Mark or Turn => true,
        _ => false,
    };

    /// <summary>What a window is a window of; null when it is chosen at run time.</summary>
    private Value? Base(Value buffer) => Definition(buffer) switch
    {
        Slice slice => Base(slice.Buffer),
        null or Allocate or Snapshot or PushSpan or PopSpan => buffer,
        _ => null,
    };

    private static bool HasEffect(Op op) => Effects.HasEffect(op) || op is Structured && op.Regions.Any(static r => r.Ops.Any(HasEffect));
}
