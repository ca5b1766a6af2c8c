using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class StructCornerTests
{
    [Fact]
    public void Member_that_writes_works_on_a_copy_of_a_readonly_field_and_on_an_iteration_variable_itself()
        => Triangle.Agrees(StructCorners.ReadOnlyFieldsAreCopied, StructCorners.ReadOnlyFieldsAreCopiedGradient, StructCorners.ReadOnlyFieldsAreCopiedJvp, 0.75, 1.5);

    [Fact]
    public void Reference_to_a_part_is_the_part()
        => Triangle.Agrees(StructCorners.ReferencesToParts, StructCorners.ReferencesToPartsGradient, StructCorners.ReferencesToPartsJvp, 0.75, 1.5);

    [Fact]
    public void Setters_and_indexers_run_as_written()
        => Triangle.Agrees(StructCorners.Setters, StructCorners.SettersGradient, StructCorners.SettersJvp, 0.75, 1.5);

    [Fact]
    public void Parts_are_evaluated_in_the_order_of_the_text()
        => Triangle.Agrees(StructCorners.Order, StructCorners.OrderGradient, StructCorners.OrderJvp, 0.75, 1.5);

    [Fact]
    public void Lambda_takes_a_copy_and_writes_what_it_captured()
        => Triangle.Agrees(StructCorners.Elementary, StructCorners.ElementaryGradient, StructCorners.ElementaryJvp, 0.75, 1.5);

    [Fact]
    public void Struct_in_a_tuple()
        => Triangle.Agrees(StructCorners.InTuples, StructCorners.InTuplesGradient, StructCorners.InTuplesJvp, 0.75, 1.5);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Bound_of_a_loop_that_is_a_field_may_change(int rounds)
        => Triangle.Agrees(
            x => StructCorners.BoundByAField(x, rounds),
            x => StructCorners.BoundByAFieldGradient(x, rounds),
            (x, t) => StructCorners.BoundByAFieldJvp(x, rounds, t),
            1.25);

    [Fact]
    public void Text_in_a_struct_is_passed_along()
    {
        (double value, StructCorners.Named named, double x) = StructCorners.WithTextGradient(new() { Name = "ab", X = 3 }, 5);
        Assert.Equal((30.0, 10.0, 6.0), (value, named.X, x));
        Assert.Null(named.Name);
    }

    [Fact]
    public void This_of_a_marked_method_is_a_constant_and_its_copy_a_value()
    {
        var own = new Own(1.25);
        Triangle.Agrees(own.OnThis, own.OnThisGradient, own.OnThisJvp, 0.75);
    }

    [Fact]
    public void Struct_with_private_members_in_its_own_method()
        => Triangle.Agrees(
            p => Own.OfTwo(new(p[0]), new(p[1])),
            (double[] p, Span<double> g) =>
            {
                // Both members are the one argument of the constructor.
                Own a = default, b = default;
                double value = Own.OfTwoBackward(new(p[0]), new(p[1]), 1, ref a, ref b);
                (g[0], g[1]) = (Total(a), Total(b));
                return value;
            },
            (double[] p, Span<double> t) => Own.OfTwoJvp(new(p[0]), new(p[1]), new(t[0]), new(t[1])),
            0.75,
            1.5);

    // OnValue is 2 hidden x + sin(Factor).
    private static double Total(Own own) => (own.OnValue(1) - Math.Sin(own.Factor)) / 2 + own.Factor;
}
