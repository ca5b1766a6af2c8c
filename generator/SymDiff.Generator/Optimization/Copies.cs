using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Optimization;

/// <summary>
/// Reads through what only passes a value on: a cut or detour of the derivative, which is done with once the sweeps are
/// written, an element that is given what it holds, and a branch that yields one value on both sides.
/// </summary>
/// <remarks>Leaves what is then unread to <see cref="DeadCode"/>.</remarks>
internal static class Copies
{
    public static Region Forward(Region region)
    {
        var same = new Dictionary<Value, Value>();
        Value Use(Value value) => same.TryGetValue(value, out Value? source) ? source : value;
        Region Visit(Region inner)
        {
            var ops = new List<Op>();
            foreach (Op op in inner.Ops)
            {
                Op mapped = Rewrite.Map(op, Use, static v => v, Visit);
                switch (mapped)
                {
                    case Apply { Function: Intrinsics.StopGradient, Result: { Name: null } result } cut:
                        same[result] = cut.Arguments[0];
                        break;
                    case Apply { Function: Intrinsics.StraightThrough } passed:
                        if (passed.Result.Name is null)
                        {
                            same[passed.Result] = passed.Arguments[0];
                        }
                        else
                        {
                            ops.Add(passed with { Function = Intrinsics.Copy, Arguments = [passed.Arguments[0]] });
                        }

                        break;
                    case Store { IsThere: true }:
                        break;
                    case If branch:
                        int[] chosen = [.. Enumerable.Range(0, branch.Outputs.Count).Where(i => branch.Then.Yields[i] != branch.Else.Yields[i])];
                        ops.Add(branch with { Then = Pick(branch.Then, chosen), Else = Pick(branch.Else, chosen), Outputs = Pick(branch.Outputs, chosen) });
                        foreach (int i in Enumerable.Range(0, branch.Outputs.Count).Except(chosen))
                        {
                            // A value of the user's keeps its name.
                            if (branch.Outputs[i].Name is null)
                            {
                                same[branch.Outputs[i]] = branch.Then.Yields[i];
                            }
                            else
                            {
                                ops.Add(new Apply(branch.Statement, branch.Outputs[i], Intrinsics.Copy, [branch.Then.Yields[i]]));
                            }
                        }

                        break;
                    default:
                        ops.Add(mapped);
                        break;
                }
            }

            return new Region(inner.Arguments, ops.ToEquatable(), Rewrite.All(inner.Yields, Use));
        }

        return Visit(region);
    }

    private static Region Pick(Region side, int[] which) => side with { Yields = Pick(side.Yields, which) };

    private static EquatableArray<Value> Pick(EquatableArray<Value> values, int[] which) => which.Select(i => values[i]).ToEquatable();
}
