using SymDiff.Generator.Analysis;
using SymDiff.Generator.Caching;
using SymDiff.Generator.Emit;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Optimization;
using SymDiff.Generator.Transforms;
using SymDiff.Generator.Vectorization;

namespace SymDiff.Generator;

/// <summary>
/// From the front end's model of a marked method to the text of its derivatives: the one place that knows the order of
/// the passes.
/// </summary>
internal sealed partial class Compiler
{
    private readonly MethodModel model;
    private readonly Facts plain;
    private readonly Facts named;
    private readonly CompilerOptions options;

    private Compiler(MethodModel model, CompilerOptions options)
    {
        this.model = model;
        this.options = options;
        Function function = Settled(model.Body!, options);
        plain = Facts.Of(function);
        named = Facts.Of(NameResult(function));
    }

    /// <summary>
    /// The text of the emitted file; null where not even a signature can be written that compiles: nothing then hides
    /// the error that says why.
    /// </summary>
    public static string? Compile(MethodModel model, CompilerOptions? options = null)
    {
        if (model.IsAbstract)
        {
            return EmitAbstract(model, out _);
        }

        Refusal? refusal = model.Body is null ? model.Refusals[0] : Findings(model).Select(static f => f.Refusal).FirstOrDefault();
        return refusal is null && Emit(model, options ?? CompilerOptions.Default, out refusal) is { } text
            ? text
            : EmitRefused(model, refusal!, out _);
    }

    /// <summary>The gradient of a method as a declaration; null where there is none that compiles.</summary>
    public static string? Declare(MethodModel model) => Attempt(model, () => FilePrinter.PrintStub(model), out _);

    /// <summary>
    /// What is wrong with a method beyond what the front end says of it; empty when its derivatives are emitted, and
    /// where the front end refused it.
    /// </summary>
    public static IReadOnlyList<Finding> Check(MethodModel model)
    {
        IReadOnlyList<Finding> findings = model.Body is null ? [] : Findings(model);
        Refusal? fault = null;
        if (model.IsAbstract)
        {
            EmitAbstract(model, out fault);
        }
        else if (model.Body is null)
        {
            EmitRefused(model, model.Refusals[0], out fault);
        }
        else if (findings.Count == 0)
        {
            Emit(model, CompilerOptions.Default, out fault);
        }

        return fault is null ? findings : [.. findings, new Finding(fault, null, default)];
    }

    /// <summary>What the user should know of a method that is differentiated.</summary>
    public static IReadOnlyList<Finding> Notices(MethodModel model) => Attempt(model, () =>
    {
        Function function = Alive(model.Body!);
        Roots roots = Roots.Of(function.Body);
        IEnumerable<Finding> notices = Soundness.Noticed(function, Activity.Of(function, roots, returnOnly: false));
        if (model.Has(DerivativeKinds.Jvp) && OnlyOnce(model) is { } reason)
        {
            notices = [.. notices, new Finding(reason, null, default)];
        }

        notices = [.. notices, .. Unbatched(model)];
        return function.Signature.ReturnsNumber
            ? [.. notices, .. Soundness.Unreached(function, Activity.Of(function, roots, returnOnly: true))]
            : [.. notices];
    });

    private static string? Emit(MethodModel model, CompilerOptions options, out Refusal? fault) =>
        Attempt(
        model,
        () =>
        {
            List<Member> members = new Compiler(model, options).Members();
            return FilePrinter.Print(model, members, Plan(model, members));
        },
        out fault);

    /// <summary>Members without a body; null where there is not even one of the method, but an error.</summary>
    private static string? EmitAbstract(MethodModel model, out Refusal? fault)
    {
        fault = null;
        return IsDeclared(model) ? Attempt(model, () => FilePrinter.PrintAbstract(model), out fault) : null;
    }

    private static bool IsDeclared(MethodModel model) => model.IsDeclarable
        && !model.Refusals.Any(static refusal => refusal.Id is "SD1001" or "SD1009" or "SD1011" or "SD1013" or "SD1018" or "SD1020");

