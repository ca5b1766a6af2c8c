namespace SymDiff.Generator.Ir;

/// <summary>The contracts of <c>FDerivative2</c> to <c>FDerivative5</c>: what the marked method takes; the value and its derivatives.</summary>
internal static class Orders
{
    /// <summary>The highest order that is emitted.</summary>
    public const int Most = 5;

    private static readonly string[] Names = ["Value", "First", "Second", "Third", "Fourth", "Fifth"];

    /// <summary>Whether a method is a function of one number: the others are constants of differentiation, and none comes back.</summary>
    public static bool Fit(Callee callee) => callee.ReturnsNumber
        && callee.Parameters.All(static p => p.Passing is Passing.Value or Passing.In)
        && callee.Parameters.Count(static p => p.Differentiated) == 1
        && callee.Parameters.Single(static p => p.Differentiated) is { IsAggregate: false, IsBuffer: false };

    /// <summary>The contract of one of them.</summary>
    public static Callee Contract(Callee callee, int order) => callee with
    {
        ReturnType = "(" + string.Join(", ", Names.Take(order + 1).Select(name => callee.ReturnType + " " + name)) + ")",
        Returns = [.. Names.Take(order + 1).Select(name => new Leaf("." + name, callee.Returns[0].Type))],
        Assembly = "(" + string.Join(", ", Enumerable.Range(0, order + 1).Select(static i => "{" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}")) + ")",
        Parameters = [.. callee.Parameters.Select(static p => p with { Differentiated = false })],
    };
}
