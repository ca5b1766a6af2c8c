using SymDiff.Generator.Ir;
using Xunit;

namespace SymDiff.Generator.Tests.Transforms;

/// <summary>Arrays, windows on them, and calls.</summary>
public sealed class TangentSweepMemoryTests
{
    [Fact]
    public void A_dot_product_reads_tangents_of_elements()
    {
        Function function = Build.Function("F", [Build.Array("x"), Build.Array("w")], (b, a) =>
        {
            Variable sum = b.Declare("sum", b.Number("0"));
            b.For(IrType.Int32, "i", b.Integer("0"), Intrinsics.Less, b.Length(a[0]), 1, i =>
                b.Write(sum, b.Call("add", b.Read(sum), b.Call("mul", b.Load(a[0], i), b.Load(a[1], i)))));
            return [b.Read(sum)];
        });
        double[] tangents = Witness.AssertTangents(
            function,
            [new[] { 1.0, 2, 3 }, new[] { 4.0, 5, 6 }],
            [new[] { 1.0, 0, -1 }, new[] { 0.5, 0.5, 0 }]);
        Assert.Equal(4 - 6 + 0.5 + 1, tangents[0], 1e-12);
    }

    [Fact]
    public void An_array_overwritten_in_place_overwrites_its_tangents()
    {
        // for (i = 1; i < x.Length; i++) x[i] = x[i - 1] * Sin(x[i]); x[0] = 7; return x[x.Length - 1]
        Function function = Build.Function("F", [Build.Array("x")], (b, a) =>
        {
            Value one = b.Integer("1");
            Value length = b.Length(a[0]);
            b.For(IrType.Int32, "i", one, Intrinsics.Less, length, 1, i =>
            {
                Value before = b.Load(a[0], b.Apply(Intrinsics.Subtract, IrType.Int32, i, one));
                b.Store(a[0], i, b.Call("mul", before, b.Call("Sin", b.Load(a[0], i))));
            });
            b.Store(a[0], b.Integer("0"), b.Number("7"));
            return [b.Load(a[0], b.Apply(Intrinsics.Subtract, IrType.Int32, length, one))];
        });
        double[] tangents = Witness.AssertTangents(function, [new[] { 0.3, 0.6, 0.9, 1.2 }], [new[] { 1.0, 2, -1, 0.5 }]);
        Assert.Equal(0, tangents[1]);
    }

    [Fact]
    public void A_window_on_a_local_array_shares_its_tangents()
    {
        // t = new double[4]; s = t[1..]; s[0] = x * x; s[1] = 3; u = c ? s : t; return u[0] * t[1]
        Function function = Build.Function("F", [Build.Number("x"), Build.Integer("n")], (b, a) =>
        {
            Value zero = b.Integer("0");
            Value local = b.Allocate(IrType.Array(IrType.Double), b.Integer("4"), "t");
            Value window = b.Slice(IrType.Span(IrType.Double), local, b.Integer("1"), null, "s");
            b.Store(window, zero, b.Call("mul", a[0], a[0]));
            b.Store(window, b.Integer("1"), b.Number("3"));
            Value chosen = b.Apply(
                Intrinsics.Select,
                IrType.Span(IrType.Double),
                b.Apply(Intrinsics.Greater, IrType.Boolean, a[1], zero),
                window,
                local);
            return [b.Call("mul", b.Load(chosen, zero), b.Load(local, b.Integer("1")))];
        });
        Assert.Equal(4 * Math.Pow(1.5, 3), Witness.AssertTangents(function, [1.5, 1], [1.0, null])[0], 1e-12);
        Assert.Equal(0, Witness.AssertTangents(function, [1.5, 0], [1.0, null])[0]);
        Assert.Equal(
            ["tTangent", "sTangent"],
            Directional.Of(function).Region.Ops.SelectMany(op => op.Results).Select(value => value.Name).Where(name => name is "tTangent" or "sTangent"));
    }

