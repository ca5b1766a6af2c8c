using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;

namespace SymDiff.Generator.Analysis;

/// <summary>
/// Which values need a derivative. A value is <em>varied</em> when it depends on a differentiated input, <em>useful</em>
/// when an output depends on it, and <em>active</em> when it is both (Hascoët, Naumann and Pascual, To be recorded
/// analysis in reverse-mode automatic differentiation, 2005). Memory is followed by root, without regard to order.
/// </summary>
internal sealed class Activity
{
    private readonly Function function;
    private readonly Roots roots;
    private readonly HashSet<Value> varied = [];
    private readonly HashSet<Value> useful = [];
    private bool changed;

    private Activity(Function function, Roots roots)
    {
        this.function = function;
        this.roots = roots;
    }

    /// <param name="returnOnly">Whether the returned number is the only output that counts, as for a gradient.</param>
    public static Activity Of(Function function, Roots roots, bool returnOnly)
    {
        var activity = new Activity(function, roots);
        activity.Seed(returnOnly);
        activity.Iterate(() => activity.Forward(function.Body));
        activity.Iterate(() => activity.Backward(function.Body));
        return activity;
    }

    /// <summary>For a buffer: whether its memory holds active values.</summary>
    public bool IsActive(Value value) => IsVaried(value) && (value.Type.IsBuffer ? roots[value].Any(useful.Contains) : useful.Contains(value));

    public bool IsVaried(Value value) => value.Type.IsBuffer
        ? value.Type.IsFloatBuffer && roots[value].Any(varied.Contains)
        : value.Type.IsFloat && varied.Contains(value);

    /// <summary>Whether a call has to be run backwards.</summary>
    public bool IsActive(Call call) => HasVariedInput(call) && HasUsefulOutput(call);

    private void Seed(bool returnOnly)
    {
        int at = 0;
        foreach (Parameter parameter in function.Signature.Parameters.Where(static p => p.Passing != Passing.Out))
        {
            foreach (Leaf leaf in parameter.Leaves)
            {
                Value value = function.Body.Arguments[at++];
                if (parameter.Differentiated && (leaf.Type.IsFloat || leaf.Type.IsFloatBuffer))
                {
                    varied.Add(value);
                    if (leaf.Type.IsBuffer && !returnOnly)
                    {
                        useful.Add(value);
                    }
                }
            }
        }

        at = 0;
        foreach (Leaf leaf in function.Signature.Returns)
        {
            SeedOutput(function.Body.Yields[at++], leaf);
        }

        foreach (Parameter parameter in function.Signature.Parameters.Where(static p => p.Passing is Passing.Ref or Passing.Out))
        {
            foreach (Leaf leaf in parameter.Leaves)
            {
                Value value = function.Body.Yields[at++];
                if (parameter.Differentiated && !returnOnly)
                {
                    SeedOutput(value, leaf);
                }
            }
        }
    }

    private void SeedOutput(Value value, Leaf leaf)
    {
        if (leaf.Type.IsFloat)
        {
            useful.Add(value);
        }
        else if (leaf.Type.IsFloatBuffer)
        {
            useful.UnionWith(roots[value]);
        }
    }

    private void Iterate(Action pass)
    {
        do
        {
            changed = false;
            pass();
        }
        while (changed);
    }

    // Varied: forwards

    private void Vary(Value value)
    {
        if (value.Type.IsFloat)
        {
            changed |= varied.Add(value);
        }
        else if (value.Type.IsFloatBuffer)
        {
            foreach (Value root in roots[value])
            {
                changed |= varied.Add(root);
            }
        }
    }

    private void VaryFrom(Value target, Value source)
    {
        if (IsVaried(source))
        {
            Vary(target);
        }
    }

    private void Forward(Region region)
    {
        foreach (Op op in region.Ops)
        {
            switch (op)
            {
                case Apply apply when apply.Arguments.Where((a, i) => IsVaried(a) && Passes(apply, i)).Any():
                    Vary(apply.Result);
                    break;
                case Opaque { Input: not null, Result: { } input }:
                    Vary(input);
                    break;
                case Load load:
                    VaryFrom(load.Result, load.Buffer);
                    break;
                case Store store:
                    VaryFrom(store.Buffer, store.Value);
                    break;
                case Call call when HasVariedInput(call):
                    foreach (Value output in call.Outputs.Concat(CallFacts.Written(call)))
                    {
                        Vary(output);
                    }

                    break;
                case If branch:
                    Forward(branch.Then);
                    Forward(branch.Else);
                    for (int i = 0; i < branch.Outputs.Count; i++)
                    {
                        VaryFrom(branch.Outputs[i], branch.Then.Yields[i]);
                        VaryFrom(branch.Outputs[i], branch.Else.Yields[i]);
                    }

                    break;
                case For loop:
                    ForwardLoop(loop.Inits, loop.Body, 1, loop.Outputs);
                    break;
                case While loop:
                    ForwardLoop(loop.Inits, loop.Body, 0, loop.Outputs);
                    ForwardLoop(loop.Inits, loop.Test, 0, []);
                    break;
            }
        }
    }

