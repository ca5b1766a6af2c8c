namespace SymDiff.Generator.Tests.FrontEnd;

public sealed class ExpressionTests
{
    [Fact]
    public void Straight_line_code_keeps_the_names_of_its_variables() => Lowered.Gives(
        """
        [Differentiable] static double F(double x, double y)
        {
            double sum = x + y;
            return sum * Math.Exp(-x);
        }
        """,
        """
        t1 = add(x, y)
        sum = copy(t1)
        t2 = neg(x)
        t3 = Exp(t2)
        t4 = mul(sum, t3)
        yield t4
        """);

    [Fact]
    public void Compound_assignment_reads_its_target_before_the_right_side() => Lowered.Gives(
        "[Differentiable] static double F(double x) { x += (x = 3) * x; return x; }",
        """
        x2 = copy(3)
        t1 = mul(x2, x2)
        t2 = add(x, t1)
        x3 = copy(t2)
        yield x3
        """);

    [Fact]
    public void Increments_give_the_value_before_or_after() => Lowered.Gives(
        "[Differentiable] static double F(double x) { double y = x++; return y - --x; }",
        """
        t1 = add(x, 1)
        x2 = copy(t1)
        y = copy(x)
        t2 = sub(x2, 1)
        x3 = copy(t2)
        t3 = sub(y, x3)
        yield t3
        """);

    [Fact]
    public void A_swap_by_deconstruction_evaluates_all_right_sides_first() => Lowered.Gives(
        "[Differentiable] static double F(double p, double q) { (p, q) = (q, p + q); return p - q; }",
        """
        t1 = add(p, q)
        p2 = copy(q)
        q2 = copy(t1)
        t2 = sub(p2, q2)
        yield t2
        """);

    [Fact]
    public void A_choice_evaluates_one_side_only() => Lowered.Gives(
        "[Differentiable] static double F(double x) => x > 0 ? Math.Log(x) : x;",
        """
        t1 = gt(x, 0)
        t2 = if t1
        then
          t3 = Log(x)
          yield t3
        else
          yield x
        yield t2
        """);

    [Fact]
    public void Conversions_stand_where_the_compiler_puts_them() => Lowered.Gives(
        "[Differentiable] static float F(float x, double d, int n) { x *= n; d += x; return (float)d; }",
        """
        t1 = convert(n) to float
        t2 = mul(x, t1)
        x2 = copy(t2)
        t3 = convert(x2) to double
        t4 = add(d, t3)
        d2 = copy(t4)
        t5 = convert(d2) to float
        yield t5
        """);

    [Theory]
    [InlineData("1.0 / 3", "0.3333333333333333")]
    [InlineData("1e-10", "1E-10")]
    [InlineData("-0.0", "-0")]
    [InlineData("double.NaN", "NaN")]
    [InlineData("double.NegativeInfinity", "-Infinity")]
    [InlineData("Math.PI", "3.141592653589793")]
    [InlineData("2 + 3", "5")]
    public void Constants_are_folded_and_print_the_same_everywhere(string expression, string text) => Lowered.Gives(
        $"[Differentiable] static double F(double x) => x * ({expression});",
        $"""
        t1 = mul(x, {text})
        yield t1
        """);

    [Fact]
    public void Integer_overflow_is_checked_where_the_source_says_so() => Lowered.Gives(
        "[Differentiable] static double F(double x, int n) => checked(n * 2) * x;",
        """
        t1 = mul(n, 2) checked
        t2 = convert(t1) to double
        t3 = mul(t2, x)
        yield t3
        """);

    [Fact]
    public void A_switch_expression_tests_its_arms_in_order() => Lowered.Gives(
        "[Differentiable] static double F(double x, int k) => k switch { 0 => x, > 3 and < 7 => 2 * x, _ => throw new InvalidOperationException() };",
        """
        t1 = eq(k, 0)
        t2 = if t1
        then
          yield x
        else
          t3 = gt(k, 3)
          t4 = lt(k, 7)
          t5 = and(t3, t4)
          t6 = if t5
          then
            t7 = mul(2, x)
            yield t7
          else
            throw `new global::System.InvalidOperationException()`()
            yield 0
          yield t6
        yield t2
        """);

    [Fact]
    public void An_exception_keeps_its_text_and_takes_values_through_holes() => Lowered.Gives(
        """
        [Differentiable] static double F(double x, int n)
        {
            if (n < 0) throw new ArgumentException($"bad {n} and {x:F2}, {{0}}", nameof(n));
            return x;
        }
        """,
        """
        t1 = lt(n, 0)
        if t1
        then
          throw `new global::System.ArgumentException($"bad {({0})} and {({1}):F2}, {{\u0030}}", "n")`(n, x)
        else
        yield x
        """);

    [Fact]
    public void Tuples_are_taken_apart() => Lowered.Gives(
        "[Differentiable] static (double, double) F((double a, int b) t) { var u = (t.a, s: t.b * t.a); u.s += 1; return u; }",
        """
        t1 = convert(tB) to double
        t2 = mul(t1, tA)
        uA = copy(tA)
        uS = copy(t2)
        t3 = add(uS, 1)
        uS2 = copy(t3)
        yield uA, uS2
        """);
}
