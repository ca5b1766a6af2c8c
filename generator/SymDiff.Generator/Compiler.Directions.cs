using SymDiff.Generator.Analysis;
using SymDiff.Generator.Caching;
using SymDiff.Generator.Emit;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Optimization;
using SymDiff.Generator.Transforms;
using SymDiff.Generator.Vectorization;

namespace SymDiff.Generator;

// Several directions: forward mode along eight of them at once.
internal sealed partial class Compiler
{
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
            body = CommonSubexpressions.Share(Simplify.Run(body, numbering));
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
