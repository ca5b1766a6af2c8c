namespace SymDiff.Generator.Rules;

/// <summary>
/// The right-hand side of a derivative rule: a small expression tree over the operands, the result <c>r</c> and the
/// incoming adjoint <c>g</c>. A formula has no type of its own. It is read at the number type T of the operands when
/// it is lowered: literals are literals of T, and an integer parameter used in arithmetic is converted to T.
/// </summary>
internal abstract record Formula
{
    private Formula()
    {
    }

    /// <summary>Reads a formula in C# syntax and precedence.</summary>
    /// <param name="text">Numbers, names, <c>+ - * /</c>, comparisons, <c>&amp;&amp; ||</c>, <c>?:</c>, calls.</param>
    /// <exception cref="FormatException">The text is no formula; the message gives position and expectation.</exception>
    public static Formula Parse(string text) => new FormulaParser(text).Parse();

    /// <summary>The symbols the formula mentions, each once, in order of first mention.</summary>
    public IReadOnlyList<string> Symbols() =>
        [.. Flatten().OfType<Symbol>().Select(symbol => symbol.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>The rules the formula applies by name, each once, in order of first mention.</summary>
    public IReadOnlyList<string> Functions() =>
        [.. Flatten().OfType<Apply>().Select(apply => apply.Function).Distinct(StringComparer.Ordinal)];

    /// <summary>The C# text of the formula with the parentheses it needs and no others.</summary>
    public sealed override string ToString() => Print(Precedence.Any);

    /// <summary>The formula's immediate parts, left to right.</summary>
    protected abstract IReadOnlyList<Formula> Parts { get; }

    /// <summary>How tightly the outermost operator binds, see <see cref="Rules.Precedence"/>.</summary>
    protected abstract int Binding { get; }

    /// <summary>The text without parentheses around it.</summary>
    protected abstract string Bare { get; }

    private IEnumerable<Formula> Flatten() => Parts.SelectMany(part => part.Flatten()).Prepend(this);

    private string Print(int limit) => Binding <= limit ? Bare : $"({Bare})";

    /// <summary>A literal. <paramref name="Text"/> is its invariant C# text, <paramref name="Value"/> its value.</summary>
    public sealed record Number(string Text, double Value) : Formula
    {
        protected override IReadOnlyList<Formula> Parts => [];

        protected override int Binding => Precedence.Primary;

        protected override string Bare => Text;
    }

    /// <summary>An operand of the rule, <c>r</c> for its result, or <c>g</c> for the incoming adjoint.</summary>
    public sealed record Symbol(string Name) : Formula
    {
        protected override IReadOnlyList<Formula> Parts => [];

        protected override int Binding => Precedence.Primary;

        protected override string Bare => Name;
    }

    /// <summary>Unary minus.</summary>
    public sealed record Negate(Formula Operand) : Formula
    {
        protected override IReadOnlyList<Formula> Parts => [Operand];

        protected override int Binding => Precedence.Unary;

        protected override string Bare => "-" + Operand.Print(Precedence.Primary);
    }

    /// <summary>A binary operator, by its C# token: arithmetic, a comparison, or a logical connective.</summary>
    public sealed record Binary(string Operator, Formula Left, Formula Right) : Formula
    {
        protected override IReadOnlyList<Formula> Parts => [Left, Right];

        protected override int Binding => Precedence.OfOperator(Operator);

        protected override string Bare => $"{Left.Print(Binding)} {Operator} {Right.Print(Binding - 1)}";
    }

    /// <summary><paramref name="WhenTrue"/> where <paramref name="Condition"/> holds, else <paramref name="WhenFalse"/>.</summary>
    public sealed record Conditional(Formula Condition, Formula WhenTrue, Formula WhenFalse) : Formula
    {
        protected override IReadOnlyList<Formula> Parts => [Condition, WhenTrue, WhenFalse];

        protected override int Binding => Precedence.Conditional;

        protected override string Bare =>
            $"{Condition.Print(Binding - 1)} ? {WhenTrue.Print(Binding)} : {WhenFalse.Print(Binding)}";
    }

    /// <summary>The row of the rule table called <paramref name="Function"/>, applied to arguments.</summary>
    public sealed record Apply(string Function, IReadOnlyList<Formula> Arguments) : Formula
    {
        protected override IReadOnlyList<Formula> Parts => Arguments;

        protected override int Binding => Precedence.Primary;

        protected override string Bare => $"{Function}({string.Join(", ", Arguments)})";

        /// <summary>Compares argument by argument, where the record default would compare the lists by reference.</summary>
        public bool Equals(Apply? other) =>
            other is not null && Function == other.Function && Arguments.SequenceEqual(other.Arguments);

        public override int GetHashCode() =>
            Arguments.Aggregate(StringComparer.Ordinal.GetHashCode(Function), (hash, part) => unchecked((hash * 31) + part.GetHashCode()));
    }
}
