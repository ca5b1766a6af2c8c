namespace SymDiff.Generator.Ir;

/// <summary>
/// The contracts of <c>FHessianVectorProduct</c> and <c>FHessian</c>: what the marked method takes and returns, and after
/// that spans over the numbers of all its differentiated parameters laid end to end.
/// </summary>
internal static class SecondOrder
{
    /// <summary>The type of those numbers: that of all parameters, <c>double</c> when types mix.</summary>
    public static IrType Element(Callee callee) => SeveralDirections.NumberOf(callee.Parameters
        .Where(static p => p.Differentiated && p.Passing != Passing.Out)
        .SelectMany(static p => p.Leaves)
        .Concat(callee.Modules.Select(static module => new Leaf("", module.Type.Element))));

    /// <summary>With <c>direction</c>, <c>gradient</c> and <c>product</c>.</summary>
    public static Callee Product(Callee callee) => new Contract(callee)
        .Span("direction", Element(callee), written: false)
        .Span("gradient", Element(callee), written: true)
        .Span("product", Element(callee), written: true)
        .Build();

    /// <summary>With <c>gradient</c> and <c>hessian</c>.</summary>
    public static Callee Hessian(Callee callee) => new Contract(callee)
        .Span("gradient", Element(callee), written: true)
        .Span("hessian", Element(callee), written: true)
        .Build();
}
