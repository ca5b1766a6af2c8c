namespace SymDiff.Generator.Tests.FrontEnd;

public sealed class ControlFlowTests
{
    [Fact]
    public void A_loop_with_a_known_end_is_counted() => Lowered.Gives(
        """
        [Differentiable] static double F(double[] x)
        {
            double sum = 0;
            for (int i = x.Length - 1; i >= 0; i -= 2) sum += x[i];
            return sum;
        }
        """,
        """
        sum = copy(0)
        t1 = length(x)
        t2 = sub(t1, 1)
        sum2 = for i from t2 >= 0 step -2 (sum) as (sum3)
        body
          t3 = x[i]
          t4 = add(sum3, t3)
          sum4 = copy(t4)
          yield sum4
        yield sum2
        """);

    [Theory]
    [InlineData("for (int i = 0; i != n; i++) x *= 2;")]
    [InlineData("for (int i = 0; i < n; i++) { x *= 2; n--; }")]
    [InlineData("for (int i = 0; i < n; i++) { x *= 2; i++; }")]
    [InlineData("for (int i = 0; i < n; i++) { if (x > 9) break; x *= 2; }")]
    [InlineData("for (int i = 0; i < n; i++) { if (x > 9) return x; x *= 2; }")]
    [InlineData("for (int i = 0; i * i < n; i++) x *= 2;")]
    [InlineData("int i; for (i = 0; i < n; i++) x *= 2;")]
    [InlineData("void Less() => n--; for (int i = 0; i < n; i++) { x *= 2; Less(); }")]
    public void A_loop_whose_end_may_move_is_not_counted(string loop)
        => Assert.DoesNotContain("for ", Lowered.Body($"[Differentiable] static double F(double x, int n) {{ {loop} return x; }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) { if (x > 9) continue; x *= 2; }")]
    [InlineData("for (long i = 0; n / 2 + 1 > i; i += 3) x *= 2;")]
    [InlineData("for (int i = 0; i < Math.Min(n, 5); i++) { if (x > 9) throw new InvalidOperationException(); x *= 2; }")]
    public void A_loop_that_only_its_test_ends_is_counted(string loop)
        => Assert.Contains("for ", Lowered.Body($"[Differentiable] static double F(double x, int n) {{ {loop} return x; }}"), StringComparison.Ordinal);

    [Fact]
    public void A_variable_that_a_loop_assigns_first_is_carried_out_of_it()
        => Assert.Contains(
            "while (x, 0, false)",
            Lowered.Body("[Differentiable] static double F(double x) { double t; while (true) { t = x * 2; if (t > 3) break; x = t; } return t; }"),
            StringComparison.Ordinal);

    [Fact]
    public void A_return_inside_a_loop_carries_its_result() => Assert.Contains(
        "while (0, false, 0) as (",
        Lowered.Body("[Differentiable] static double F(ReadOnlySpan<double> x) { foreach (double v in x) { if (v > 3) return v; } return x[0]; }"),
        StringComparison.Ordinal);

    [Fact]
    public void An_early_return_puts_the_rest_into_the_other_branch() => Lowered.Gives(
        "[Differentiable] static double F(double x) { if (x < 0) return -x; x *= 2; return x; }",
        """
        t1 = lt(x, 0)
        x2, result, returned = if t1
        then
          t2 = neg(x)
          yield x, t2, true
        else
          t3 = mul(x, 2)
          x3 = copy(t3)
          yield x3, x3, false
        yield result
        """);

    [Fact]
    public void Sections_of_a_switch_with_goto_case_run_in_the_order_of_the_jumps()
    {
        string body = Lowered.Body(
            """
            [Differentiable] static double F(double x, int k)
            {
                switch (k)
                {
                    case 2: x *= 3; break;
                    case 1: x += 1; goto case 2;
                    default: goto case 1;
                }
                return x;
            }
            """);
        Assert.True(body.IndexOf("add(", StringComparison.Ordinal) < body.IndexOf("mul(", StringComparison.Ordinal), body);
    }

    [Fact]
    public void A_switch_evaluates_its_selector_once()
    {
        string body = Lowered.Body("[Differentiable] static double F(double x, int k) { switch (k + 1) { case 1: x *= 2; break; case 2 when x > 1: x += 1; break; default: x -= 1; break; } return x; }");
        Assert.Equal(1, body.Split("add(k, 1)").Length - 1);
    }

    [Fact]
    public void A_do_loop_runs_its_body_before_its_test() => Assert.Contains(
        "while (x, true)",
        Lowered.Body("[Differentiable] static double F(double x) { do { x *= 2; } while (x < 9); return x; }"),
        StringComparison.Ordinal);

    [Fact]
    public void A_table_of_tuples_is_read_row_by_row() => Assert.Contains(
        ".Item2",
        Lowered.Body(
            """
            static readonly (int I, double W)[] Table = [(0, 2)];
            [Differentiable] static double F(double[] x) { double sum = 0; foreach (var (i, w) in Table) sum += w * x[i]; return sum; }
            """),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("foreach (object s in new string[] { \"a\" }) { x *= 2; }", "SD2011")]
    [InlineData("foreach (int i in Enumerable.Range(0, n)) { x *= 2; }", "SD2011")]
    [InlineData("foreach (char c in \"ab\") { x *= 2; }", "SD2011")]
    public void A_collection_that_is_no_array_is_refused(string loop, string id)
        => Assert.Equal(id, Assert.Single(Lowered.Result($"[Differentiable] static double F(double x, int n) {{ {loop} return x; }}").Errors).Id);

    [Fact]
    public void A_computed_property_that_never_changes_is_a_constant_without_a_warning()
    {
        Assert.Empty(Lowered.Result("static double Rate => 2 * Math.Sqrt(0.5); [Differentiable] static double F(double x) => x * Rate;").Warnings);
        Assert.Single(Lowered.Result("static double set; static double Rate => 2 * set; [Differentiable] static double F(double x) => x * Rate;").Warnings);
    }
}
