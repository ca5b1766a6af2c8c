using SymDiff.Generator.Analysis;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Rules;
using SymDiff.Generator.Transforms;
using Xunit;

namespace SymDiff.Generator.Tests.Transforms;

/// <summary>Straight-line code, branches and loops over numbers.</summary>
public sealed class TangentSweepTests
{
    [Theory]
    [InlineData(2.0, -3.0, 1.0, 0.0)]
    [InlineData(2.0, -3.0, 0.0, 1.0)]
    [InlineData(-0.5, 0.25, 0.3, -0.7)]
    public void A_textbook_circuit_agrees_with_differences_and_with_reverse_mode(double x, double y, double dx, double dy)
    {
        Function function = Circuit();
        double tangent = Witness.AssertTangents(function, [x, y], [dx, dy])[0];
        double[] gradient = Gradient(function, x, y);
        Assert.Equal((gradient[0] * dx) + (gradient[1] * dy), tangent, 1e-14);
    }

    [Fact]
    public void A_tangent_follows_its_operation_and_takes_its_name()
    {
        Function function = Circuit();
        Region swept = Directional.Of(function).Region;
        HashSet<Op> primal = [.. function.Body.Ops];
        Assert.Equal(function.Body.Ops, swept.Ops.Where(primal.Contains));
        Assert.Equal(function.Body.Yields[0], swept.Yields[0]);

        string[] names = [.. swept.Ops.SelectMany(op => op.Results).Select(value => value.Name).OfType<string>()];
        Assert.Equal(
            ["sigy", "sigyTangent", "num", "numTangent", "sigx", "sigxTangent", "xpy", "xpyTangent", "den", "denTangent"],
            names);

        int statement = 0;
        foreach (Op op in swept.Ops)
        {
            Assert.InRange(op.Statement, statement, function.Statements.Count - 1);
            statement = op.Statement;
        }
    }

    [Fact]
    public void A_logistic_function_stays_finite_where_its_power_overflows()
    {
        Function function = Build.Function("F", [Build.Number("x")], (b, a) => [Sigmoid(b, a[0])]);
        Assert.Equal(0, Witness.AssertTangents(function, [-800.0], [1.0])[0]);
    }

    [Fact]
    public void A_difference_is_the_difference_of_tangents()
    {
        Function function = Build.Function("F", [Build.Number("x"), Build.Number("y")], (b, a) => [b.Call("sub", a[0], a[1])]);
        Witness.AssertTangents(function, [2.0, 3.0], [0.5, 0.75]);
        Assert.Equal(["sub", "sub"], Directional.Of(function).Region.Ops.OfType<Apply>().Select(apply => apply.Function));
    }

    [Fact]
    public void Constants_have_no_tangent()
    {
        Function function = Build.Function("F", [Build.Number("x")], (b, a) =>
        {
            Value cut = b.Apply(Intrinsics.StopGradient, IrType.Double, a[0]);
            return [b.Call("mul", cut, b.Call("Exp", b.Number("2")))];
        });
        Directional directional = Directional.Of(function);
        Assert.Null(Assert.Single(directional.YieldTangents));
        Assert.Equal(function.Body.Ops, directional.Region.Ops.Take(function.Body.Ops.Count));
        Assert.Single(directional.Region.Ops.Skip(function.Body.Ops.Count));
    }

    [Fact]
    public void A_tangent_is_converted_with_its_value()
    {
        Function function = Build.Function("F", [Build.Number("x")], (b, a) =>
        {
            Value single = b.Apply(Intrinsics.Convert, IrType.Single, a[0]);
            return [b.Apply(Intrinsics.Convert, IrType.Double, b.Apply("Sin", IrType.Single, single))];
        });
        Region region = Directional.Of(function).Region;
        Assert.Equal([IrType.Double, IrType.Double], region.Yields.Select(value => value.Type));
        Assert.All(region.Ops.OfType<Apply>().Where(apply => apply.Function == "mul"), apply => Assert.Equal(IrType.Single, apply.Result.Type));
        object[] outputs = new Interpreter().Run(region, [0.5, 2.0]);
        Assert.Equal(2 * Math.Cos(0.5), (double)outputs[1], 1e-6);
    }

    [Theory]
    [InlineData(2.0, 6.0)]
    [InlineData(-2.0, 0.0)]
    public void A_branch_hands_out_a_tangent_or_zero(double x, double expected)
    {
        // y = 0.5; if (x > 0) y = x * x * 0.5 * 3; return y
        Function function = Build.Function("F", [Build.Number("x")], (b, a) =>
        {
            Variable y = b.Declare("y", b.Number("0.5"));
            b.If(
                b.Apply(Intrinsics.Greater, IrType.Boolean, a[0], b.Number("0")),
                () => b.Write(y, b.Call("mul", b.Call("mul", a[0], a[0]), b.Number("1.5"))));
            return [b.Read(y)];
        });
        Assert.Equal(expected, Witness.AssertTangents(function, [x], [1.0])[0]);
    }

