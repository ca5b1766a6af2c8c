using SymDiff.Generator.Analysis;
using SymDiff.Generator.Caching;
using SymDiff.Generator.Emit;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Optimization;
using SymDiff.Generator.Transforms;

namespace SymDiff.Generator;

/// <summary>
/// From the front end's model of a marked method to the text of its derivatives: the one place that knows the order of
/// the passes.
/// </summary>
internal sealed class Compiler
{
    private readonly MethodModel model;
    private readonly Function function;
    private readonly Function named;
    private readonly Roots roots;
    private readonly Memory memory;
    private readonly CompilerOptions options;

    private Compiler(MethodModel model, CompilerOptions options)
    {
        this.model = model;
        this.options = options;
        function = BufferForms.Settle(model.Body! with { Body = Names.Settle(model.Body!.Body) });
        named = NameResult(function);
        roots = Roots.Of(function.Body);
        memory = Memory.Of(function, roots);
    }

    /// <summary>
    /// The text of the emitted file; null where not even a signature can be written that compiles: nothing then hides
    /// the error that says why.
    /// </summary>
    public static string? Compile(MethodModel model, CompilerOptions? options = null)
    {
        try
        {
            Refusal? refusal = Refusals(model).FirstOrDefault();
            return refusal is { Id: "SD1001" or "SD1009" or "SD1013" or "SD1018" } ? null
                : refusal is not null ? FilePrinter.PrintRefused(model, refusal)
                : FilePrinter.Print(model, new Compiler(model, options ?? CompilerOptions.Default).Members());
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return FilePrinter.PrintRefused(model, Soundness.Internal(model, fault));
        }
    }

    /// <summary>Why a method is refused; empty when it is not.</summary>
    public static IEnumerable<Refusal> Refusals(MethodModel model) => model.Body is null
        ? model.Refusals
        : ActiveRefusals(model).Select(i => model.Body.Refusals[i]).Concat(Soundness.Check(model.Body));

    /// <summary>Which of the body's conditional refusals hold, because an active value reaches the operation.</summary>
    public static IEnumerable<int> ActiveRefusals(MethodModel model)
    {
        if (model.Body is null)
        {
            return [];
        }

        Function function = model.Body;
        return Soundness.Reached(function, Activity.Of(function, Roots.Of(function.Body), returnOnly: false));
    }

    private List<Member> Members()
    {
        var members = new List<Member>();
        if (model.Derivatives.HasFlag(DerivativeKinds.Gradient) && Signature.HasGradient(model.Signature))
        {
            members.Add(Gradient());
        }

        members.AddRange(SplitPair());
        if (model.Derivatives.HasFlag(DerivativeKinds.Jvp))
        {
            members.Add(Jvp());
        }

        return members;
    }

    /// <summary>Both sweeps in one method, from the seed 1.</summary>
    private Member Gradient()
    {
        var numbering = new Numbering(named.NextId);
        Activity activity = Activity.Of(named, roots, returnOnly: true);
        Region forward = ForwardSweep.Of(named, activity, memory, numbering);
        var sweep = new ReverseSweep(forward, activity, numbering);
        Leaves leaves = Leaves.Of(named);
        Value?[] destinations = [.. leaves.Moving.Select(leaf => leaf.Leaf.Type.IsBuffer ? numbering.New(IrType.Span(leaf.Leaf.Type.Element!)) : null)];
        for (int i = 0; i < destinations.Length; i++)
        {
            if (destinations[i] is { } destination)
            {
                sweep.Writer.Add(new Clear(-1, destination));
                if (activity.IsActive(leaves.Moving[i].Entry!))
                {
                    sweep.Shadow(leaves.Moving[i].Entry!, destination);
                }
            }
        }

        Value result = named.Body.Yields[0];
        sweep.Seed(result, sweep.Writer.Constant(result.Type, 1));
        sweep.Run(forward);
        Value?[] derivatives = [.. leaves.Moving.Where(static l => l.Entry is not null && !l.Leaf.Type.IsBuffer).Select(l => sweep.Adjoint(l.Entry!))];
        Region reverse = Optimize(new Region(default, sweep.Writer.Ops.ToEquatable(), derivatives.OfType<Value>().ToEquatable()), numbering);
        (forward, reverse) = Cache.Joint(forward, reverse, memory, numbering, options.Recompute);
        int outputs = forward.Yields.Count;
        var joint = new Region(forward.Arguments, [.. forward.Ops, new Turn(-1), .. reverse.Ops], [.. forward.Yields, .. reverse.Yields]);
        joint = DeadCode.Remove(joint, keepFaults: true);
        return new Member(
            MemberKind.Gradient,
            named.Body.Arguments,
            [],
            EquatableArray.Of(destinations),
            joint.Ops,
            joint.Yields.Take(outputs).ToEquatable(),
            Spread(derivatives, joint.Yields.Skip(outputs)),
            CacheReport.Of(joint));
    }

