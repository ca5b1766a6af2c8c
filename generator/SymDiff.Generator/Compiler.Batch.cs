using SymDiff.Generator.Analysis;
using SymDiff.Generator.Caching;
using SymDiff.Generator.Emit;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Optimization;
using SymDiff.Generator.Rules;
using SymDiff.Generator.Transforms;

namespace SymDiff.Generator;

// Many points at once: a loop over them, whose rounds go side by side.
internal sealed partial class Compiler
{
    private Member GradientBatch()
    {
        Function function = named.Function;
        var numbering = new Numbering(function.NextId);
        Callee contract = Batches.Gradient(model.Signature);
        Sweeps sweeps = BothSweeps(named, contract, numbering, MemberKind.GradientBatch);
        if (HandsOnRows(function, calls: false) is { } refusal)
        {
            return Refused(MemberKind.GradientBatch, contract, refusal);
        }

        return Batch(MemberKind.GradientBatch, contract, PointLoop.Gradient(function, contract, sweeps.Joint, sweeps.Destinations, sweeps.Derivatives, sweeps.Modules, numbering), numbering);
    }

    /// <summary>
    /// The forward half once for each point, the backward half for each row. Where that half takes something off the workspace,
    /// a point is a Jacobian of its own.
    /// </summary>
    private Member JacobianBatch()
    {
        (Function function, Roots roots, Memory memory) = named;
        var numbering = new Numbering(function.NextId);
        Activity activity = Activity.Of(function, roots, returnOnly: false);
        Region forward = ForwardSweep.Of(function, activity, memory, numbering);
        var sweep = new ReverseSweep(forward, activity, numbering, model.Singular);
        Leaves leaves = Leaves.Of(function);
        var seeds = new List<Value>();
        for (int i = 0; i < function.Signature.Returns.Count; i++)
        {
            seeds.Add(numbering.New(function.Signature.Returns[i].Type));
            sweep.Seed(function.Body.Yields[i], seeds[i]);
        }

        Value?[] adjoints = [.. leaves.Moving.Select(leaf => leaf.Leaf.Type.IsBuffer ? numbering.New(leaf.Leaf.Type.Derivative) : null)];
        for (int i = 0; i < adjoints.Length; i++)
        {
            if (adjoints[i] is { } adjoint && activity.IsActive(leaves.Moving[i].Entry!))
            {
                sweep.Shadow(leaves.Moving[i].Entry!, adjoint);
            }
        }

        sweep.Run(forward);
        Value?[] derivatives = Collected(sweep, leaves);
        Region reverse = Optimize(new Region(default, sweep.Writer.Ops.ToEquatable(), derivatives.OfType<Value>().ToEquatable()), forward, numbering);
        (forward, reverse) = Cache.Joint(forward, reverse, memory, numbering, options.Recompute);
        Callee contract = Batches.Jacobian(model.Signature);
        bool calls = Cache.TakesFromWorkspace(reverse);
        if (HandsOnRows(function, calls) is { } refusal)
        {
            return Refused(MemberKind.JacobianBatch, contract, refusal);
        }

        Region loop = calls
            ? PointLoop.Each(function, contract, numbering)
            : PointLoop.Jacobian(function, contract, forward, reverse, seeds, adjoints, derivatives, numbering);
        return Batch(MemberKind.JacobianBatch, contract, loop, numbering);
    }

    /// <summary>What the user should know of batches that throw.</summary>
    private static IEnumerable<Finding> Unbatched(MethodModel model)
    {
        if (!model.Signature.Parameters.Any(IsRowOfArray) || (!model.HasGradientBatch && !model.HasJacobianBatch))
        {
            return [];
        }

        var compiler = new Compiler(model, CompilerOptions.Default);
        Member?[] batches = [model.HasGradientBatch ? compiler.GradientBatch() : null, model.HasJacobianBatch ? compiler.JacobianBatch() : null];
        return batches.Select(static batch => batch?.Refused).OfType<Refusal>().Distinct().Select(static refusal => new Finding(refusal, null, default));
    }

    /// <summary>A row is no array: where one is handed on as such, there is no batch.</summary>
    private static Refusal? HandsOnRows(Function function, bool calls) =>
        function.Signature.Parameters.FirstOrDefault(IsRowOfArray) is { } array && (calls || PassesBuffers(function.Body))
            ? new Refusal("SD6007", "'" + function.Signature.Name + "' takes '" + array.Name + "' as an array, which a row of many points is not, and computes with it in calls. Take a span, or mark it [Shared].")
            : null;

    private static bool IsRowOfArray(Parameter parameter) => parameter is { IsShared: false, IsBuffer: true } && parameter.Leaves[0].Type.IsArray;

    private static bool PassesBuffers(Region region) => region.Ops.Any(static op =>
        (op is Call or Opaque or Apply { Function: UserRule.Function } && op.Operands.Any(static value => value.Type.IsBuffer)) || op.Regions.Any(PassesBuffers));

    private static Member Refused(MemberKind kind, Callee contract, Refusal refusal) => new(kind, default, default, default, default, default, default, "") { Contract = contract, Refused = refusal };

    private Member Batch(MemberKind kind, Callee contract, Region loop, Numbering numbering)
    {
        loop = DeadCode.Remove(Copies.Forward(loop), keepFaults: true);
        loop = Lifetimes.ReleasePerPoint(Lifetimes.ReleasePerRound(loop, numbering), numbering);
        string report = CacheReport.Of(loop);
        loop = Split(SideBySide(loop, numbering), numbering);
        Validator.Check(loop, []);
        return new Member(kind, loop.Arguments, [], default, loop.Ops, loop.Yields, default, report)
        {
            Contract = contract,
            Statements = named.Function.Statements,
        };
    }
}
