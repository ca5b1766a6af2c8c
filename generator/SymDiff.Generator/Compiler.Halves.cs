using SymDiff.Generator.Analysis;
using SymDiff.Generator.Caching;
using SymDiff.Generator.Emit;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Optimization;
using SymDiff.Generator.Transforms;

namespace SymDiff.Generator;

// The forward half and the backward half, which meet at the workspace.
internal sealed partial class Compiler
{
    /// <summary>The two halves that meet at the workspace.</summary>
    private IEnumerable<Member> SplitPair()
    {
        (Function function, Roots roots, Memory memory) = plain;
        var numbering = new Numbering(function.NextId);
        Activity activity = Activity.Of(function, roots, returnOnly: false);
        Region forward = ForwardSweep.Of(function, activity, memory, numbering);
        var sweep = new ReverseSweep(forward, activity, numbering, model.Singular);
        Leaves leaves = Leaves.Of(function);
        var resultAdjoints = new List<Value>();
        for (int i = 0; i < function.Signature.Returns.Count; i++)
        {
            Leaf leaf = function.Signature.Returns[i];
            Value result = function.Body.Yields[i];
            if (leaf.Type.IsFloat)
            {
                resultAdjoints.Add(numbering.New(leaf.Type));
                sweep.Seed(result, resultAdjoints[resultAdjoints.Count - 1]);
            }
            else if (leaf.Type.IsFloatBuffer)
            {
                if (roots[result].Count != 1 || roots[result][0] != result)
                {
                    throw new InvalidOperationException("The array that is returned is not the one that was made.");
                }

                Value adjoint = numbering.New(leaf.Type.IsMatrix ? leaf.Type : IrType.ReadOnlySpan(leaf.Type.Element!));
                resultAdjoints.Add(adjoint);
                Value length = sweep.Writer.Definition(result) is Allocate made ? made.Length : sweep.Writer.Extent(result);
                string check = "global::SymDiff.Guard." + (leaf.Type.IsMatrix ? "HasShape<" : "HasLength<") + leaf.Type.Element!.Name + ">({0}, {1}, nameof(" + AddedNames.Of(function.Signature, MemberKind.Backward).ResultAdjoint + "))";
                sweep.Writer.Add(new Opaque(-1, null, check, [length, adjoint], Effect.Acts, -1));
                if (activity.IsActive(result))
                {
                    sweep.Shadow(result, sweep.Writer.Define(leaf.Type.Derivative, null, copy => new Snapshot(-1, copy, adjoint) { OfAdjoints = true }));
                }
            }
        }

        var adjoints = new List<Value?>();
        foreach (MovingLeaf leaf in leaves.Moving)
        {
            Value? adjoint = leaf.Leaf.Type.IsBuffer ? numbering.New(leaf.Leaf.Type.Derivative) : leaf.Exit is not null ? numbering.New(leaf.Leaf.Type) : null;
            adjoints.Add(adjoint);
            if (leaf.Leaf.Type.IsBuffer)
            {
                if (activity.IsActive(leaf.Entry!))
                {
                    sweep.Shadow(leaf.Entry!, adjoint!);
                }
            }
            else if (leaf.Exit is not null)
            {
                sweep.Seed(leaf.Exit, adjoint!);
            }
        }

        BeginModules(sweep, forward, activity, MemberKind.Backward, model.Signature);
        sweep.Run(forward);
        EndModules(sweep, forward, MemberKind.Backward, model.Signature);
        Value?[] derivatives = Collected(sweep, leaves);
        Region reverse = Optimize(new Region(default, sweep.Writer.Ops.ToEquatable(), derivatives.OfType<Value>().ToEquatable()), forward, numbering);
        Value[] shared = [.. leaves.Shared, .. resultAdjoints, .. adjoints.OfType<Value>()];
        if (options.Recompute)
        {
            (forward, reverse, memory) = Refills.Run(forward, reverse, memory, roots, numbering);
        }

        (forward, reverse) = Cache.Split(forward, reverse, memory, numbering, options.Recompute, shared);
        forward = Lifetimes.ReleasePerRound(DeadCode.Remove(Copies.Forward(forward), keepFaults: true), numbering);
        reverse = DeadCode.Remove(Copies.Forward(reverse), keepFaults: false);
        string report = CacheReport.Of(forward);
        (forward, reverse) = (SideBySide(forward, numbering), SideBySide(reverse, numbering));
        Validator.Check(forward, []);
        Validator.Check(reverse, shared);
        EquatableArray<Value?> none = leaves.Moving.Select(static _ => (Value?)null).ToEquatable();
        yield return new Member(MemberKind.Forward, forward.Arguments, [], none, forward.Ops, forward.Yields, [], report);
        yield return new Member(
            MemberKind.Backward,
            forward.Arguments,
            resultAdjoints.ToEquatable(),
            adjoints.ToEquatable(),
            [new Turn(-1), .. reverse.Ops],
            [],
            Spread(derivatives, reverse.Yields),
            "");
    }
}