    /// <summary>Members that throw; null where they would not compile either.</summary>
    private static string? EmitRefused(MethodModel model, Refusal refusal, out Refusal? fault)
    {
        fault = null;
        return !IsDeclared(model)
            ? null
            : Attempt(model, () => FilePrinter.PrintRefused(model, refusal), out fault);
    }

    // A fault of the compiler is one error on one method: it stops neither the build nor the other methods.
    private static string? Attempt(MethodModel model, Func<string> print, out Refusal? fault)
    {
        fault = null;
        try
        {
            return print();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            fault = Soundness.Internal(model, exception);
            return null;
        }
    }

    /// <summary>The body without what nothing depends on; what may throw stays.</summary>
    private static Function Alive(Function function) => function with { Body = Publications.Prune(DeadCode.Remove(AlivePrimals(function.Body), keepFaults: true)) };

    private static Region AlivePrimals(Region region) => !NestedGradients.AreIn(region) ? region : region with
    {
        Ops = [.. region.Ops.Select(static op => op is Call { Primal: { } primal } call
            ? call with { Primal = primal with { Function = Alive(primal.Function) } }
            : Rewrite.Map(op, static v => v, static v => v, AlivePrimals))],
    };

    private static Function Settled(Function function, CompilerOptions options)
    {
        Function alive = Alive(function);
        if (NestedGradients.AreIn(alive.Body))
        {
            alive = NestedGradients.PutInPlace(alive);
            alive = Alive(options.Simplify ? alive with { Body = CommonSubexpressions.Share(alive.Body) } : alive);
        }

        if (options.Simplify)
        {
            alive = Alive(ScalarReplacement.Run(alive));
        }

        Function settled = BufferForms.Settle(alive with { Body = Names.Settle(alive.Body) });
        Validator.Check(settled.Body, []);
        return settled;
    }

    private static IReadOnlyList<Finding> Findings(MethodModel model) => Attempt(model, () =>
    {
        IReadOnlyList<Finding> own = Findings(model.Body!, model.Has(DerivativeKinds.Hessian));

        // A callee in place has its places elsewhere: what is wrong with it there is said of the method.
        return own.Count > 0 || !model.IsTwice || model.Flat is not { } flat ? own : [.. Findings(flat, model.Has(DerivativeKinds.Hessian)).Select(static found => new Finding(found.Refusal, null, default))];
    });

    private static IReadOnlyList<Finding> Findings(Function body, bool repeats)
    {
        Function function = Alive(body);
        Activity activity = Activity.Of(function, Roots.Of(function.Body), returnOnly: false);
        return
        [
            .. Soundness.Reached(function, activity),
            .. Soundness.Check(function),
            .. repeats ? Soundness.Repeated(function) : [],
            .. Soundness.Gradients(function.Body, activity).SelectMany(call => Findings(call, activity)),
        ];
    }

    /// <summary>What keeps an emitted gradient from being differentiated where it is called.</summary>
    private static IEnumerable<Finding> Findings(Call gradient, Activity activity)
    {
        Function method = gradient.Primal!.Function;
        Finding[] inside = [.. Findings(method, repeats: false).Select(found => new Finding(found.Refusal, null, default, Statement: gradient.Statement)
        {
            IsElsewhere = found.IsElsewhere || found.Conditional is not null,
        })];
        return inside.Length > 0 ? inside : Soundness.Nested(gradient, Alive(method), activity);
    }

    private static IReadOnlyList<Finding> Attempt(MethodModel model, Func<IReadOnlyList<Finding>> find)
    {
        try
        {
            return find();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return [new Finding(Soundness.Internal(model, exception), null, default)];
        }
    }

