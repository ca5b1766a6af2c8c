using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

/// <summary>
/// The contracts of <c>FHessianVectorProduct</c> and <c>FHessian</c>: what the marked method takes and returns, and after
/// that spans over the numbers of all its differentiated parameters laid end to end.
/// </summary>
internal static class SecondOrder
{
    /// <summary>The type of those numbers: that of all parameters, <c>double</c> when types mix.</summary>
    public static IrType Element(Callee callee)
    {
        IrType[] types = [.. callee.Parameters.Where(static p => p.Differentiated && p.Passing != Passing.Out)
            .SelectMany(static p => p.Leaves)
            .Where(static l => l.Type.IsFloat || l.Type.IsFloatBuffer)
            .Select(static l => l.Type.Element ?? l.Type).Distinct()];
        return types.Length == 1 ? types[0] : IrType.Double;
    }

    /// <summary>With <c>direction</c>, <c>gradient</c> and <c>product</c>.</summary>
    public static Callee Product(Callee callee) => With(callee, ("direction", false), ("gradient", true), ("product", true));

    /// <summary>With <c>gradient</c> and <c>hessian</c>.</summary>
    public static Callee Hessian(Callee callee) => With(callee, ("gradient", true), ("hessian", true));

    private static Callee With(Callee callee, params (string Name, bool Written)[] added)
    {
        var taken = new HashSet<string>(callee.Parameters.Select(static p => p.Name).Concat(callee.TypeArguments), StringComparer.Ordinal);
        IrType element = Element(callee);
        Parameter Span(string wish, bool written)
        {
            string name = wish;
            for (int i = 2; !taken.Add(name); i++)
            {
                name = wish + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            IrType type = written ? IrType.Span(element) : IrType.ReadOnlySpan(element);
            return new Parameter(name, type.Name, Passing.Value, [new Leaf("", type)], false, written);
        }

        return callee with
        {
            Parameters = [.. callee.Parameters.Select(static p => p with { Differentiated = false }), .. added.Select(p => Span(p.Name, p.Written))],
        };
    }
}
