using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Analysis;

/// <summary>The last line of right or refused: what the passes cannot differentiate never reaches them.</summary>
internal static class Soundness
{
    /// <summary>Programs that the front end lowered and that no pass can handle.</summary>
    public static IEnumerable<Finding> Check(Function function)
    {
        Roots roots = Roots.Of(function.Body);
        Activity activity = Activity.Of(function, roots, returnOnly: false);
        var foreign = new HashSet<Value>();
        return Check(function.Body, roots, activity, foreign).Take(1);
    }

    /// <summary>The conditional refusals that an active value reaches.</summary>
    public static IEnumerable<Finding> Reached(Function function, Activity activity) => Reached(function.Body, activity)
        .Select(opaque => (opaque.Refusal, Active: Enumerable.Range(0, opaque.Arguments.Count).Where(i => activity.IsVaried(opaque.Arguments[i])).ToEquatable()))
        .Select(reached => new Finding(function.Refusals[reached.Refusal].Naming(reached.Active), reached.Refusal, reached.Active));

    /// <summary>The warnings that hold: a derivative is cut where a value that the result depends on goes through.</summary>
    public static IEnumerable<Finding> Noticed(Function function, Activity activity) => Noticed(function.Body, activity)
        .Select(apply => (apply.Notice, Active: Enumerable.Range(0, apply.Arguments.Count).Where(i => activity.IsVaried(apply.Arguments[i])).ToEquatable()))
        .Select(reached => new Finding(function.Refusals[reached.Notice].Naming(reached.Active), reached.Notice, reached.Active));

    /// <summary>Differentiated parameters that no derivative of the returned number reaches.</summary>
    /// <param name="function">A function that returns one number.</param>
    /// <param name="activity">Of the returned number alone.</param>
    public static IEnumerable<Finding> Unreached(Function function, Activity activity) => Leaves.Of(function).Moving
        .Where(static leaf => leaf.Exit is null && !leaf.Parameter.Written)
        .GroupBy(static leaf => leaf.Parameter.Name)
        .Where(leaves => !leaves.Any(leaf => activity.IsUseful(leaf.Entry!)))
        .Select(static leaves => new Finding(
            new Refusal("SD4003", $"No derivative of the result reaches '{leaves.Key}', so its gradient is always zero. Mark it [NoGradient] to say that it is a constant, or remove it."),
            null,
            default,
            leaves.Key));

    /// <summary>What would happen several times where a method is run several times.</summary>
    public static IEnumerable<Finding> Repeated(Function function) => Repeated(function.Body).Take(1)
        .Select(op => At(op, "SD3015", $"FHessian runs '{function.Signature.Name}' once for each direction, and what this does or draws would come as often. Move it out of the method, or ask for Derivatives.HessianVectorProduct."));

    /// <summary>The calls of emitted gradients that derivatives go through.</summary>
    public static IEnumerable<Call> Gradients(Region region, Activity activity) => region.Ops
        .OfType<Call>()
        .Where(call => call.Primal is not null && activity.IsActive(call))
        .Concat(region.Ops.SelectMany(static op => op.Regions).SelectMany(inner => Gradients(inner, activity)));

    /// <summary>What an emitted gradient cannot be put in place for.</summary>
    /// <param name="gradient">The call.</param>
    /// <param name="method">What it is the gradient of.</param>
    /// <param name="activity">That of the caller.</param>
    public static IEnumerable<Finding> Nested(Call gradient, Function method, Activity activity)
    {
        string name = method.Signature.Name;
        if (Repeated(method.Body).Any())
        {
            yield return At(gradient, "SD3015", $"'{gradient.Callee.Name}' is differentiated here, for which '{name}' runs again, and what it does or draws would come as often. Move that out of '{name}', or call '{gradient.Callee.Name}' outside.");
        }

        foreach ((Value argument, Parameter parameter, Leaf leaf) in CallFacts.Arguments(method.Signature, gradient.Arguments))
        {
            if (leaf.Type.IsFloatBuffer && !parameter.Differentiated && activity.IsVaried(argument))
            {
                yield return At(gradient, "SD3003", $"'{name}' marks the buffer '{parameter.Name}' [NoGradient], and its gradient is differentiated in place here, where that cannot be kept. Pass a buffer that does not depend on the method's inputs, or take the mark away.");
            }
        }
    }

