using System.Globalization;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Vectorization;

/// <summary>
/// Memory that each round of a loop adds to at several places side by side. Vectors of eight rounds would overlap there, and
/// one that reads what the last has just written waits for it; so what a round adds is moved to the lane of the round whose
/// first place it is, the last lanes of eight rounds to the next eight, and memory is added to once.
/// </summary>
/// <remarks>
/// <code>
/// g[i] += a; g[i + 1] += b              Add(g, i, a + Behind(before, b, 1)); before = b
///                                       behind the loop: the last of before to g[rounds]
/// </code>
/// </remarks>
internal sealed class Stencils(For loop, LaneLoops.Facts facts, Strides strides)
{
    private readonly Dictionary<Value, List<Accumulate>> noted = [];
    private readonly Dictionary<Value, Stencil> known = [];

    /// <summary>What rounds add to some memory.</summary>
    /// <param name="Places">The operations, and how far behind the first place each adds.</param>
    public sealed record Stencil(IReadOnlyList<(Accumulate Op, int Offset)> Places)
    {
        /// <summary>The index of the first place.</summary>
        public Value First => Places.First(static place => place.Offset == 0).Op.Index;

        /// <summary>What has been added by the round so far, for each place.</summary>
        public SortedDictionary<int, Value> Terms { get; } = [];

        /// <summary>For each place but the first what the eight rounds before have added.</summary>
        public SortedDictionary<int, Value> Before { get; } = [];

        public IEnumerable<int> Offsets => Places.Select(static place => place.Offset).Distinct().OrderBy(static offset => offset);

        public bool IsLast(Accumulate op) => ReferenceEquals(Places[Places.Count - 1].Op, op);
    }

    public IEnumerable<Stencil> All => known.OrderBy(static pair => pair.Key.Id).Select(static pair => pair.Value);

    /// <summary>The stencil that an operation belongs to; null where it adds alone.</summary>
    public Stencil? Of(Accumulate op) => known.TryGetValue(facts.Roots[op.Buffer][0], out Stencil? stencil) && stencil.Places.Any(place => ReferenceEquals(place.Op, op)) ? stencil : null;

    /// <summary>Takes note of what is added to at a place that moves with the round.</summary>
    public void Note(Accumulate op)
    {
        Value root = facts.Roots[op.Buffer][0];
        if (!noted.TryGetValue(root, out List<Accumulate>? others))
        {
            noted.Add(root, others = []);
        }

        others.Add(op);
    }

    /// <summary>Finds the places once all are noted; false where some lie otherwise than side by side.</summary>
    public bool Settle()
    {
        // The last place of a round lies in the vector behind that of its first at most.
        foreach (KeyValuePair<Value, List<Accumulate>> pair in noted)
        {
            bool isOnePlace = pair.Value.All(op => facts.Numbers.AreSame(op.Index, pair.Value[0].Index));
            if (pair.Value.Count == 1 || !Joins(pair.Value))
            {
                if (!isOnePlace)
                {
                    return false;
                }

                continue;
            }

            (Value Base, int Constant)[] places = [.. pair.Value.Select(op => Split(op.Index))];
            int least = places.Min(static place => place.Constant);
            if (places.Any(place => !facts.Numbers.AreSame(place.Base, places[0].Base) || place.Constant - least > IrType.LaneCount))
            {
                return false;
            }

            known.Add(pair.Key, new Stencil([.. pair.Value.Zip(places, (op, place) => (op, place.Constant - least))]));
        }

        return true;
    }

    /// <summary>Whether every round does all of it once, at places that move by one.</summary>
    private bool Joins(List<Accumulate> ops) => ops.All(op =>
        loop.Body.Ops.Contains(op, ReferenceComparer<Op>.Instance) && op.Buffer == ops[0].Buffer && strides.Of(op.Index) is { } stride && strides.IsOne(stride));

    /// <summary>A place as one that others are named by and a number.</summary>
    private (Value Base, int Constant) Split(Value index)
    {
        int constant = 0;
        while (facts.Definitions.TryGetValue(index, out Op? op) && op is Apply { Attribute: "" } apply)
        {
            if (apply.Function == Intrinsics.Copy)
            {
                index = apply.Arguments[0];
            }
            else if (apply.Function is Intrinsics.Add or Intrinsics.Subtract && Number(apply.Arguments[1]) is { } right)
            {
                constant += apply.Function == Intrinsics.Add ? right : -right;
                index = apply.Arguments[0];
            }
            else if (apply.Function == Intrinsics.Add && Number(apply.Arguments[0]) is { } left)
            {
                constant += left;
                index = apply.Arguments[1];
            }
            else
            {
                break;
            }
        }

        return (index, constant);
    }

    /// <summary>A small literal: sums of such do not overflow.</summary>
    private int? Number(Value value) => facts.Definitions.TryGetValue(value, out Op? op) && op is Constant constant
        && int.TryParse(constant.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && Math.Abs(number) < 1 << 16
            ? number
            : null;
}
