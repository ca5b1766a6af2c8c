using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Vectorization;

// An innermost loop of one sweep, whose rounds go along rows of memory.
internal sealed partial class LaneLoop
{
    /// <summary>With less work in a round, in additions, the call costs more than the vectors save.</summary>
    private const int Least = 4;

    /// <summary>As much makes up for a sum that goes from lane to lane, as the primal's has to.</summary>
    private const int ForASum = 12;

    // Memory of which a round has an element of its own, and that element as it stands.
    private readonly HashSet<Value> keptInPlace = [];
    private readonly Dictionary<Value, (Value Number, Value Index, bool IsZero)> elements = [];
    private readonly List<Value> written = [];

    // In the last eight rounds: how many of them are done already, and in which lanes are those that are not.
    private Value? done;
    private Value? here;

    /// <summary>The rounds of a loop that counts down by one, counted up: where they do not meet, it is the same.</summary>
    private For Upwards(For counted)
    {
        if (counted is not { Step: -1, Comparison: ">" or ">=" } || counted.StepsFirst != (counted.Comparison == ">"))
        {
            return counted;
        }

        Value end = counted.StepsFirst ? counted.Start
            : writer.Definition(counted.Start) is Apply { Function: Intrinsics.Subtract, Attribute: "" } last && writer.Definition(last.Arguments[1]) is Constant { Text: "1" } ? last.Arguments[0]
            : writer.Apply(Intrinsics.Add, counted.Start, writer.Constant(counted.Start.Type, "1"));
        return counted with { Start = counted.End, Comparison = "<", End = end, Step = 1, StepsFirst = false };
    }

    /// <summary>Whether the rounds do not meet in memory, but where they add to it, and an exception leaves there what it would.</summary>
    private bool GoesAlongRows()
    {
        bool writes = false, mayThrow = false;
        void Follow(Region region, bool always)
        {
            foreach (Op op in region.Ops)
            {
                // What goes along a row finds its place in it, or no round goes side by side. What the first round does before
                // it writes ends in an exception there or in no round.
                bool isSafe = !Effects.MayThrow(op) || (op is Load load && strides.Varies(load.Index)) || (always && !writes);
                mayThrow |= !isSafe;
                writes |= op is Store or Accumulate;
                foreach (Region inner in op.Regions)
                {
                    Follow(inner, always: false);
                }
            }
        }

        Follow(loop.Body, always: true);
        return !(writes && mayThrow) && loop.Body.All().All(static op => op is Constant or Apply or Load or Store or Accumulate or If or Opaque { Effect: Effect.Pure })
            && uses.All(use => (use.Value & ~(Use.Load | Use.Moving)) == 0 || (use.Value & ~(Use.Accumulate | Use.Moving)) == 0 || own.Has(use.Key));
    }

    private bool IsWorthIt(Carried[] sums)
    {
        Op[] all = [.. loop.Body.All()];
        int work = all.Sum(static op => op is Accumulate ? 1 : op is not Apply { Result.Type.IsFloat: true } apply || apply.Function == Intrinsics.Copy ? 0 : 1 + (RuleTable.Find(apply.Function)?.Cost ?? 0));
        return work >= Least + (ForASum * sums.Count(static carried => carried == Carried.Ordered))
            && !all.OfType<Apply>().Any(apply => Widening.GoesLaneByLane(apply, fastMath));
    }

    /// <summary>Whether memory was made for a number of each round.</summary>
    private bool IsAsLong(Value buffer) => writer.Definition(buffer) switch
    {
        PushSpan row => facts.Numbers.AreSame(row.Count, loop.End),
        PopSpan row => facts.Numbers.AreSame(row.Count, loop.End),
        Slice { LaysOut: false, Length: { } length } => facts.Numbers.AreSame(length, loop.End),
        Allocate made when facts.Numbers.AreSame(made.Length, loop.End) => true,
        _ => writer.Definition(loop.End) is Apply { Function: Intrinsics.Length } length && length.Arguments[0] == buffer,
    };

