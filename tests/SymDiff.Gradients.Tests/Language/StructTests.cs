using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class StructTests
{
    [Fact]
    public void Operators_and_conversions_of_the_user()
        => Triangle.Agrees(Structs.Operators, Structs.OperatorsGradient, Structs.OperatorsJvp, 0.75, 1.5);

    [Fact]
    public void With_default_initialiser_and_indexer()
        => Triangle.Agrees(Structs.WithAndDefault, Structs.WithAndDefaultGradient, Structs.WithAndDefaultJvp, 0.75, 1.5);

    [Theory]
    [InlineData(0.75, 1.5)]
    [InlineData(1.5, 0.75)]
    public void Copy_is_a_value_of_its_own(double x, double y)
        => Triangle.Agrees(Structs.MutatesCopies, Structs.MutatesCopiesGradient, Structs.MutatesCopiesJvp, x, y);

    [Theory]
    [InlineData(0.75, 1.5)]
    [InlineData(0.125, -0.5)]
    public void Mutable_struct_is_carried_through_a_loop(double x, double y)
        => Triangle.Agrees(Structs.Loop, Structs.LoopGradient, Structs.LoopJvp, x, y);

    [Fact]
    public void Member_that_writes_works_on_a_copy_of_a_readonly_variable()
        => Triangle.Agrees(Structs.ReadOnlyVariablesAreCopied, Structs.ReadOnlyVariablesAreCopiedGradient, Structs.ReadOnlyVariablesAreCopiedJvp, 0.75, 1.5);

    [Fact]
    public void References_and_local_functions_write_the_variable_itself()
        => Triangle.Agrees(Structs.References, Structs.ReferencesGradient, Structs.ReferencesJvp, 0.75, 1.5);

    [Theory]
    [InlineData(0.75, 1.5)]
    [InlineData(1.5, 0.75)]
    public void Constructors_run_as_written(double x, double y)
        => Triangle.Agrees(Structs.ConstructorsWithLogic, Structs.ConstructorsWithLogicGradient, Structs.ConstructorsWithLogicJvp, x, y);

    [Theory]
    [InlineData(0.75, 1.5)]
    [InlineData(1.5, 0.75)]
    [InlineData(-0.5, 0.75)]
    public void Choices_between_structs(double x, double y)
        => Triangle.Agrees(Structs.Choices, Structs.ChoicesGradient, Structs.ChoicesJvp, x, y);

    [Fact]
    public void Marked_callees_take_and_return_structs()
    {
        Triangle.Agrees(Structs.CallsByContract, Structs.CallsByContractGradient, Structs.CallsByContractJvp, 0.75, 1.5);
        Triangle.Agrees(Structs.CallsByReference, Structs.CallsByReferenceGradient, Structs.CallsByReferenceJvp, 0.75, 1.5);
    }

    [Fact]
    public void Struct_that_must_be_made_by_its_constructor()
        => Triangle.Agrees(
            p => Structs.OfPair(new(p[1], p[0]), p[2]),
            (double[] p, Span<double> g) =>
            {
                (double value, Structs.Pair pair, g[2]) = Structs.OfPairGradient(new(p[1], p[0]), p[2]);
                (g[0], g[1]) = (pair.First, pair.Second);
                return value;
            },
            (double[] p, Span<double> t) => Structs.OfPairJvp(new(p[1], p[0]), p[2], new(t[1], t[0]), t[2]),
            0.75,
            1.5,
            -2);

    [Fact]
    public void Nested_structs_and_members_that_are_no_numbers()
    {
        Assert.Equal(0, Structs.EnergyGradient(new(1, 2), Body([0, 0, 1, 2, 3, 4, 5])).Particle.Id);
        Triangle.Agrees(
            p => Structs.Energy(new(p[0], p[1]), Body(p)),
            (double[] p, Span<double> g) =>
            {
                (double value, (g[0], g[1]), Structs.Body body) = Structs.EnergyGradient(new(p[0], p[1]), Body(p));
                (g[2], g[3], g[4], g[5], g[6]) = (body.Position.X, body.Position.Y, body.Velocity.X, body.Velocity.Y, body.Mass);
                return value;
            },
            (double[] p, Span<double> t) => Structs.EnergyJvp(new(p[0], p[1]), Body(p), new(t[0], t[1]), Body(t)),
            0.75,
            1.5,
            -2,
            0.5,
            0.25,
            1.25,
            3);
    }

    [Fact]
    public void Recursion_over_a_struct()
        => Triangle.Agrees(
            p => Structs.Recursive(new(p[0], p[1]), 4),
            (double[] p, Span<double> g) =>
            {
                (double value, (g[0], g[1])) = Structs.RecursiveGradient(new(p[0], p[1]), 4);
                return value;
            },
            (double[] p, Span<double> t) => Structs.RecursiveJvp(new(p[0], p[1]), 4, new(t[0], t[1])),
            0.75,
            1.5);

    [Fact]
    public void Adjoint_of_a_struct_is_added_to()
    {
        // r = a - 2 (a·n) n, which is linear in a and symmetric.
        var normal = new Vec(0.5, 2);
        var adjoint = new Vec(10, 20);
        Vec value = Structs.ReflectBackward(new(3, -1), normal, new(1, -2), ref adjoint);
        Assert.Equal(Structs.Reflect(new(3, -1), normal), value);
        Assert.Equal(new Vec(10, 20) + Structs.Reflect(new(1, -2), normal), adjoint);
        Assert.Equal(
            (value, Structs.Reflect(new(0.25, 4), normal)),
            Structs.ReflectJvp(new(3, -1), normal, new(0.25, 4)));
    }

    [Fact]
    public void Adjoint_of_a_struct_without_setters_is_added_to()
    {
        // (f², s f): the transpose of its Jacobian at (f, s) = (3, 5) on (1, 2).
        var adjoint = new Structs.Pair(second: 100, first: 10);
        Structs.Pair value = Structs.SwappedBackward(new(second: 5, first: 3), new(second: 1, first: 2), ref adjoint);
        Assert.Equal(new Structs.Pair(9, 15), value);
        Assert.Equal(new Structs.Pair(second: 100 + 3 * 2, first: 10 + 6 * 1 + 5 * 2), adjoint);
    }

    [Fact]
    public void Struct_passed_by_reference_has_its_adjoint_transformed()
    {
        var m = new Structs.Fields { A = 2, B = { X = 3, Y = 5 }, N = 4 };
        var adjoint = new Structs.Fields { A = 1, B = { X = 10, Y = 100 }, N = 7 };
        double x = 0;
        Structs.UpdateBackward(ref m, out Structs.Fields made, 0.5, ref adjoint, new() { A = 1000, B = { X = 1e4, Y = 1e5 } }, ref x);

        // A' = A x; B' = (B.Y, A' N'); made = (B.X x, B), N' = N + 1 = 5.
        Assert.Equal((1.0, 5.0, 5.0, 5), (m.A, m.B.X, m.B.Y, m.N));
        Assert.Equal((1.5, 3.0, 5.0, 4), (made.A, made.B.X, made.B.Y, made.N));
        double a = 1 + 100 * 5;
        Assert.Equal((a * 0.5, 1000 * 0.5 + 1e4, 10 + 1e5), (adjoint.A, adjoint.B.X, adjoint.B.Y));
        Assert.Equal(a * 2 + 1000 * 3, x);
    }

    [Fact]
    public void Jacobian_of_structs_has_a_row_and_a_column_for_each_number()
    {
        // First is s f, Second is f²: rows and columns in the order of the declarations, First before Second.
        Span<double> jacobian = stackalloc double[4];
        Assert.Equal(new Structs.Pair(9, 15), Structs.SwappedJacobian(new(second: 5, first: 3), jacobian));
        Assert.Equal([5, 3, 6, 0], jacobian.ToArray());
    }

    [Fact]
    public void Hessian_over_the_numbers_of_a_struct()
    {
        // f² s x at (2, 3, 5).
        Span<double> gradient = stackalloc double[3], hessian = stackalloc double[9];
        Assert.Equal(60, Structs.OfPairHessian(new(second: 3, first: 2), 5, gradient, hessian));
        Assert.Equal([60, 20, 12], gradient.ToArray());
        Assert.Equal([30, 20, 12, 20, 0, 4, 12, 4, 0], hessian.ToArray());
    }

    private static Structs.Body Body(ReadOnlySpan<double> p)
        => new(new(p[2], p[3]), new(p[4], p[5])) { Mass = p[6], Id = 3 };
}
