using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

/// <summary>
/// The contracts of the <c>FJvp</c> that takes several directions and of the sweep behind it, which takes eight.
/// </summary>
internal static class SeveralDirections
{
    /// <summary>
    /// What the marked method takes, then <c>directions</c>, then for each differentiated parameter its tangents, and for
    /// what is returned its own: row-major, a row for each direction.
    /// </summary>
    public static Callee Rows(Callee callee)
    {
        var names = new Names(callee);
        List<Parameter> added = [new Parameter(names.Free("directions"), IrType.Int32.Name, Passing.Value, [new Leaf("", IrType.Int32)], false, false)];
        foreach (Parameter parameter in callee.Parameters.Where(static p => p.Differentiated))
        {
            bool changes = parameter.Passing is Passing.Ref or Passing.Out || (parameter.IsBuffer && !parameter.Leaves[0].Type.IsReadOnly);
            added.Add(Span(names.Free(parameter.Name + "Tangents"), NumberOf(parameter.Leaves), changes));
        }

        if (callee.Returns.Any(IsMoving))
        {
            added.Add(Span(names.Free("resultTangents"), NumberOf(callee.Returns), written: true));
        }

        return With(callee, added);
    }

    /// <summary>
    /// What the marked method takes, then lanes: a <c>direction</c> over the numbers of all differentiated parameters, and
    /// the <c>tangents</c> of its <see cref="Outputs"/>.
    /// </summary>
    public static Callee Eight(Callee callee)
    {
        var names = new Names(callee);
        IrType lanes = Element(callee).Widened;
        return With(callee, [Span(names.Free("direction"), lanes, written: false), Span(names.Free("tangents"), lanes, written: true)]);
    }

    /// <summary>The type of one lane: <c>float</c> where all numbers of the method are.</summary>
    public static IrType Element(Callee callee) => NumberOf(callee.Parameters.Where(static p => p.Differentiated).SelectMany(static p => p.Leaves).Concat(callee.Returns));

    /// <summary>Numbers whose tangents the sweep gives, end to end.</summary>
    /// <param name="Owner">The parameter they leave by; null for the result.</param>
    /// <param name="Leaf">The part of it; a buffer has as many as it has elements.</param>
    internal sealed record Output(Parameter? Owner, Leaf Leaf);

    /// <summary>
    /// Those of the result, of <c>ref</c> and <c>out</c> parameters, and of buffers that the method may write; where it has
    /// none of these, of all that it could write.
    /// </summary>
    public static IReadOnlyList<Output> Outputs(Callee callee)
    {
        List<Output> outputs = [.. callee.Returns.Where(IsMoving).Select(static l => new Output(null, l))];
        outputs.AddRange(
            from parameter in callee.Parameters
            where parameter is { Differentiated: true, IsBuffer: false, Passing: Passing.Ref or Passing.Out }
            from leaf in parameter.Leaves
            where IsMoving(leaf)
            select new Output(parameter, leaf));
        bool all = outputs.Count == 0;
        outputs.AddRange(callee.Parameters
            .Where(p => p is { Differentiated: true, IsBuffer: true } && !p.Leaves[0].Type.IsReadOnly && (all || p.Written))
            .Select(static p => new Output(p, p.Leaves[0])));
        return outputs;
    }

    /// <summary>The type of numbers that stand in one row: <c>double</c> when they mix.</summary>
    public static IrType NumberOf(IEnumerable<Leaf> leaves)
    {
        IrType[] types = [.. leaves.Where(IsMoving).Select(static l => l.Type.Element ?? l.Type).Distinct()];
        return types.Length == 1 ? types[0] : IrType.Double;
    }

    private static bool IsMoving(Leaf leaf) => leaf.Type.IsFloat || leaf.Type.IsFloatBuffer;

    private static Callee With(Callee callee, IEnumerable<Parameter> added) => callee with
    {
        Parameters = [.. callee.Parameters.Select(static p => p with { Differentiated = false }), .. added],
    };

    private static Parameter Span(string name, IrType element, bool written)
    {
        IrType type = written ? IrType.Span(element) : IrType.ReadOnlySpan(element);
        return new Parameter(name, type.Name, Passing.Value, [new Leaf("", type)], false, written);
    }

    private sealed class Names(Callee callee)
    {
        private readonly HashSet<string> taken = new(callee.Parameters.Select(static p => p.Name), StringComparer.Ordinal);

        public string Free(string wish)
        {
            string name = wish;
            for (int i = 2; !taken.Add(name); i++)
            {
                name = wish + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            return name;
        }
    }
}
