namespace SymDiff.Generator.Tests.FrontEnd;

public sealed class CallTests
{
    [Fact]
    public void A_marked_method_is_called_by_its_contract() => Lowered.Gives(
        "[Differentiable] static double F(double x, int n) => n == 0 ? 1 : x * F(n: n - 1, x: x);",
        """
        t1 = eq(n, 0)
        t2 = if t1
        then
          yield 1
        else
          t3 = sub(n, 1)
          t4 = call global::N.C.F(x, t3)
          t5 = mul(x, t4)
          yield t5
        yield t2
        """);

    [Fact]
    public void Outputs_of_a_call_are_written_back() => Lowered.Gives(
        """
        [Differentiable] static double F(double[] a, double x) { G(ref a[0], out double y, x); return y; }
        [Differentiable] static void G(ref double p, out double q, double r) { q = p * r; p = r; }
        """,
        """
        t1 = a[0]
        t2, t3 = call global::N.C.G(t1, x)
        a[0] = t2
        y = copy(t3)
        yield y
        """);

    [Fact]
    public void A_tuple_with_an_array_is_made_in_place() => Assert.DoesNotContain(
        "call",
        Lowered.Body(
            """
            [Differentiable] static double F(double x) { var (a, s) = G(x); return a[0] * s; }
            [Differentiable] static (double[] A, double S) G(double x) => (new[] { x, 2 * x }, x * x);
            """),
        StringComparison.Ordinal);

    [Fact]
    public void A_discarded_output_of_a_method_lowered_in_place_is_a_variable_of_its_own() => Lowered.Gives(
        """
        [Differentiable] static double F(double x) => G(x, out _);
        static double G(double y, out double z) { z = y; z *= z; return z + y; }
        """,
        """
        y = copy(x)
        z = copy(y)
        t1 = mul(z, z)
        z2 = copy(t1)
        t2 = add(z2, y)
        yield t2
        """);

    [Theory]
    [InlineData("double P(double b, int n) => n == 0 ? 1 : b * P(b, n - 1); return P(x[0], 3);", "SD3001")]
    [InlineData("double z = 2; ref double r = ref (x[0] > 0 ? ref x[1] : ref z); r += x[0]; r *= 2; return r;", "SD2007")]
    [InlineData("ref double r = ref Pick(x); r += x[0]; return r * r;", "SD2007")]
    public void A_target_that_is_not_known_is_one_error(string statements, string id) => Assert.Equal(
        id,
        Assert.Single(Lowered.Result(
            $"[Differentiable] static double F(double[] x) {{ {statements} }} static ref double Pick(double[] x) {{ if (x[0] > 1) {{ return ref x[0]; }} return ref x[1]; }}").Errors).Id);

    [Fact]
    public void An_unmarked_method_is_lowered_in_place() => Lowered.Gives(
        "[Differentiable] static double F(double x) => Square(x + 1); static double Square(double v) => v * v;",
        """
        t1 = add(x, 1)
        v = copy(t1)
        t2 = mul(v, v)
        yield t2
        """);

    [Fact]
    public void Lambdas_and_local_functions_see_the_variables_around_them() => Lowered.Gives(
        """
        [Differentiable] static double F(double x)
        {
            double k = 2;
            Func<double, double> scale = v => v * k;
            k = 3;
            return Twice(scale, x) + Local(x);
            double Local(double w) => w - k;
        }
        static double Twice(Func<double, double> f, double a) => f(f(a));
        """,
        """
        k = copy(2)
        k2 = copy(3)
        a = copy(x)
        v = copy(a)
        t1 = mul(v, k2)
        v2 = copy(t1)
        t2 = mul(v2, k2)
        w = copy(x)
        t3 = sub(w, k2)
        t4 = add(t2, t3)
        yield t4
        """);

    [Fact]
    public void A_rule_of_the_users_carries_the_call_and_its_partials() => Lowered.Gives(
        """
        [Differentiable] static double F(double x, double y) => G(x, 2, y);
        static double G(double a, int n, double b) => a * n + b;
        [DerivativeOf(typeof(C), nameof(G))] static (double, double) H(double a, int n, double b) => (n, 1);
        """,
        """
        t1 = user(x, 2, y) global::N.C.G({0}, {1}, {2}) | global::N.C.H({0}, {1}, {2}).Item1 |  | global::N.C.H({0}, {1}, {2}).Item2
        yield t1
        """);

    [Fact]
    public void A_counter_is_read_and_written_in_place() => Lowered.Gives(
        "static int Count; [Differentiable] static double F(double x) { Count++; return x; }",
        """
        t1 = Reads `global::N.C.Count`()
        t2 = add(t1, 1)
        Acts `global::N.C.Count = {0}`(t2) !SD2013
        yield x
        """);

    [Fact]
    public void Calls_without_derivatives_are_passed_along() => Lowered.Gives(
        """
        static readonly Random Source = new(3);
        [Differentiable] static double F(double x, string s) { Console.WriteLine("{0}" + s); return x * Source.NextDouble() * s.Length; }
        """,
        """
        Acts `global::System.Console.WriteLine(("\u007b0}" + {0}))`(s)
        t1 = Pure `global::N.C.Source`()
        t2 = Acts `{0}.NextDouble()`(t1)
        t3 = mul(x, t2)
        t4 = Pure `{0}.Length`(s)
        t5 = convert(t4) to double
        t6 = mul(t3, t5)
        yield t6
        """);

    [Fact]
    public void Growth_by_calls_within_calls_is_bounded()
    {
        string chain = string.Join("\n", Enumerable.Range(1, 30).Select(i => $"static double G{i}(double x) => G{i - 1}(x) + G{i - 1}(x + 1);"));
        Assert.Contains(Lowered.Result("[Differentiable] static double F(double x) => G30(x); static double G0(double x) => x * x;\n" + chain).Errors, e => e.Id == "SD3001");
    }
}