    /// <summary>The first of the eight rounds: the last eight overlap those before, if they are not as many.</summary>
    private void Begin(Value index, List<Op> ops)
    {
        Value first = numbering.New(IrType.Int32, loop.Index.Name);
        ops.Add(new Opaque(-1, first, "global::System.Math.Min({0}, {1} - global::SymDiff.Lanes.Count)", [index, loop.End], Effect.Pure, -1));
        done = numbering.New(IrType.Int32, "done");
        ops.Add(new Apply(-1, done, Intrinsics.Subtract, [index, first]));
        here = numbering.New(IrType.Boolean, "here");
        wide.Add(here);
        Cross(new Opaque(-1, here, "global::SymDiff.LaneRounds.From({0})", [done], Effect.Pure, -1), -1, ops);
        fresh[loop.Index] = first;
    }

    /// <summary>Finds the memory of which a round has one element of its own that no branch reads or writes: it is a number until the round ends.</summary>
    private void FindKeptInPlace()
    {
        HashSet<Value> branching = [.. loop.Body.Ops.SelectMany(static op => op.Regions).SelectMany(static region => region.All()).SelectMany(static op => op.Operands).Where(static value => value.Type.IsBuffer).SelectMany(buffer => facts.Roots[buffer])];
        foreach (Value buffer in loop.Body.Ops.Where(static op => op is Load or Store or Accumulate).Select(static op => op.Operands.First()))
        {
            if (own.Has(facts.Roots[buffer][0]) && !branching.Contains(facts.Roots[buffer][0]))
            {
                keptInPlace.Add(buffer);
            }
        }
    }

    /// <summary>An element of the round's own is read once and written once.</summary>
    private bool KeepInPlace(Op op, List<Op> ops)
    {
        Value buffer = op.Operands.First(), index = op.Operands.ElementAt(1);
        if (Reach(buffer, index, null) is not { } stride)
        {
            return false;
        }

        bool isNew = !elements.TryGetValue(buffer, out (Value Number, Value Index, bool IsZero) element);
        if (isNew && op is not Store)
        {
            Value number = numbering.New(IrType.Double, (op as Load)?.Result.Name);
            wide.Add(number);
            Cross(new Opaque(op.Statement, number, "global::SymDiff.LaneRounds.Load({0}, {1}, {2})", [buffer, Fresh(index), stride], Effect.Pure, -1), -1, ops);
            element = (number, index, false);
            elements[buffer] = element;
        }

        switch (op)
        {
            case Load load:
                fresh[load.Result] = element.Number;
                break;
            case Store store:
                written.Add(buffer);
                elements[buffer] = (Fresh(store.Value), index, facts.Definitions.TryGetValue(store.Value, out Op? stored) && stored is Constant { Text: "0" });
                break;
            case Accumulate add:
                written.Add(buffer);
                elements[buffer] = (element.IsZero ? Fresh(add.Value) : Sum(element.Number, add, ops), index, false);
                break;
        }

        return true;
    }

    private void End(List<Op> ops)
    {
        foreach (Value buffer in written.Distinct())
        {
            Cross(new Opaque(-1, null, "global::SymDiff.LaneRounds.Store({0}, {1}, {2}, {3})", [buffer, Fresh(elements[buffer].Index), elements[buffer].Number, done!], Effect.Acts, -1), 2, ops);
        }
    }

    /// <summary>What the rounds that are not done have; zero, or what else changes nothing, for the others.</summary>
    private Value Here(Value value, List<Op> ops, string neutral = "0") => here is null ? value : Here(value, Number(value.Type, neutral, ops), ops);

    private Value Here(Value value, Value otherwise, List<Op> ops)
    {
        Value chosen = numbering.New(value.Type);
        wide.Add(chosen);
        ops.Add(new Apply(-1, chosen, Intrinsics.Select, [here!, value, otherwise]));
        return chosen;
    }

    private Value Number(IrType type, string text, List<Op> ops)
    {
        Value number = numbering.New(type);
        ops.Add(new Constant(-1, number, text));
        return number;
    }
}
