namespace SymDiff.Generator.Rules;

/// <summary>
/// The primitives SymDiff differentiates, one row each, and the way to find them.
/// <para>
/// In a contribution, <c>g</c> is the incoming adjoint, <c>r</c> the result, every other name an operand. Where an
/// operand that the primitive accepts makes the partial infinite or NaN, the contribution is written with a strong
/// zero, <c>StrongMul</c> or <c>StrongDiv</c>, so that an adjoint of exactly 0 contributes 0; where that cannot happen
/// it stays plain. Multiplication and division themselves stay plain too: with an infinite factor or a zero divisor
/// their value is not finite either.
/// </para>
/// </summary>
internal static partial class RuleTable
{
    /// <summary>Every row, in the order of the table.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. Arithmetic(),
        .. Logic(),
        .. Powers(),
        .. Trigonometry(),
        .. Selection(),
        .. Rounding(),
        .. Representation(),
        .. RuntimeFunctions(),
    ];

    // Static initialisers run in textual order: these read All and stand after it.
    private static readonly Dictionary<string, Rule> ByName = All.ToDictionary(rule => rule.Name, StringComparer.Ordinal);

    private static readonly ILookup<string, Rule> ByMethod = All
        .SelectMany(rule => rule.Methods.Select(method => (Key: Key(method, rule.Parameters.Select(p => p.Kind)), Rule: rule)))
        .ToLookup(entry => entry.Key, entry => entry.Rule, StringComparer.Ordinal);

    /// <summary>The row of that name, or null.</summary>
    public static Rule? Find(string name) => ByName.TryGetValue(name, out Rule? rule) ? rule : null;

    /// <summary>The row a method stands for, or null. Methods that return tuples have one row for each element and are
    /// found by <see cref="FindTupleMethod"/>.</summary>
    /// <param name="containingType">"System.Math", "System.MathF", "double", "float" or "SymDiff.Functions".</param>
    /// <param name="method">The method's name.</param>
    /// <param name="parameterTypes">Types of its parameters: "double", "float", "int", "System.MidpointRounding".</param>
    public static Rule? FindMethod(string containingType, string method, IReadOnlyList<string> parameterTypes) =>
        Overload(containingType, method, parameterTypes).FirstOrDefault(rule => rule.Component is null);

    /// <summary>The rows of a method that returns a tuple, such as SinCos, in the order of its elements; else empty.</summary>
    /// <inheritdoc cref="FindMethod" path="/param"/>
    public static IReadOnlyList<Rule> FindTupleMethod(string containingType, string method, IReadOnlyList<string> parameterTypes) =>
        [.. Overload(containingType, method, parameterTypes).Where(rule => rule.Component is not null)];

    private static IEnumerable<Rule> Overload(string containingType, string method, IReadOnlyList<string> parameterTypes)
    {
        string? family = containingType switch
        {
            "System.Math" or "System.MathF" => "Math",
            "double" or "float" or "System.Double" or "System.Single" => "Number",
            "SymDiff.Functions" => "Functions",
            _ => null,
        };
        bool oneNumberType = parameterTypes.Where(type => type is "double" or "float").Distinct().Count() == 1;
        return family is null || !oneNumberType ? [] : ByMethod[Key($"{family}.{method}", parameterTypes.Select(KindOf))];
    }

    private static ParameterKind? KindOf(string type) => type switch
    {
        "double" or "float" => ParameterKind.Floating,
        "int" => ParameterKind.Integer,
        "System.MidpointRounding" => ParameterKind.Rounding,
        _ => null,
    };

    private static string Key(string method, IEnumerable<ParameterKind> kinds) => Key(method, kinds.Select(kind => (ParameterKind?)kind));

    private static string Key(string method, IEnumerable<ParameterKind?> kinds) => $"{method}({string.Join(", ", kinds)})";
}