    /// <summary>The two halves that meet at the workspace.</summary>
    private IEnumerable<Member> SplitPair()
    {
        var numbering = new Numbering(function.NextId);
        Activity activity = Activity.Of(function, roots, returnOnly: false);
        Region forward = ForwardSweep.Of(function, activity, memory, numbering);
        var sweep = new ReverseSweep(forward, activity, numbering);
        Leaves leaves = Leaves.Of(function);
        var resultAdjoints = new List<Value>();
        for (int i = 0; i < function.Signature.Returns.Count; i++)
        {
            Leaf leaf = function.Signature.Returns[i];
            Value result = function.Body.Yields[i];
            if (leaf.Type.IsFloat)
            {
                resultAdjoints.Add(numbering.New(leaf.Type, ReverseSweep.ResultAdjoint));
                sweep.Seed(result, resultAdjoints[resultAdjoints.Count - 1]);
            }
            else if (leaf.Type.IsFloatBuffer)
            {
                Value adjoint = numbering.New(IrType.ReadOnlySpan(leaf.Type.Element!));
                resultAdjoints.Add(adjoint);
                if (activity.IsActive(result))
                {
                    sweep.Shadow(result, sweep.Writer.Define(IrType.Span(leaf.Type.Element!), null, copy => new Snapshot(-1, copy, adjoint)));
                }
            }
        }

        var adjoints = new List<Value?>();
        foreach (MovingLeaf leaf in leaves.Moving)
        {
            Value? adjoint = leaf.Leaf.Type.IsBuffer ? numbering.New(IrType.Span(leaf.Leaf.Type.Element!)) : leaf.Exit is not null ? numbering.New(leaf.Leaf.Type) : null;
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

        sweep.Run(forward);
        Value?[] derivatives = [.. leaves.Moving.Where(static l => l.Entry is not null && !l.Leaf.Type.IsBuffer).Select(l => sweep.Adjoint(l.Entry!))];
        Region reverse = Optimize(new Region(default, sweep.Writer.Ops.ToEquatable(), derivatives.OfType<Value>().ToEquatable()), numbering);
        Value[] shared = [.. leaves.Shared, .. resultAdjoints, .. adjoints.OfType<Value>()];
        (forward, reverse) = Cache.Split(forward, reverse, memory, numbering, options.Recompute, shared);
        forward = DeadCode.Remove(forward, keepFaults: true);
        reverse = DeadCode.Remove(reverse, keepFaults: false);
        EquatableArray<Value?> none = leaves.Moving.Select(static _ => (Value?)null).ToEquatable();
        yield return new Member(MemberKind.Forward, forward.Arguments, [], none, forward.Ops, forward.Yields, [], CacheReport.Of(forward));
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

    /// <summary>Tangents along with the values.</summary>
    private Member Jvp()
    {
        var numbering = new Numbering(named.NextId);
        Activity activity = Activity.Of(named, roots, returnOnly: false);
        Leaves leaves = Leaves.Of(named);
        Value?[] entries = [.. leaves.Moving.Select(l => l.Entry is null ? null : numbering.New(TangentType(l), l.Leaf.Type.IsBuffer ? null : l.Entry.Name + "Tangent"))];
        var tangents = new Dictionary<Value, Value>();
        for (int i = 0; i < entries.Length; i++)
        {
            if (entries[i] is { } tangent && activity.IsActive(leaves.Moving[i].Entry!))
            {
                tangents[leaves.Moving[i].Entry!] = tangent;
            }
        }

        Region body = TangentSweep.Of(named, activity, numbering, tangents, out IReadOnlyList<Value?> yields);
        Value?[] moving = [.. leaves.MovingYields.Select(i => yields[i])];
        body = body with { Yields = [.. body.Yields, .. moving.OfType<Value>()] };
        if (options.Simplify)
        {
            body = CommonSubexpressions.Share(Simplify.Run(body, numbering));
        }

        int outputs = named.Body.Yields.Count;
        body = Lifetimes.ReleasePerRound(Names.Settle(DeadCode.Remove(body, keepFaults: true)), numbering);
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
        : IrType.Span(leaf.Leaf.Type.Element!);

    private Region Optimize(Region reverse, Numbering numbering)
    {
        if (options.Simplify)
        {
            reverse = CommonSubexpressions.Share(Simplify.Run(reverse, numbering));
        }

        return DeadCode.Remove(Names.Settle(reverse), keepFaults: false);
    }

    /// <summary>Puts values that went through a pass as one list back to where there were some.</summary>
    private static EquatableArray<Value?> Spread(Value?[] pattern, IEnumerable<Value> values)
    {
        Queue<Value> rest = new(values);
        return pattern.Select(p => p is null ? null : rest.Dequeue()).ToEquatable();
    }

    /// <summary>The returned number is called <c>value</c> where the user gave it no name.</summary>
    private static Function NameResult(Function function)
    {
        Region body = function.Body;
        bool unnamed = Signature.HasGradient(function.Signature) && body.Yields[0] is { Name: null } result && body.Ops.Any(op => op is not Constant && op.Results.Contains(result));
        return function with { Body = unnamed ? Rewrite.Rename(body, body.Yields[0], "value") : body };
    }
}
