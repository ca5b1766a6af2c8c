using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Vectorization;

/// <summary>One loop that <see cref="LaneLoops"/> runs eight rounds at a time.</summary>
/// <remarks>
/// Memory from outside the loop is read as it is; what rounds add to it goes into lanes of its own, which are summed behind
/// the loop. Memory that each round fills anew becomes lanes, too. What a round reads or adds to at a place that moves with
/// the round is put into lanes and taken out of them.
/// </remarks>
internal sealed partial class LaneLoop
{
    /// <summary>A body with more operations stays alone: twice as long it is more than the runtime's compiler optimises.</summary>
    private const int Largest = 400;

    private readonly For original;

    // The same rounds, counted up.
    private readonly For loop;
    private readonly bool turns;
    private readonly LaneLoops.Facts facts;
    private readonly Numbering numbering;
    private readonly Func<Region, Region> clean;
    private readonly bool fastMath;
    private readonly OpWriter writer;
    private readonly Strides strides;
    private readonly HashSet<Value> wide = [];
    private readonly Dictionary<Op, int> crossings = new(ReferenceComparer<Op>.Instance);
    private readonly Dictionary<Value, Use> uses = [];
    private readonly Stencils stencils;
    private readonly Dictionary<Value, Value> fresh = [];

    // The additions that form a sum of the primal's, and which operand is the term.
    private readonly Dictionary<Op, int> ordered = new(ReferenceComparer<Op>.Instance);

    // Memory that each lane has of its own: a copy of some from outside, or rows of a width.
    private readonly List<(Value Lanes, Value? Root, Value? Width)> lengths = [];
    private readonly List<(Value Buffer, Value Index, Value? Width)> reaches = [];
    private readonly HashSet<Value> windows = [];
    private readonly OwnRows own;
    private readonly List<Value> accumulators = [];
    private HashSet<Value>? inside;
    private Value rounds;

    private LaneLoop(For original, LaneLoops.Facts facts, Numbering numbering, bool fastMath, Func<Region, Region> clean)
    {
        this.clean = clean;
        this.fastMath = fastMath;
        this.original = original;
        this.facts = facts;
        this.numbering = numbering;
        writer = new OpWriter(numbering, facts.Definitions);
        loop = Upwards(original);
        turns = loop.Turns;
        strides = new Strides(loop, facts.Definitions, writer);
        own = new OwnRows(loop, facts, strides);
        stencils = new Stencils(loop, facts, strides);
        rounds = loop.Start;
    }

    /// <summary>The loop in two; null where its rounds cannot go side by side.</summary>
    public static IReadOnlyList<Op>? Of(For loop, LaneLoops.Facts facts, Numbering numbering, bool fastMath, Func<Region, Region> clean) => new LaneLoop(loop, facts, numbering, fastMath, clean).Split();

    /// <summary>What the body does with memory from outside.</summary>
    [Flags]
    private enum Use
    {
        None = 0,
        Load = 1,
        Store = 2,
        Accumulate = 4,

        // At a place that moves with the round.
        Moving = 8,
        Clear = 16,
        Other = 32,
    }

    private IReadOnlyList<Op>? Split()
    {
        Op[] forward = [.. loop.There];
        if (loop is not { Step: 1, Comparison: "<", StepsFirst: false } || loop.Index.Type != IrType.Int32
            || !(facts.Definitions.TryGetValue(loop.Start, out Op? start) && start is Constant { Text: var text } && text[0] != '-')
            || IsShort() || Size(loop.Body) > Largest || !Scan(loop.Body) || !(turns ? stencils.Settle() && MeetsInSums(forward) : GoesAlongRows()) || Sums(forward) is not { } sums
            || !(turns || IsWorthIt(sums)))
        {
            return null;
        }

        if (!turns)
        {
            FindKeptInPlace();
        }

        Narrow(turns ? "ByEight({0}, {1})" : "AtLeastEight({0}, {1})", loop.Start, loop.End);
        return uses.OrderBy(static use => use.Key.Id).All(use => Place(use.Key, use.Value)) && Copy(sums) is { } copy ? Finish(copy, sums) : null;
    }

    /// <summary>Whether it is known that no eight rounds, or not twice eight, are there.</summary>
    private bool IsShort() => facts.Definitions.TryGetValue(loop.End, out Op? end) && end is Constant constant
        && int.Parse(constant.Text, System.Globalization.CultureInfo.InvariantCulture) < (turns ? 2 * IrType.LaneCount : IrType.LaneCount);

    private static int Size(Region region) => region.Ops.Sum(static op => 1 + op.Regions.Sum(Size));

    // What the body does

    private bool Scan(Region region) => region.Ops.All(Scan);

    private bool Scan(Op op)
    {
        bool known = op switch
        {
            Constant or Load or Store or Accumulate or Slice or Clear or Snapshot or If or For or While or Push or Pop or PushSpan or PopSpan or Mark or Release or Turn or Throw => true,
            Apply apply => !Effects.HasEffect(apply),
            Opaque opaque => (opaque.Effect == Effect.Pure || opaque.IsCheck) && !opaque.Template.Contains("this."),
            Allocate made => !made.Escapes,
            _ => false,
        };
        if (!known || op.Results.Any(static v => (v.Type.Element ?? v.Type) is { IsFloat: true } type && type != IrType.Double) || !strides.Visit(op))
        {
            return false;
        }

        switch (op)
        {
            case Load o:
                Note(o.Buffer, Use.Load | (strides.Varies(o.Index) ? Use.Moving : Use.None));
                break;
            case Store o:
                Note(o.Buffer, Use.Store | (strides.Varies(o.Index) ? Use.Moving : Use.None));
                break;
            case Accumulate o:
                if (strides.Varies(o.Index))
                {
                    stencils.Note(o);
                }

                Note(o.Buffer, Use.Accumulate | (strides.Varies(o.Index) ? Use.Moving : Use.None));
                break;
            case Slice o when strides.Varies(o.Start):
                Note(o.Buffer, Use.Moving);
                break;
            case Clear o:
                Note(o.Buffer, Use.Clear);
                break;
            case Snapshot o:
                Note(o.Buffer, Use.Load);
                break;
            case Opaque or Push or Apply { Function: Intrinsics.Select }:
                foreach (Value buffer in op.Operands.Where(static v => v.Type.IsBuffer))
                {
                    Note(buffer, Use.Other);
                }

                break;
        }

        return op.Regions.All(Scan) && !op.Regions.Any(region => region.Yields.Any(strides.Varies));
    }

