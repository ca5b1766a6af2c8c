using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Emit;

/// <summary>Prints partial derivatives as formulas, as in <c>∂F/∂x = 2 * x</c>: what is shown on hover speaks of parameters alone.</summary>
internal static class ClosedForm
{
    public static IReadOnlyList<string> Print(Region formulas, Callee callee)
    {
        var leaves = callee.Parameters.SelectMany(static p => p.Leaves.Select(l => (Parameter: p, Name: p.Name + l.Path, Leaf: l))).ToList();
        var names = formulas.Arguments.Zip(leaves, static (value, leaf) => (value, leaf.Name)).ToDictionary(static it => it.value, static it => it.Name);
        var expressions = new Expressions(Folding.Whole(formulas.Ops), value => names[value], new CodeWriter());
        return [.. leaves
            .Where(static it => it.Parameter.Differentiated && Signature.IsMoving(it.Leaf))
            .Zip(formulas.Yields, (it, derivative) => "∂" + callee.Name + "/∂" + it.Name + " = " + expressions.Print(derivative))];
    }
}