    private void ForwardLoop(IReadOnlyList<Value> inits, Region body, int firstCarried, IReadOnlyList<Value> outputs)
    {
        for (int i = 0; i < inits.Count; i++)
        {
            VaryFrom(body.Arguments[i + firstCarried], inits[i]);
        }

        Forward(body);
        for (int i = 0; i < outputs.Count; i++)
        {
            VaryFrom(body.Arguments[i + firstCarried], body.Yields[i]);
            VaryFrom(outputs[i], inits[i]);
            VaryFrom(outputs[i], body.Yields[i]);
        }
    }

    // Useful: backwards

    private void Use(Value value)
    {
        if (value.Type.IsFloat)
        {
            changed |= useful.Add(value);
        }
        else if (value.Type.IsFloatBuffer)
        {
            foreach (Value root in roots[value])
            {
                changed |= useful.Add(root);
            }
        }
    }

    public bool IsUseful(Value value) => value.Type.IsBuffer ? roots[value].Any(useful.Contains) : useful.Contains(value);

    private void UseFrom(Value source, Value target)
    {
        if (IsUseful(target))
        {
            Use(source);
        }
    }

    private void Backward(Region region)
    {
        foreach (Op op in region.Ops.Reverse())
        {
            switch (op)
            {
                case Apply apply when IsUseful(apply.Result):
                    for (int i = 0; i < apply.Arguments.Count; i++)
                    {
                        if (Passes(apply, i))
                        {
                            Use(apply.Arguments[i]);
                        }
                    }

                    break;
                case Load load:
                    UseFrom(load.Buffer, load.Result);
                    break;
                case Store store:
                    UseFrom(store.Value, store.Buffer);
                    break;
                case Call call when HasUsefulOutput(call):
                    foreach (Value argument in CallFacts.Differentiated(call))
                    {
                        Use(argument);
                    }

                    break;
                case If branch:
                    for (int i = 0; i < branch.Outputs.Count; i++)
                    {
                        UseFrom(branch.Then.Yields[i], branch.Outputs[i]);
                        UseFrom(branch.Else.Yields[i], branch.Outputs[i]);
                    }

                    Backward(branch.Else);
                    Backward(branch.Then);
                    break;
                case For loop:
                    BackwardLoop(loop.Inits, loop.Body, 1, loop.Outputs);
                    break;
                case While loop:
                    BackwardLoop(loop.Inits, loop.Body, 0, loop.Outputs);
                    break;
            }
        }
    }

    private void BackwardLoop(IReadOnlyList<Value> inits, Region body, int firstCarried, IReadOnlyList<Value> outputs)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            UseFrom(body.Yields[i], outputs[i]);
            UseFrom(body.Yields[i], body.Arguments[i + firstCarried]);
        }

        Backward(body);
        for (int i = 0; i < outputs.Count; i++)
        {
            UseFrom(inits[i], outputs[i]);
            UseFrom(inits[i], body.Arguments[i + firstCarried]);
        }
    }

    private bool HasVariedInput(Call call) => call.Callee is { HasModules: true, DiscardsModules: false } || call.Primal is { HasInputs: true } || CallFacts.Differentiated(call).Any(IsVaried);

    private bool HasUsefulOutput(Call call) => call.Outputs.Any(IsUseful) || CallFacts.Written(call).Any(IsUseful);

    /// <summary>Whether a derivative passes from an operand to the result.</summary>
    public static bool Passes(Apply apply, int operand) => apply.Function switch
    {
        Intrinsics.Copy or Intrinsics.Convert => apply.Result.Type.IsFloat,
        Intrinsics.Select => true,
        Intrinsics.StraightThrough => operand == 1,
        Intrinsics.StopGradient or Intrinsics.Length or Intrinsics.Rows or Intrinsics.Columns or Intrinsics.At => false,
        UserRule.Function => UserRule.Parse(apply.Attribute).HasPartial(operand),
        _ => apply.Result.Type.IsFloat && RuleTable.Find(apply.Function)?.Partials[operand] is not null,
    };
}