    private List<Member> Members()
    {
        var members = new List<Member>();
        if (model.Has(DerivativeKinds.Gradient))
        {
            members.Add(Gradient(named, model.Signature));
        }

        if (model.HasInputGradient)
        {
            members.Add(Gradient(WithConstantModules(named), model.Signature.OfInputs));
        }

        members.AddRange(SplitPair().Select(Guarded));
        if (model.Has(DerivativeKinds.Jvp))
        {
            members.Add(Guarded(Jvp()));
        }

        for (int order = 2; order <= model.HighestOrder; order++)
        {
            members.Add(HigherDerivative(order));
        }

        if (EightDirections() is { } eight)
        {
            members.Add(eight);
        }

        if (model.Has(DerivativeKinds.HessianVectorProduct))
        {
            members.Add(HessianVectorProduct());
        }

        if (model.Has(DerivativeKinds.Hessian))
        {
            members.Add(Hessian());
        }

        if (model.HasGradientBatch)
        {
            members.Add(Guarded(GradientBatch()));
        }

        if (model.HasJacobianBatch)
        {
            members.Add(Guarded(JacobianBatch()));
        }

        return members;
    }

    /// <summary>
    /// Where calls lead back to the method, no member of it starts without room on the stack: too deep a recursion ends
    /// in an exception that can be caught, not in the end of the process.
    /// </summary>
    private Member Guarded(Member member) => !model.Recurs ? member : member with
    {
        Body = [new Opaque(-1, null, "global::System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack()", [], Effect.Acts, -1), .. member.Body],
    };

    /// <summary>A function with what the passes want to know of it.</summary>
    private sealed record Facts(Function Function, Roots Roots, Memory Memory)
    {
        public static Facts Of(Function function)
        {
            Roots roots = Roots.Of(function.Body);
            return new Facts(function, roots, Memory.Of(function, roots));
        }
    }

    /// <summary>Both sweeps in one method, from the seed 1.</summary>
    private Member Gradient(Facts facts, Callee contract)
    {
        Function function = facts.Function;
        var numbering = new Numbering(function.NextId);
        Sweeps sweeps = BothSweeps(facts, contract, numbering, MemberKind.Gradient);
        int outputs = function.Body.Yields.Count;
        Region joint = Split(SideBySide(sweeps.Joint, numbering), numbering);
        Validator.Check(joint, sweeps.Destinations.OfType<Value>());
        EquatableArray<Value?> partials = Spread(sweeps.Derivatives, joint.Yields.Skip(outputs));
        return new Member(
            MemberKind.Gradient,
            function.Body.Arguments,
            [],
            EquatableArray.Of(sweeps.Destinations),
            joint.Ops,
            joint.Yields.Take(outputs).ToEquatable(),
            partials,
            CacheReport.Of(sweeps.Joint))
        {
            Contract = contract,
            Formulas = model.Signature.CanRepeat ? Formulas.Of(joint.Ops, function.Body.Arguments, partials, function.Body.Yields[0].Type, numbering) : null,
        };
    }

    /// <summary>Both sweeps, from the seed 1.</summary>
    /// <param name="Joint">One after the other; yields the outputs, then the derivatives that are there.</param>
    /// <param name="Destinations">For each differentiated leaf the destination of a buffer.</param>
    /// <param name="Derivatives">For each differentiated number whether it has a derivative.</param>
    /// <param name="Modules">In a batch: where the last yields belong, derivatives of parameters of modules.</param>
    private sealed record Sweeps(Region Joint, Value?[] Destinations, Value?[] Derivatives, IReadOnlyList<string> Modules);

