using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Analysis;

/// <summary>What a call does to its arguments, by the callee's contract.</summary>
internal static class CallFacts
{
    /// <summary>Each argument with the parameter and leaf it is for.</summary>
    public static IEnumerable<(Value Argument, Parameter Parameter, Leaf Leaf)> Arguments(Callee callee, IReadOnlyList<Value> arguments)
    {
        int at = 0;
        foreach (Parameter parameter in callee.Parameters)
        {
            if (parameter.Passing == Passing.Out)
            {
                continue;
            }

            foreach (Leaf leaf in parameter.Leaves)
            {
                yield return (arguments[at++], parameter, leaf);
            }
        }
    }

    /// <summary>The arguments that derivatives may enter by.</summary>
    public static IEnumerable<Value> Differentiated(Call call) =>
        from it in Arguments(call.Callee, call.Arguments)
        where it.Parameter.Differentiated && (it.Leaf.Type.IsFloat || it.Leaf.Type.IsFloatBuffer)
        select it.Argument;

    /// <summary>The buffers that the call may write.</summary>
    public static IEnumerable<Value> Written(Call call) =>
        from it in Arguments(call.Callee, call.Arguments)
        where it.Leaf.Type.IsBuffer && it.Parameter.Written
        select it.Argument;
}
