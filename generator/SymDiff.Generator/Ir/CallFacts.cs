namespace SymDiff.Generator.Ir;

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

    /// <summary>The arguments that derivatives may enter by. The destinations of a gradient are overwritten, and never read.</summary>
    public static IEnumerable<Value> Differentiated(Call call) =>
        from it in Arguments(call.Primal?.Function.Signature ?? call.Callee, call.Arguments)
        where it.Parameter.Differentiated && (it.Leaf.Type.IsFloat || it.Leaf.Type.IsFloatBuffer)
        select it.Argument;

    /// <summary>What goes into a call by reference, and the value that comes out there.</summary>
    public static IEnumerable<(Value Output, Value Input)> InOut(Op op)
    {
        switch (op)
        {
            case Call call:
                return References(call.Callee, call.Arguments, call.Outputs);
            case TangentCall call:
                Parameter[] referred = [.. call.Callee.Parameters.Where(static p => p.Passing is Passing.Ref or Passing.Out)];
                int tangent = call.Callee.Returns.Count + referred.Sum(static p => p.Leaves.Count) + call.Callee.Returns.Count(IsMoving);
                int given = 0;
                var pairs = References(call.Callee, call.Arguments, call.Outputs).ToList();
                foreach (Parameter parameter in call.Callee.Parameters.Where(static p => p.Differentiated))
                {
                    foreach (Leaf _ in parameter.Leaves.Where(IsMoving))
                    {
                        Value? entry = parameter.Passing == Passing.Out ? null : call.Tangents[given++];
                        Value? exit = parameter.Passing is Passing.Ref or Passing.Out ? call.Outputs[tangent++] : null;
                        if (entry is not null && exit is not null)
                        {
                            pairs.Add((exit, entry));
                        }
                    }
                }

                return pairs;
            case BackwardCall call:
                return Adjoints(call).Select(static it => (it.Output, it.Input));
            default:
                return [];
        }
    }

    /// <summary>
    /// The adjoints of numbers that a backward half is given by reference, and what they become: one of a number by value is
    /// added to, that of a reference is replaced.
    /// </summary>
    public static IEnumerable<(Value Output, Value Input, Parameter Parameter)> Adjoints(BackwardCall call)
    {
        int output = 0, adjoint = 0;
        foreach (Parameter parameter in call.Callee.Parameters.Where(static p => p.Differentiated))
        {
            foreach (Leaf leaf in parameter.Leaves.Where(IsMoving))
            {
                Value start = call.Adjoints[adjoint++];
                if (leaf.Type.IsFloat && parameter.Passing != Passing.Out)
                {
                    yield return (call.Outputs[output++], start, parameter);
                }
            }
        }
    }

    private static bool IsMoving(Leaf leaf) => leaf.Type.IsFloat || leaf.Type.IsFloatBuffer;

    private static IEnumerable<(Value Output, Value Input)> References(Callee callee, IReadOnlyList<Value> arguments, IReadOnlyList<Value> outputs)
    {
        int argument = 0, output = callee.Returns.Count;
        foreach (Parameter parameter in callee.Parameters)
        {
            foreach (Leaf _ in parameter.Leaves)
            {
                Value? input = parameter.Passing == Passing.Out ? null : arguments[argument++];
                Value? result = parameter.Passing is Passing.Ref or Passing.Out ? outputs[output++] : null;
                if (input is not null && result is not null)
                {
                    yield return (result, input);
                }
            }
        }
    }

    /// <summary>The buffers that the call may write.</summary>
    public static IEnumerable<Value> Written(Call call) =>
        from it in Arguments(call.Callee, call.Arguments)
        where it.Leaf.Type.IsBuffer && it.Parameter.Written
        select it.Argument;
}
