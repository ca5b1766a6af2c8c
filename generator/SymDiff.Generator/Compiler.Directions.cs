using SymDiff.Generator.Analysis;
using SymDiff.Generator.Caching;
using SymDiff.Generator.Emit;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Optimization;
using SymDiff.Generator.Transforms;
using SymDiff.Generator.Vectorization;

namespace SymDiff.Generator;

// Forward mode: along one direction, and along eight of them at once.
internal sealed partial class Compiler
{
    /// <summary>Tangents along with the values.</summary>
    private Member Jvp()
    {
        (Function function, Roots roots, _) = named;
        var numbering = new Numbering(function.NextId);
        Activity activity = Activity.Of(function, roots, returnOnly: false);
        Leaves leaves = Leaves.Of(function);
        Value?[] entries = [.. leaves.Moving.Select(l => l.Entry is null ? null : numbering.New(TangentType(l), l.Leaf.Type.IsBuffer ? null : l.Entry.Name + "Tangent"))];
        var tangents = new Dictionary<Value, Value>();
        for (int i = 0; i < entries.Length; i++)
        {
            if (entries[i] is { } tangent && activity.IsActive(leaves.Moving[i].Entry!))
            {
                tangents[leaves.Moving[i].Entry!] = tangent;
            }
        }

        List<Op> reads = ModuleTangents(function, activity, numbering, tangents);
        Region body = TangentSweep.Of(function, activity, numbering, model.Singular, tangents, out IReadOnlyList<Value?> yields);
        Value?[] moving = [.. leaves.MovingYields.Select(i => yields[i])];
        body = body with { Ops = [.. reads, .. body.Ops], Yields = [.. body.Yields, .. moving.OfType<Value>()] };
        if (options.Simplify)
        {
            body = CommonSubexpressions.Share(Simplify.Run(body, numbering));
        }

        int outputs = function.Body.Yields.Count;
        body = Lifetimes.ReleasePerRound(Names.Settle(DeadCode.Remove(Copies.Forward(body), keepFaults: true)), numbering);
        body = Split(SideBySide(body, numbering), numbering);
        Validator.Check(body, entries.OfType<Value>());
        return new Member(
            MemberKind.Jvp,
            body.Arguments,
            [],
            EquatableArray.Of(entries),
            body.Ops,
            body.Yields.Take(outputs).ToEquatable(),
            Spread(moving, body.Yields.Skip(outputs)),
            "");
    }

    private static IrType TangentType(MovingLeaf leaf) =>
        !leaf.Leaf.Type.IsBuffer ? leaf.Leaf.Type
        : leaf.Leaf.Type.IsReadOnly ? IrType.ReadOnlySpan(leaf.Leaf.Type.Element!)
        : leaf.Leaf.Type.Derivative;

    /// <summary>
    /// The sweep along eight directions, with marked callees in place; null where nobody asks for it, where a callee has its
    /// derivative by contract only, where the method does what must happen once, and where numbers are of a type parameter.
    /// </summary>
    private Member? EightDirections()
    {
        if (!model.HasSweep || OnlyOnce(model) is not null || IsGeneric((model.Flat ?? model.Body!).Body))
        {
            return null;
        }

        Function primal = NameResult(model.Flat is { } flat ? Settled(flat, options) : plain.Function);
        var numbering = new Numbering(primal.NextId);
        Activity activity = Activity.Of(primal, Roots.Of(primal.Body), returnOnly: false);
        Region body = Directional.Along(primal, activity, numbering, model.Singular, out Value direction, out Value tangents);
        if (options.Simplify)
        {
            body = CommonSubexpressions.Share(Simplify.Run(SharedReads.Run(body), numbering));
        }

        if (Widening.Of(body, [direction, tangents], numbering) is not { } wide)
        {
            return null;
        }

        wide = Split(Lifetimes.ReleasePerRound(Names.Settle(DeadCode.Remove(Copies.Forward(wide), keepFaults: true)), numbering), numbering);
        Validator.Check(wide, []);
        return new Member(MemberKind.EightDirections, wide.Arguments, [], default, wide.Ops, wide.Yields, default, "")
        {
            Contract = SeveralDirections.Eight(model.Signature),
            IsHot = wide.Ops.Any(Loops),
            Statements = primal.Statements,
        };
    }

    /// <summary>How several directions and the columns of a Jacobian are gone about.</summary>
    private static SweepPlan Plan(MethodModel model, IReadOnlyList<Member> members)
    {
        bool byEight = members.Any(static m => m.Kind == MemberKind.EightDirections);
        return new SweepPlan(byEight, byEight ? SeveralDirections.ByColumns(model.Signature) : false, OnlyOnce(model));
    }

    /// <summary>Why the method cannot be run once for every eight directions; null where it can.</summary>
    private static Refusal? OnlyOnce(MethodModel model)
    {
        Function function = Alive(model.Flat ?? model.Body!);
        string? reason = Calls(function.Body) || (model.Flat is { } flat && Findings(flat, repeats: false).Count > 0) ? "calls a method that cannot be differentiated in place"
            : Soundness.Repeated(function).Any() ? "does what must happen once"
            : null;
        return reason is null ? null : new Refusal("SD1019", "'" + model.Signature.Name + "' " + reason + ", so its FJvp takes one direction at a time; with several it throws.");
    }

    private static bool IsGeneric(Region region) => region.Arguments.Any(IsGeneric)
        || region.Ops.Any(static op => op.Results.Any(IsGeneric) || op.Regions.Any(IsGeneric));

    private static bool IsGeneric(Value value) => (value.Type.Element ?? value.Type).IsGeneric;

    private static bool Loops(Op op) => op is For or While || op.Regions.Any(static region => region.Ops.Any(Loops));

    private static bool Calls(Region region) => region.Ops.Any(static op => op is Call { Primal: null } || op.Regions.Any(Calls));
}