    private void Note(Value buffer, Use use)
    {
        foreach (Value root in facts.Roots[buffer])
        {
            uses[root] = (uses.TryGetValue(root, out Use known) ? known : Use.None) | use;
        }
    }

    private bool MeetsInSums(Op[] forward)
    {
        IEnumerable<Op> behind = facts.Region.Ops.SkipWhile(op => !ReferenceEquals(op, loop)).Skip(1);
        Value[] apart = [.. uses.Keys.Where(own.Has)];
        return RoundMemory.MeetsInSums(new Region(default, EquatableArray.Of(forward), default), behind, null, facts.Roots, facts.Numbers, facts.Definitions, apart);
    }

    /// <summary>How a number is carried from round to round.</summary>
    private enum Carried
    {
        /// <summary>As it is: no round changes it.</summary>
        Same,

        /// <summary>A sum of the primal's, formed in the order of the rounds.</summary>
        Ordered,

        /// <summary>A sum of adjoints.</summary>
        Free,
    }

    /// <summary>How each carried number is; null where one is carried otherwise.</summary>
    private Carried[]? Sums(Op[] forward)
    {
        var sums = new Sums();
        var carried = new Carried[loop.Outputs.Count];
        var there = new HashSet<Value>(forward.SelectMany(static op => op.Results));
        for (int i = 0; i < carried.Length; i++)
        {
            Value argument = loop.Body.Arguments[i + 1], yielded = loop.Body.Yields[i];
            if (yielded == argument)
            {
                carried[i] = Carried.Same;
                continue;
            }

            if (argument.Type != IrType.Double || sums.Follow(argument, loop.Body) != i)
            {
                return null;
            }

            carried[i] = there.Contains(yielded) && loop.Mirror < 0 && !fastMath ? Carried.Ordered : Carried.Free;
            if (carried[i] == Carried.Ordered && Terms(forward, argument, yielded) != 1)
            {
                return null;
            }
        }

        return carried;
    }

    /// <summary>How many terms a round adds to a sum, one after the other; more than one where it is not as simple as that.</summary>
    private int Terms(Op[] forward, Value argument, Value yielded)
    {
        int terms = 0;
        for (Value value = yielded; value != argument;)
        {
            if (facts.Definitions[value] is not Apply { Function: Intrinsics.Add or Intrinsics.Subtract or Intrinsics.Copy } apply || !forward.Contains(apply, ReferenceComparer<Op>.Instance))
            {
                return 2;
            }

            if (apply.Function == Intrinsics.Copy)
            {
                value = apply.Arguments[0];
                continue;
            }

            terms++;
            bool first = apply.Arguments[0] == argument || Leads(apply.Arguments[0], argument);
            ordered[apply] = first ? 1 : 0;
            value = apply.Arguments[first ? 0 : 1];
        }

        return terms;
    }

    private bool Leads(Value value, Value argument) =>
        value == argument || (facts.Definitions.TryGetValue(value, out Op? op) && op is Apply { Function: Intrinsics.Add or Intrinsics.Subtract or Intrinsics.Copy } apply && apply.Arguments.Any(a => Leads(a, argument)));

    // Memory

    /// <summary>Decides where what a round does with memory from outside happens; false where it cannot be side by side.</summary>
    private bool Place(Value root, Use use)
    {
        bool isOutside = !IsInside(root);
        if (!isOutside || (use & ~(Use.Load | Use.Moving)) == 0)
        {
            return isOutside || (use & Use.Moving) == 0;
        }

        bool isPlain = root.Type is { IsMatrix: false, IsHolder: false };
        if (!isPlain || use.HasFlag(Use.Other))
        {
            return false;
        }

        if ((use & Use.Moving) != 0)
        {
            return (use & (Use.Load | Use.Store | Use.Clear)) == 0 || own.Has(root);
        }

        if (use.HasFlag(Use.Clear))
        {
            return false;
        }

        if (use == Use.Accumulate && !turns)
        {
            return root.Type.Element == IrType.Double;
        }

        if (use == Use.Accumulate)
        {
            if (root.Type.Element != IrType.Double)
            {
                return false;
            }

            accumulators.Add(root);
            Lend(root);
            return true;
        }

        // What each round fills anew: by lanes where it differs between them.
        if (!facts.Definitions.TryGetValue(root, out Op? made) || made is not Allocate { Escapes: false })
        {
            return false;
        }

        if (root.Type.Element == IrType.Double || root.Type.Element == IrType.Boolean)
        {
            Lend(root);
        }

        return true;
    }

    /// <summary>Makes lanes that stand for memory from outside.</summary>
    private void Lend(Value root)
    {
        Value lent = numbering.New(IrType.Span(root.Type.Element!), (root.Name ?? "buffer") + "Lanes");
        wide.Add(lent);
        fresh[root] = lent;
        lengths.Add((lent, root, null));
    }
}
