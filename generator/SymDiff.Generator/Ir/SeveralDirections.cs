namespace SymDiff.Generator.Ir;

/// <summary>
/// The contracts of the <c>FJvp</c> that takes several directions and of the sweep behind it, which takes eight.
/// </summary>
internal static class SeveralDirections
{
    /// <summary>
    /// What the marked method takes, then <c>directions</c>, then for each differentiated parameter its tangents, for the
    /// module that it is called on those of its parameters, and for what is returned its own: row-major, a row for each direction.
    /// </summary>
    public static Callee Rows(Callee callee)
    {
        Contract contract = new Contract(callee).Add("directions", IrType.Int32);
        foreach (Parameter parameter in callee.Parameters.Where(static p => p.Differentiated))
        {
            if (parameter.IsModule)
            {
                contract.Span(parameter.Name + "Tangents", parameter.Module!.Element, written: false);
                continue;
            }

            bool changes = parameter.Passing is Passing.Ref or Passing.Out || (parameter.IsBuffer && !parameter.Leaves[0].Type.IsReadOnly);
            contract.Span(parameter.Name + "Tangents", NumberOf(parameter.Leaves), changes);
        }

        if (callee.Self is { } self)
        {
            contract.Span("tangents", self.Element, written: false);
        }

        return (callee.Returns.Any(IsMoving) ? contract.Span("resultTangents", NumberOf(callee.Returns), written: true) : contract).Build();
    }

    /// <summary>
    /// What the marked method takes, then lanes: a <c>direction</c> over the numbers of all differentiated parameters, and
    /// the <c>tangents</c> of its <see cref="Outputs"/>.
    /// </summary>
    public static Callee Eight(Callee callee) => new Contract(callee)
        .Span("direction", Element(callee).Widened, written: false)
        .Span("tangents", Element(callee).Widened, written: true)
        .Build();

    /// <summary>The type of one lane: <c>float</c> where all numbers of the method are.</summary>
    public static IrType Element(Callee callee) => NumberOf(callee.Parameters.Where(static p => p.Differentiated).SelectMany(static p => p.Leaves).Concat(callee.Returns));

    /// <summary>Numbers that a method gives out, end to end.</summary>
    /// <param name="Owner">The parameter they leave by; null for the result.</param>
    /// <param name="Leaf">The part of it; a buffer has as many as it has elements.</param>
    internal sealed record Output(Parameter? Owner, Leaf Leaf);

    /// <summary>
    /// What a Jacobian has rows for: the result, <c>ref</c> and <c>out</c> parameters, or, where there are none, all buffers
    /// that the method could write.
    /// </summary>
    public static IReadOnlyList<Output> JacobianRows(Callee callee)
    {
        List<Output> numbers =
        [
            .. callee.Returns.Where(IsMoving).Select(static l => new Output(null, l)),
            .. from parameter in callee.Parameters
               where parameter is { Differentiated: true, IsBuffer: false, Passing: Passing.Ref or Passing.Out }
               from leaf in parameter.Leaves
               where IsMoving(leaf)
               select new Output(parameter, leaf),
        ];
        return numbers.Count > 0 ? numbers : [.. Writable(callee)];
    }

    /// <summary>What the sweep gives tangents of: the rows of a Jacobian, and behind them all else that the method may write.</summary>
    public static IReadOnlyList<Output> Outputs(Callee callee)
    {
        IReadOnlyList<Output> rows = JacobianRows(callee);
        return [.. rows, .. Writable(callee).Where(output => output.Owner!.Written && !rows.Contains(output))];
    }

    /// <summary>The columns of one row that a sweep along eight of them is worth.</summary>
    /// <remarks>
    /// It costs about three times the method, a backward half with its copy of the cache about one and a half times: an estimate.
    /// </remarks>
    public const int ColumnsPerRow = 4;

    /// <summary>Whether a Jacobian goes by columns; null where that depends on the lengths of buffers.</summary>
    public static bool? ByColumns(Callee callee)
    {
        int? rows = Count(JacobianRows(callee).Select(static o => o.Leaf));
        int? columns = Count(callee.Parameters.Where(static p => p.Differentiated && p.Passing != Passing.Out).SelectMany(static p => p.Leaves).Where(IsMoving));
        return rows == 1 ? false : rows is null || columns is null ? null : columns <= ColumnsPerRow * rows;
    }

    /// <summary>The type of numbers that stand in one row: <c>double</c> when they mix.</summary>
    public static IrType NumberOf(IEnumerable<Leaf> leaves)
    {
        IrType[] types = [.. leaves.Where(IsMoving).Select(static l => l.Type.Element ?? l.Type).Distinct()];
        return types.Length == 1 ? types[0] : IrType.Double;
    }

    private static bool IsMoving(Leaf leaf) => leaf.Type.IsFloat || leaf.Type.IsFloatBuffer;

    private static IEnumerable<Output> Writable(Callee callee) => callee.Parameters
        .Where(static p => p is { Differentiated: true, IsBuffer: true } && !p.Leaves[0].Type.IsReadOnly)
        .Select(static p => new Output(p, p.Leaves[0]));

    private static int? Count(IEnumerable<Leaf> leaves)
    {
        Leaf[] all = [.. leaves];
        return all.Any(static l => l.Type.IsBuffer) ? null : all.Length;
    }
}