    [Fact]
    public void A_choice_takes_the_tangent_of_what_it_chose()
    {
        Function function = Build.Function("F", [Build.Number("x"), Build.Number("y")], (b, a) =>
        {
            Value less = b.Apply(Intrinsics.Less, IrType.Boolean, a[0], a[1]);
            return [b.Call(Intrinsics.Select, less, b.Call("Exp", a[0]), b.Call("Sin", a[1]))];
        });
        Witness.AssertTangents(function, [1.0, 2.0], [0.5, 0.25]);
        Witness.AssertTangents(function, [2.0, 1.0], [0.5, 0.25]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void A_loop_carries_the_tangent_of_what_it_carries(int rounds)
    {
        // p = 1; for (i = 0; i < n; i++) p = p * (x + i)
        Function function = Build.Function("F", [Build.Number("x"), Build.Integer("n")], (b, a) =>
        {
            Variable p = b.Declare("p", b.Number("1"));
            b.For(IrType.Int32, "i", b.Integer("0"), Intrinsics.Less, a[1], 1, i =>
                b.Write(p, b.Call("mul", b.Read(p), b.Call("add", a[0], b.Apply(Intrinsics.Convert, IrType.Double, i)))));
            return [b.Read(p)];
        });
        Witness.AssertTangents(function, [0.7, rounds], [1.5, null]);
        For loop = Assert.Single(Directional.Of(function).Region.Ops.OfType<For>());
        Assert.Equal(["p", "pTangent"], loop.Outputs.Select(value => value.Name));
        Assert.Equal(Assert.Single(function.Body.Ops.OfType<For>()).Key, loop.Key);
    }

    [Fact]
    public void A_tangent_that_no_round_changes_is_not_carried()
    {
        // s = x; for (i = 0; i < 3; i++) s = s + 2; return s * s
        Function function = Build.Function("F", [Build.Number("x")], (b, a) =>
        {
            Variable s = b.NewVariable("s", IrType.Double);
            b.Bind(s, a[0]);
            b.For(IrType.Int32, "i", b.Integer("0"), Intrinsics.Less, b.Integer("3"), 1, _ =>
                b.Bind(s, b.Call("add", b.Read(s), b.Number("2"))));
            Value last = b.Read(s);
            return [b.Call("mul", last, last)];
        });
        Assert.Equal(21, Witness.AssertTangents(function, [1.0], [1.5])[0]);
        Assert.Single(Assert.Single(Directional.Of(function).Region.Ops.OfType<For>()).Outputs);
    }

    [Fact]
    public void Nested_loops_and_branches_carry_tangents_through()
    {
        // s = 0; for (i < 3) { t = x; for (j < 2) { if (t < 2) t = t * t + y; s = s + t * i } }
        Function function = Build.Function("F", [Build.Number("x"), Build.Number("y")], (b, a) =>
        {
            Variable s = b.Declare("s", b.Number("0"));
            b.For(IrType.Int32, "i", b.Integer("0"), Intrinsics.Less, b.Integer("3"), 1, i =>
            {
                Variable t = b.Declare("t", a[0]);
                b.For(IrType.Int32, "j", b.Integer("0"), Intrinsics.Less, b.Integer("2"), 1, _ =>
                {
                    b.If(
                        b.Apply(Intrinsics.Less, IrType.Boolean, b.Read(t), b.Number("2")),
                        () => b.Write(t, b.Call("add", b.Call("mul", b.Read(t), b.Read(t)), a[1])));
                    b.Write(s, b.Call("add", b.Read(s), b.Call("mul", b.Read(t), b.Apply(Intrinsics.Convert, IrType.Double, i))));
                });
            });
            return [b.Read(s)];
        });
        Witness.AssertTangents(function, [0.9, 0.4], [1.0, -2.0]);
        Witness.AssertTangents(function, [1.3, 0.6], [1.0, -2.0]);
    }

    [Fact]
    public void A_while_loop_carries_tangents_past_its_test()
    {
        // r = x; while (Abs(r * r - x) > 1e-13) r = (r + x / r) / 2
        Function function = Build.Function("F", [Build.Number("x")], (b, a) =>
        {
            Variable r = b.Declare("r", a[0]);
            b.While(
                () => b.Apply(
                    Intrinsics.Greater,
                    IrType.Boolean,
                    b.Call("Abs", b.Call("sub", b.Call("mul", b.Read(r), b.Read(r)), a[0])),
                    b.Number("1E-13")),
                () => b.Write(r, b.Call("div", b.Call("add", b.Read(r), b.Call("div", a[0], b.Read(r))), b.Number("2"))));
            return [b.Read(r)];
        });
        Assert.Equal(1 / (2 * Math.Sqrt(3)), Witness.AssertTangents(function, [3.0], [1.0])[0], 1e-9);
    }

    [Fact]
    public void An_early_return_keeps_its_tangent()
    {
        // for (k = 0; ; k++) { x = x * 1.5 + y; if (x > 4) return x * x }
        Function function = Build.Function("F", [Build.Number("x"), Build.Number("y")], (b, a) =>
        {
            Variable result = b.NewVariable("result", IrType.Double);
            Variable x = b.NewVariable("x", IrType.Double);
            b.Bind(x, a[0]);
            Label returned = b.NewLabel("returned");
            b.Block(returned, () => b.While(
                () => b.Constant(IrType.Boolean, "true"),
                () =>
                {
                    b.Write(x, b.Call("add", b.Call("mul", b.Read(x), b.Number("1.5")), a[1]));
                    b.If(b.Apply(Intrinsics.Greater, IrType.Boolean, b.Read(x), b.Number("4")), () =>
                    {
                        b.Bind(result, b.Call("mul", b.Read(x), b.Read(x)));
                        b.Exit(returned);
                    });
                }));
            return [b.Read(result)];
        });
        Witness.AssertTangents(function, [1.0, 0.25], [1.0, 3.0]);
    }

    [Fact]
    public void A_throwing_path_throws_before_any_tangent()
    {
        Function function = Build.Function("F", [Build.Number("x")], (b, a) =>
        {
            b.If(b.Apply(Intrinsics.Less, IrType.Boolean, a[0], b.Number("0")), () => b.Throw("negative"));
            return [b.Call("Sqrt", a[0])];
        });
        Witness.AssertTangents(function, [2.0], [1.0]);
        Region region = Directional.Of(function).Region;
        Assert.Equal("negative", Assert.Throws<ProgramException>(() => new Interpreter().Run(region, [-1.0, 1.0])).Message);
    }

    [Fact]
    public void An_operation_without_a_tangent_is_not_passed_over()
    {
        Function function = Build.Function("F", [Build.Array("x")], (b, a) => [b.Load(a[0], b.Integer("0"))]);
        Function unknown = function with { Body = function.Body with { Ops = [.. function.Body.Ops, new Clear(-1, function.Body.Arguments[0])] } };
        Assert.Contains("Clear", Assert.Throws<InvalidOperationException>(() => Directional.Of(unknown)).Message, StringComparison.Ordinal);
    }

    private static Value Sigmoid(FunctionBuilder b, Value x) =>
        b.Call("div", b.Number("1"), b.Call("add", b.Number("1"), b.Call("Exp", b.Call("neg", x))));

    private static Function Circuit() => Build.Function("F", [Build.Number("x"), Build.Number("y")], (b, a) =>
    {
        b.BeginStatement("sigy = 1 / (1 + Math.Exp(-y))");
        Variable sigy = b.Declare("sigy", Sigmoid(b, a[1]));
        b.BeginStatement("num = x + sigy");
        Variable num = b.Declare("num", b.Call("add", a[0], b.Read(sigy)));
        b.BeginStatement("sigx = 1 / (1 + Math.Exp(-x))");
        Variable sigx = b.Declare("sigx", Sigmoid(b, a[0]));
        b.BeginStatement("xpy = x + y");
        Variable xpy = b.Declare("xpy", b.Call("add", a[0], a[1]));
        b.BeginStatement("den = sigx + xpy * xpy");
        Variable den = b.Declare("den", b.Call("add", b.Read(sigx), b.Call("mul", b.Read(xpy), b.Read(xpy))));
        b.BeginStatement("return num / den");
        return [b.Call("div", b.Read(num), b.Read(den))];
    });

    /// <summary>The gradient of a straight-line function by reverse mode, which can read all of the primal there.</summary>
    private static double[] Gradient(Function function, params double[] point)
    {
        Roots roots = Roots.Of(function.Body);
        Activity activity = Activity.Of(function, roots, returnOnly: true);
        Numbering numbering = new(function.NextId);
        Region forward = ForwardSweep.Of(function, activity, Memory.Of(function, roots), numbering);
        ReverseSweep sweep = new(forward, activity, numbering, SingularPolicy.Infinity);
        Value seed = numbering.New(IrType.Double, "seed");
        sweep.Seed(forward.Yields[0], seed);
        sweep.Run(forward);
        Region region = new(
            [.. forward.Arguments, seed],
            [.. forward.Ops, .. sweep.Writer.Ops],
            [.. forward.Arguments.Select(argument => sweep.Adjoint(argument)!)]);
        return [.. new Interpreter().Run(region, [.. point.Cast<object>(), 1.0]).Cast<double>()];
    }
}
