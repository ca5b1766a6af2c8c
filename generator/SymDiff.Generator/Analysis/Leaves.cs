using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Analysis;

/// <summary>A number or buffer of a differentiated parameter.</summary>
/// <param name="Entry">Its value on entry; null for <c>out</c>.</param>
/// <param name="Exit">Its value on return, for <c>ref</c> and <c>out</c>.</param>
internal sealed record MovingLeaf(Parameter Parameter, Leaf Leaf, Value? Entry, Value? Exit);

/// <summary>The parts of a function's parameters and results, with the values that stand for them.</summary>
/// <param name="Moving">The floating-point leaves of differentiated parameters, in order.</param>
/// <param name="MovingYields">Which yields have tangents: floating-point results, then such <c>ref</c> and <c>out</c> leaves.</param>
/// <param name="Shared">The arguments that both halves of the split pair are given.</param>
internal sealed record Leaves(IReadOnlyList<MovingLeaf> Moving, IReadOnlyList<int> MovingYields, IReadOnlyList<Value> Shared)
{
    public static Leaves Of(Function function)
    {
        var moving = new List<MovingLeaf>();
        var yields = new List<int>();
        var shared = new List<Value>();
        int argument = 0, output = 0;
        foreach (Leaf leaf in function.Signature.Returns)
        {
            if (IsMoving(leaf))
            {
                yields.Add(output);
            }

            output++;
        }

        foreach (Parameter parameter in function.Signature.Parameters)
        {
            foreach (Leaf leaf in parameter.Leaves)
            {
                Value? entry = parameter.Passing == Passing.Out ? null : function.Body.Arguments[argument++];
                Value? exit = parameter.Passing is Passing.Ref or Passing.Out ? function.Body.Yields[output] : null;
                if (entry is not null && exit is null)
                {
                    shared.Add(entry);
                }

                if (parameter.Differentiated && IsMoving(leaf))
                {
                    moving.Add(new MovingLeaf(parameter, leaf, entry, exit));
                    if (exit is not null)
                    {
                        yields.Add(output);
                    }
                }

                if (exit is not null)
                {
                    output++;
                }
            }
        }

        return new Leaves(moving, yields, shared);
    }

    private static bool IsMoving(Leaf leaf) => leaf.Type.IsFloat || leaf.Type.IsFloatBuffer;
}