    private static IEnumerable<Op> Repeated(Region region) =>
        region.Ops.Where(static op => op is Opaque { Effect: Effect.Acts, IsCheck: false }).Concat(region.Ops.SelectMany(static op => op.Regions).SelectMany(Repeated));

    public static Refusal Internal(MethodModel model, Exception fault) => new(
        "SD9001",
        Fault.Describe(model.Signature.Name, fault));

    private static IEnumerable<Opaque> Reached(Region region, Activity activity)
    {
        foreach (Op op in region.Ops)
        {
            if (op is Opaque { Refusal: >= 0 } opaque && opaque.Arguments.Any(activity.IsVaried)
                && (opaque.Result is null || opaque.Effect == Effect.Acts || activity.IsUseful(opaque.Result)))
            {
                yield return opaque;
            }

            foreach (Opaque inner in op.Regions.SelectMany(r => Reached(r, activity)))
            {
                yield return inner;
            }
        }
    }

    private static IEnumerable<Apply> Noticed(Region region, Activity activity)
    {
        foreach (Op op in region.Ops)
        {
            if (op is Apply { Notice: >= 0 } apply && apply.Arguments.Any(activity.IsVaried) && (!apply.Result.Type.IsFloat || activity.IsUseful(apply.Result)))
            {
                yield return apply;
            }

            foreach (Apply inner in op.Regions.SelectMany(r => Noticed(r, activity)))
            {
                yield return inner;
            }
        }
    }

    private static Finding At(Op op, string id, string message) => new(new Refusal(id, message), null, default, Statement: op.Statement);

    /// <summary>A parameter that a call may write and that gets memory which another argument surely shares.</summary>
    private static Parameter? Shared(Call call, Roots roots)
    {
        var buffers = CallFacts.Arguments(call.Callee, call.Arguments).Where(static a => a.Leaf.Type.IsBuffer).ToList();
        foreach ((Value argument, Parameter parameter, Leaf _) in buffers.Where(static a => a.Parameter.Written))
        {
            // Two windows on one array may lie apart; that is checked when the call is made.
            if (buffers.Any(other => other.Parameter != parameter && roots[other.Argument].Intersect(roots[argument]).Any()
                && (other.Argument == argument || roots[argument].Contains(argument) || roots[other.Argument].Contains(other.Argument))))
            {
                return parameter;
            }
        }

        return null;
    }

    private static IEnumerable<Finding> Check(Region region, Roots roots, Activity activity, HashSet<Value> foreign)
    {
        foreach (Op op in region.Ops)
        {
            switch (op)
            {
                case Structured when op.Results.Any(static r => r.Type.IsBuffer):
                    yield return At(op, "SD2007", "Which array a variable refers to after a branch or loop cannot be proven. Use one array, or copy the elements.");
                    break;
                case Opaque { Result.Type.IsBuffer: true } opaque:
                    foreign.Add(opaque.Result);
                    break;
                case Store store when roots[store.Buffer].Any(foreign.Contains):
                    yield return At(op, "SD2013", "An array that does not belong to the method is written. Pass it as a parameter.");
                    break;
                case Call call:
                    if (Shared(call, roots) is { } shared)
                    {
                        yield return At(op, "SD2008", $"'{call.Callee.Name}' gets one array twice and may write it as '{shared.Name}'. Pass a copy, or parts that do not overlap.");
                    }

                    foreach ((Value argument, Parameter parameter, Leaf leaf) in CallFacts.Arguments(call.Callee, call.Arguments))
                    {
                        if (leaf.Type.IsBuffer && parameter.Written && roots[argument].Any(foreign.Contains))
                        {
                            yield return At(op, "SD2013", $"'{call.Callee.Name}' may write an array that does not belong to the method. Pass it as a parameter, or let '{call.Callee.Name}' take a ReadOnlySpan.");
                        }
                        else if (leaf.Type.IsFloatBuffer && parameter.Written && !parameter.Differentiated && activity.IsActive(argument))
                        {
                            yield return At(op, "SD3003", $"'{call.Callee.Name}' may write '{parameter.Name}', which it marks [NoGradient], and the method needs the derivative of what is written. Remove that mark, or pass a buffer whose derivative is not needed.");
                        }
                    }

                    break;
            }

            foreach (Finding inner in op.Regions.SelectMany(r => Check(r, roots, activity, foreign)))
            {
                yield return inner;
            }
        }
    }
}
