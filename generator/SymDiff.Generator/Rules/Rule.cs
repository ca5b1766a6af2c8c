namespace SymDiff.Generator.Rules;

/// <summary>
/// One primitive: how it prints, what it costs, and what it contributes to the adjoint of each operand.
/// <para>
/// A contribution is linear in the incoming adjoint <c>g</c>, so one formula serves both modes: reverse mode adds it to
/// the operand's adjoint, forward mode puts the operand's tangent in the place of <c>g</c> and sums over operands.
/// Formulas apply other rows, so the derivative of a rule can be differentiated again.
/// </para>
/// </summary>
internal sealed record Rule
{
    /// <summary>Unique in the table: the name formulas and the IR use, such as "Sin" or "Functions.Sigmoid".</summary>
    public required string Name { get; init; }

    /// <summary>The operands in order.</summary>
    public required IReadOnlyList<RuleParameter> Parameters { get; init; }

    /// <summary>What the primitive returns.</summary>
    public ParameterKind Result { get; init; } = ParameterKind.Floating;

    /// <summary>
    /// The contribution to each operand's adjoint, one for each parameter; null where it is always zero and for operands
    /// that are not floating.
    /// </summary>
    public required IReadOnlyList<Formula?> Partials { get; init; }

    /// <summary>
    /// Like <see cref="Partials"/>, for an operand that is the only active one. It differs at ties alone: the
    /// minimum-norm subgradient of max(x, c) at x = c is 0 when c is constant, and 1/2 each when both vary.
    /// </summary>
    public required IReadOnlyList<Formula?> PartialsWhenAlone { get; init; }

    /// <summary>
    /// Where the tangent is vertical while the value is finite, as at the root of 0: the partials are infinite there, and 0
    /// under <see cref="SingularPolicy.Zero"/>. Null where that never happens.
    /// </summary>
    public Formula? Vertical { get; init; }

    /// <summary>
    /// Where the value is finite and no derivative has a meaning, as for the angle of (0, 0): the partials are 0 there, and
    /// NaN under <see cref="SingularPolicy.Strict"/>. Null where that never happens. Every partial is then a
    /// <see cref="Formula.Conditional"/> that asks this first.
    /// </summary>
    public Formula? Undefined { get; init; }

    /// <summary>The contribution to an operand's adjoint; null where it is always zero.</summary>
    /// <param name="operand">Which operand.</param>
    /// <param name="alone">Whether it is the only active one.</param>
    /// <param name="policy">What holds at singular points.</param>
    public Formula? Contribution(int operand, bool alone, SingularPolicy policy)
    {
        Formula? partial = (alone ? PartialsWhenAlone : Partials)[operand];
        if (partial is not null && policy == SingularPolicy.Zero && Vertical is not null)
        {
            return new Formula.Conditional(Vertical, new Formula.Number("0", 0), partial);
        }

        return partial is Formula.Conditional guarded && policy == SingularPolicy.Strict && Undefined is not null
            ? new Formula.Conditional(guarded.Condition, NotANumber, guarded.WhenFalse)
            : partial;
    }

    private static readonly Formula NotANumber = Formula.Parse("StrongMul(g, NAN)");

    /// <summary>Work relative to an addition: add and multiply 1, divide and square root 4, transcendental 20.</summary>
    public required int Cost { get; init; }

    /// <summary>
    /// C# text with <c>{0}</c>, <c>{1}</c>, … for the operands and <see cref="Zero"/> for the literal; what follows the dot
    /// where there is a <see cref="Host"/>.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>"Math" or "Number" where the text is a call of a static method of theirs.</summary>
    public string? Host { get; init; }

    /// <summary>The zero of the number type, in <see cref="Text"/>.</summary>
    public const string Zero = "{zero}";

    /// <summary>
    /// The text at a number type: <c>double</c>, <c>float</c>, or a type parameter, which calls the methods that the number
    /// types share by its own name.
    /// </summary>
    public string Print(string number) => (Host, number) switch
    {
        (null, "double" or "float") => Text.Replace(Zero, "0"),
        (null, _) => Text.Replace(Zero, number + ".Zero"),
        ("Math", "double") => "global::System.Math." + Text,
        ("Math", "float") => "global::System.MathF." + Text,
        _ => number + "." + Text,
    };

    /// <summary>How tightly the printed text binds, see <see cref="Rules.Precedence"/>.</summary>
    public int Precedence { get; init; }

    /// <summary>For each operand the loosest precedence that goes into its place without parentheses.</summary>
    public required IReadOnlyList<int> OperandPrecedence { get; init; }

    /// <summary>
    /// The methods this row stands for, as family and name: "Math.Sin" is <c>System.Math</c> and <c>System.MathF</c>,
    /// "Number.Exp2" is <c>double</c> and <c>float</c>, "Functions.Relu" is <c>SymDiff.Functions</c>.
    /// </summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>The tuple element this row takes from the method's result ("Sin" of SinCos), or null.</summary>
    public string? Component { get; init; }

    /// <summary>The derivative is zero between jumps, as for Floor: worth a diagnostic (SD4006).</summary>
    public bool PiecewiseConstant { get; init; }

    /// <summary>The call itself may throw (Clamp with min above max), so an unused one is not dead code.</summary>
    public bool CanThrow { get; init; }

    /// <summary>The result is an estimate whose bits depend on the machine; the partials are those of the exact function.</summary>
    public bool IsEstimate { get; init; }

    /// <summary>How accurate the contributions are; the tests of the table hold every row to it.</summary>
    public Accuracy Accuracy { get; init; } = Accuracy.Elementary;

    /// <summary>An operand stands twice in the printed text, so it must be a name or a literal there.</summary>
    public bool RepeatsOperands =>
        Enumerable.Range(0, Parameters.Count).Any(i => Text.IndexOf($"{{{i}}}", StringComparison.Ordinal) != Text.LastIndexOf($"{{{i}}}", StringComparison.Ordinal));

    /// <summary>The symbol for the incoming adjoint.</summary>
    public const string AdjointSymbol = "g";

    /// <summary>The symbol for the primitive's result.</summary>
    public const string ResultSymbol = "r";

    /// <summary>Names are unique in the table, so the name is the identity.</summary>
    public bool Equals(Rule? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}