    [Fact]
    public void A_constant_table_that_is_chosen_has_zero_tangents()
    {
        Function function = Build.Function("F", [Build.Array("x"), Build.Integer("n")], (b, a) =>
        {
            Value zero = b.Integer("0");
            Value table = b.Allocate(IrType.Array(IrType.Double), b.Integer("1"), "table");
            b.Store(table, zero, b.Number("5"));
            Value chosen = b.Apply(Intrinsics.Select, IrType.Array(IrType.Double), b.Apply(Intrinsics.Greater, IrType.Boolean, a[1], zero), a[0], table);
            Value element = b.Load(chosen, zero);
            return [b.Call("mul", element, element)];
        });
        Assert.Equal(6, Witness.AssertTangents(function, [new[] { 3.0 }, 1], [new[] { 1.0 }, null])[0]);
        Assert.Equal(0, Witness.AssertTangents(function, [new[] { 3.0 }, 0], [new[] { 1.0 }, null])[0]);
    }

    [Fact]
    public void A_returned_array_takes_its_tangents_along()
    {
        Function function = Build.Function("F", [Build.Number("x")], (b, a) =>
        {
            Value result = b.Allocate(IrType.Array(IrType.Double), b.Integer("1"), escapes: true);
            b.Store(result, b.Integer("0"), b.Call("Exp", a[0]));
            return [result];
        });
        function = function with
        {
            Signature = function.Signature with { ReturnType = "double[]", Returns = [new Leaf("", IrType.Array(IrType.Double))] },
        };
        Directional directional = Directional.Of(function);
        Allocate[] arrays = [.. directional.Region.Ops.OfType<Allocate>()];
        Assert.Equal([true, true], arrays.Select(array => array.Escapes));
        Assert.Equal(arrays[1].Result, Assert.Single(directional.YieldTangents));
        object[] outputs = new Interpreter().Run(directional.Region, [0.5, 2.0]);
        Assert.Equal(2 * Math.Exp(0.5), ((Memory<double>)outputs[1]).Span[0]);
    }

    [Fact]
    public void A_call_takes_tangents_along_and_brings_them_back()
    {
        // double Scale(double[] v, double by, ref double norm) { v[0] = v[0] * by; norm = norm + v[0] * v[0]; return by * norm; }
        Function scale = Build.Function("Scale", [Build.Array("v"), Build.Number("by"), Build.Number("norm", Passing.Ref)], (b, a) =>
        {
            Value zero = b.Integer("0");
            b.Store(a[0], zero, b.Call("mul", b.Load(a[0], zero), a[1]));
            Variable norm = b.Declare("norm", b.Call("add", a[2], b.Call("mul", b.Load(a[0], zero), b.Load(a[0], zero))));
            return [b.Call("mul", a[1], b.Read(norm)), b.Read(norm)];
        });
        Function caller = Build.Function("F", [Build.Array("x"), Build.Number("y")], (b, a) =>
        {
            IReadOnlyList<Value> outputs = b.Call(scale.Signature, [a[0], b.Call("Exp", a[1]), b.Number("2")], [IrType.Double, IrType.Double]);
            return [b.Call("add", b.Call("mul", outputs[0], outputs[1]), b.Load(a[0], b.Integer("0")))];
        });
        Witness.AssertTangents(caller, [new[] { 1.5 }, 0.25], [new[] { 1.0 }, -0.5], scale);

        TangentCall call = Assert.Single(Directional.Of(caller).Region.Ops.OfType<TangentCall>());
        Assert.Equal(3, call.Tangents.Count);
        Assert.Equal(4, call.Outputs.Count);
        Assert.Equal(Assert.Single(caller.Body.Ops.OfType<Call>()).Outputs, call.Outputs.Take(2));
    }

