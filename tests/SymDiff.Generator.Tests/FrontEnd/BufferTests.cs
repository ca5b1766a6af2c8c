using SymDiff.Generator.FrontEnd;

namespace SymDiff.Generator.Tests.FrontEnd;

public sealed class BufferTests
{
    [Fact]
    public void An_element_is_named_once_and_written_last() => Lowered.Gives(
        "[Differentiable] static void F(double[] a, int i) { a[i++] += i * a[i]; }",
        """
        t1 = add(i, 1)
        i2 = copy(t1)
        t2 = a[i]
        t3 = convert(i2) to double
        t4 = a[i2]
        t5 = mul(t3, t4)
        t6 = add(t2, t5)
        a[i] = t6
        """);

    [Fact]
    public void Windows_share_elements_and_array_ranges_copy_them() => Lowered.Gives(
        """
        [Differentiable] static double F(double[] x)
        {
            Span<double> s = x.AsSpan(1)[..^1];
            double[] c = x[2..];
            return s[^1] + c[0];
        }
        """,
        """
        t1 = slice x at 1
        t2 = length(t1)
        t3 = sub(t2, 1)
        s = slice t1 at 0 of t3
        t4 = slice x at 2
        t5 = length(t4)
        c = new double[t5]
        for i from 0 < t5 step 1 () as ()
        body
          t6 = t4[i]
          c[i] = t6
        t7 = length(s)
        t8 = sub(t7, 1)
        t9 = s[t8]
        t10 = c[0]
        t11 = add(t9, t10)
        yield t11
        """);

    [Theory]
    [InlineData("double[] r = { x, 2 }; return r;", true)]
    [InlineData("double[] r = new double[2], q = r; q[0] = x; return q;", true)]
    [InlineData("double[] r = { x, 2 }; return new[] { r[0] };", false)]
    public void An_array_that_is_returned_escapes(string statements, bool escapes)
        => Assert.Equal(escapes, Lowered.Body($"[Differentiable] static double[] F(double x) {{ {statements} }}").Contains("r = new double[2] escapes", StringComparison.Ordinal));

    [Fact]
    public void Stack_memory_is_an_array_that_stays() => Lowered.Gives(
        "[Differentiable] static double F(double x) { Span<double> s = stackalloc double[2] { x, 1 }; return s[0]; }",
        """
        s = new double[2]
        s[0] = x
        s[1] = 1
        t1 = s[0]
        yield t1
        """);

    [Fact]
    public void Copying_within_one_buffer_goes_through_a_temporary() => Assert.Contains(
        "held[",
        Lowered.Body("[Differentiable] static void F(Span<double> x) => x[1..].CopyTo(x);"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("double[] t = x; if (c) { t = y; }", "t1 = select(c, y, x)")]
    [InlineData("double[] t; if (c) t = x; else t = y;", "t1 = select(c, x, y)")]
    [InlineData("double[] t = c ? x : y;", "t1 = select(c, x, y)")]
    public void A_choice_between_named_buffers_is_one_buffer(string statements, string first)
        => Assert.StartsWith(first, Lowered.Body($"[Differentiable] static double F(double[] x, double[] y, bool c) {{ {statements} return t[0]; }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) { b[i] = a[i]; (a, b) = (b, a); }", "select(")]
    [InlineData("while (a[0] > 0) { double[] t = a; a = b; b = t; }", "select(")]
    [InlineData("if (c) { (a, b) = (b, a); a[0] = 1; }", "select(")]
    [InlineData("for (int i = 0; i < 3; i++) { a = c ? b : a; }", "select(")]
    public void Buffers_that_change_places_are_chosen_by_number(string statements, string part)
        => Assert.Contains(part, Lowered.Body($"[Differentiable] static double F(double[] a, double[] b, bool c) {{ {statements} return a[0]; }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Span<double> d = a; for (int i = 0; i < 3; i++) { d = d[1..]; }")]
    [InlineData("for (int i = 0; i < 3; i++) { double[] d = new double[3]; d[0] = a[0]; a = d; }")]
    [InlineData("void Go() { if (c) { return; } for (int i = 0; i < 3; i++) { (a, b) = (b, a); } } Go(); a[0] = b[0];")]
    public void What_cannot_be_told_by_number_is_refused(string statements)
        => Assert.Contains(Lowered.Result($"[Differentiable] static double F(double[] a, double[] b, bool c) {{ {statements} return a[0]; }}").Errors, static e => e.Id == "SD2007");

    [Fact]
    public void A_parameter_that_another_one_stands_for_counts_as_written()
    {
        LoweringResult result = Lowered.Result("[Differentiable] static double F(double[] a, double[] b) { b = a; b[0] = 1; return a[0]; }");
        Assert.True(result.Model.Signature.Parameters[0].Written);
    }

    [Fact]
    public void A_reference_to_an_element_reads_and_writes_it() => Lowered.Gives(
        "[Differentiable] static void F(double[] a) { ref double r = ref Pick(a, 1); r *= 2; } static ref double Pick(double[] b, int i) => ref b[i];",
        """
        i = copy(1)
        t1 = a[i]
        t2 = mul(t1, 2)
        a[i] = t2
        """);

    [Theory]
    [InlineData("static double F(double[] x) => x[0];", false)]
    [InlineData("static void F(double[] x) => x[0] = 1;", true)]
    [InlineData("static void F(double[] x) { Span<double> s = x.AsSpan(1); s[0]++; }", true)]
    [InlineData("static void F(Span<double> x) { foreach (ref double e in x) e = 1; }", true)]
    [InlineData("static void F(Span<double> x) => x[1..].Clear();", true)]
    [InlineData("static double F(double[] x) => G(x, 3); static double G(double[] y, int n) => n == 0 ? y[0] : F(y);", false)]
    [InlineData("static double F(double[] x) { G(x); return x[0]; } static void G(double[] y) => y[0] = 2;", true)]
    [InlineData("static double F(double[] x, double[] y) { x.CopyTo(y, 0); return y[0]; }", false)]
    [InlineData("static double F(ReadOnlySpan<double> x) => x[0];", false)]
    public void A_buffer_counts_as_written_when_the_body_may_write_it(string members, bool written)
    {
        LoweringResult result = Lowered.Result("[Differentiable] " + members);
        Assert.Equal(written, result.Model.Signature.Parameters[0].Written);
    }
}