    /// <param name="facts">The method.</param>
    /// <param name="contract">That of the member.</param>
    /// <param name="numbering">Where new values get their numbers.</param>
    /// <param name="kind">The member: what is shared by the points of a batch is added to.</param>
    private Sweeps BothSweeps(Facts facts, Callee contract, Numbering numbering, MemberKind kind)
    {
        (Function function, Roots roots, Memory memory) = facts;
        Activity activity = Activity.Of(function, roots, returnOnly: true);
        Region forward = ForwardSweep.Of(function, activity, memory, numbering);
        var sweep = new ReverseSweep(forward, activity, numbering, model.Singular);
        Leaves leaves = Leaves.Of(function);
        Value?[] destinations = [.. leaves.Moving.Select(leaf => leaf.Leaf.Type.IsBuffer ? numbering.New(leaf.Leaf.Type.Derivative) : null)];
        for (int i = 0; i < destinations.Length; i++)
        {
            if (destinations[i] is { } destination)
            {
                if (kind == MemberKind.Gradient || !leaves.Moving[i].Parameter.IsShared)
                {
                    sweep.Writer.Add(new Clear(-1, destination));
                }

                if (activity.IsActive(leaves.Moving[i].Entry!))
                {
                    sweep.Shadow(leaves.Moving[i].Entry!, destination);
                }
            }
        }

        BeginModules(sweep, forward, activity, kind, contract);
        Value result = function.Body.Yields[0];
        sweep.Seed(result, sweep.Writer.Constant(result.Type, 1));
        sweep.Run(forward);
        (string Destination, Value Adjoint)[] modules = [];
        if (kind == MemberKind.Gradient)
        {
            EndModules(sweep, forward, kind, contract);
        }
        else
        {
            modules = [.. ModuleNumbers(sweep, forward, kind, contract)];
        }

        Value?[] derivatives = Collected(sweep, leaves);
        Region reverse = Optimize(new Region(default, sweep.Writer.Ops.ToEquatable(), [.. derivatives.OfType<Value>(), .. modules.Select(static number => number.Adjoint)]), forward, numbering);
        return new Sweeps(Joined(forward, reverse, activity, facts, numbering), destinations, derivatives, [.. modules.Select(static number => number.Destination)]);
    }

    /// <summary>Both sweeps in one body.</summary>
    private Region Joined(Region forward, Region reverse, Activity activity, Facts facts, Numbering numbering)
    {
        Memory memory = facts.Memory;
        if (options.Fuse)
        {
            (forward, reverse, memory) = Fusion.Run(forward, reverse, memory, activity, facts.Roots, numbering);
        }

        if (options.Recompute)
        {
            (forward, reverse, memory) = Refills.Run(forward, reverse, memory, facts.Roots, numbering);
        }

        (forward, reverse) = Cache.Joint(forward, reverse, memory, numbering, options.Recompute);
        var joint = new Region(forward.Arguments, [.. forward.Ops, new Turn(-1), .. reverse.Ops], [.. forward.Yields, .. reverse.Yields]);
        return Lifetimes.ReleasePerRound(DeadCode.Remove(Copies.Forward(joint), keepFaults: true), numbering);
    }

    /// <summary>Eight rounds of a loop at a time, where that gives the same.</summary>
    private Region SideBySide(Region joint, Numbering numbering) =>
        options.Lanes ? DeadCode.Remove(Copies.Forward(LaneLoops.Run(joint, numbering, model.FastMath, static part => DeadCode.Remove(Copies.Forward(part), keepFaults: true))), keepFaults: true) : joint;

    /// <summary>Parts of a long body become methods of their own.</summary>
    private Region Split(Region body, Numbering numbering) => Splitting.Run(body, numbering, options.Largest);

    private Region Optimize(Region reverse, Region forward, Numbering numbering)
    {
        if (options.Simplify)
        {
            reverse = CommonSubexpressions.Share(Simplify.Run(SharedReads.Run(reverse, forward), numbering), forward);
        }

        return DeadCode.Remove(Names.Settle(reverse), keepFaults: false);
    }

    /// <summary>The adjoint that arrived at each number that comes in; null where none did.</summary>
    private static Value?[] Collected(ReverseSweep sweep, Leaves leaves) =>
        [.. leaves.Moving.Where(static l => l.Entry is not null && !l.Leaf.Type.IsBuffer).Select(l => sweep.Adjoint(l.Entry!))];

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
        bool unnamed = function.Signature.ReturnsNumber && body.Yields[0] is { Name: null } result && body.Ops.Any(op => op is not Constant && op.Results.Contains(result));
        return function with { Body = unnamed ? Rewrite.Rename(body, new Dictionary<Value, string> { [body.Yields[0]] = "value" }) : body };
    }
}