    [Fact]
    public void A_recursive_call_carries_tangents_to_any_depth()
    {
        // double Power(double x, int n) => n > 0 ? x * Power(x, n - 1) : 1
        Parameter[] parameters = [Build.Number("x"), Build.Integer("n")];
        Function power = Build.Function("Power", parameters, (b, a) =>
        {
            Variable result = b.NewVariable("result", IrType.Double);
            b.If(
                b.Apply(Intrinsics.Greater, IrType.Boolean, a[1], b.Integer("0")),
                () =>
                {
                    Value less = b.Apply(Intrinsics.Subtract, IrType.Int32, a[1], b.Integer("1"));
                    Value rest = b.Call(Build.Signature("Power", parameters), [a[0], less], [IrType.Double])[0];
                    b.Bind(result, b.Call("mul", a[0], rest));
                },
                () => b.Bind(result, b.Number("1")));
            return [b.Read(result)];
        });
        Assert.Equal(6 * Math.Pow(1.25, 5), Witness.AssertTangents(power, [1.25, 6], [1.0, null], power)[0], 1e-12);
    }

    [Fact]
    public void A_constant_buffer_of_a_call_comes_with_zeros()
    {
        Function first = Build.Function("First", [Build.Array("v"), Build.Number("by")], (b, a) => [b.Call("mul", b.Load(a[0], b.Integer("0")), a[1])]);
        Parameter read = first.Signature.Parameters[0] with { Written = false };
        first = first with { Signature = first.Signature with { Parameters = [read, first.Signature.Parameters[1]] } };
        Function caller = Build.Function("F", [Build.Number("x")], (b, a) =>
        {
            Value table = b.Allocate(IrType.Array(IrType.Double), b.Integer("1"), "table");
            b.Store(table, b.Integer("0"), b.Number("5"));
            return [b.Call(first.Signature, [table, a[0]], [IrType.Double])[0]];
        });
        Assert.Equal(10, Witness.AssertTangents(caller, [3.0], [2.0], first)[0]);
    }

    [Fact]
    public void A_call_without_varying_arguments_stays_as_it_is()
    {
        Function square = Build.Function("Square", [Build.Number("v")], (b, a) => [b.Call("mul", a[0], a[0])]);
        Function caller = Build.Function("F", [Build.Number("x")], (b, a) =>
            [b.Call("mul", a[0], b.Call(square.Signature, [b.Number("3")], [IrType.Double])[0])]);
        Witness.AssertTangents(caller, [2.0], [1.0], square);
        Assert.Empty(Directional.Of(caller).Region.Ops.OfType<TangentCall>());
        Assert.Single(Directional.Of(caller).Region.Ops.OfType<Call>());
    }

    [Fact]
    public void A_buffer_filled_by_a_constant_operation_receives_tangents_later()
    {
        Function function = Build.Function("F", [Build.Number("x")], (b, a) =>
        {
            Value samples = b.Opaque(IrType.Array(IrType.Double), "Samples()", Effect.Acts, -1);
            b.Store(samples, b.Integer("0"), a[0]);
            return [b.Load(samples, b.Integer("0"))];
        });
        Region region = Directional.Of(function).Region;
        Allocate shadow = Assert.Single(region.Ops.OfType<Allocate>());
        Assert.Equal(shadow.Result, Assert.Single(region.Ops.OfType<Store>(), store => store.Buffer != Assert.Single(region.Ops.OfType<Opaque>()).Result).Buffer);
    }

    [Fact]
    public void A_buffer_that_a_branch_chooses_is_refused()
    {
        Function function = Build.Function("F", [Build.Array("x"), Build.Array("y"), Build.Integer("n")], (b, a) =>
        {
            Variable chosen = b.NewVariable("chosen", IrType.Array(IrType.Double));
            b.Bind(chosen, a[0]);
            b.If(b.Apply(Intrinsics.Greater, IrType.Boolean, a[2], b.Integer("0")), () => b.Bind(chosen, a[1]));
            return [b.Load(b.Read(chosen), b.Integer("0"))];
        });
        Assert.Contains("branch", Assert.Throws<InvalidOperationException>(() => Directional.Of(function)).Message, StringComparison.Ordinal);
    }
}
