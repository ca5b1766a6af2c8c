using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Analysis;

/// <summary>Follows numbers that terms are added to.</summary>
internal sealed class Sums
{
    private readonly Dictionary<Region, Dictionary<Value, List<Op?>>> users = new(ReferenceComparer<Region>.Instance);

    /// <summary>
    /// Which result of a region a value becomes when all that happens to it is that terms are added or subtracted;
    /// -1 where it is read otherwise as well, or nowhere.
    /// </summary>
    public int Follow(Value value, Region region)
    {
        Dictionary<Value, List<Op?>> known = Users(region);
        while (known.TryGetValue(value, out List<Op?>? readers) && readers.Count == 1)
        {
            if (readers[0] is not { } reader)
            {
                return region.Yields.IndexOf(value);
            }

            if (Next(value, reader) is not { } next)
            {
                return -1;
            }

            value = next;
        }

        return -1;
    }

    private Value? Next(Value value, Op reader)
    {
        switch (reader)
        {
            case Apply { Function: Intrinsics.Copy or Intrinsics.Add } sum:
                return sum.Result;
            case Apply { Function: Intrinsics.Subtract } difference when difference.Arguments[0] == value:
                return difference.Result;
            case If branch when branch.Condition != value:
                int yes = Follow(value, branch.Then), no = Follow(value, branch.Else);
                return yes >= 0 && yes == no ? branch.Outputs[yes] : null;
            case For loop when loop.Inits.IndexOf(value) is >= 0 and int at:
                return Follow(loop.Body.Arguments[at + 1], loop.Body) == at ? loop.Outputs[at] : null;
            case BackwardCall call:
                // To the adjoint of what is passed by value the backward half adds.
                return CallFacts.Adjoints(call).Where(it => it.Input == value && it.Parameter.Passing != Passing.Ref).Select(static it => it.Output).FirstOrDefault();
            default:
                return null;
        }
    }

    /// <summary>What reads each value, once for each place it is read at; null stands for the region's yields.</summary>
    private Dictionary<Value, List<Op?>> Users(Region region)
    {
        if (users.TryGetValue(region, out Dictionary<Value, List<Op?>>? known))
        {
            return known;
        }

        known = [];
        void Note(Value value, Op? reader)
        {
            if (!known.TryGetValue(value, out List<Op?>? readers))
            {
                known.Add(value, readers = []);
            }

            readers.Add(reader);
        }

        foreach (Op op in region.Ops)
        {
            foreach (Value operand in op.Operands)
            {
                Note(operand, op);
            }

            // Both sides of a branch may add to a number; they are one reader.
            foreach (Value value in op is If ? op.Regions.SelectMany(FreeUses.Of).Distinct() : op.Regions.SelectMany(FreeUses.Of))
            {
                Note(value, op);
            }
        }

        foreach (Value yielded in region.Yields)
        {
            Note(yielded, null);
        }

        users.Add(region, known);
        return known;
    }
}
