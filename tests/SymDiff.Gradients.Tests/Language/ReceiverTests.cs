using SymDiff.Gradients.Tests.Checks;

namespace SymDiff.Gradients.Tests.Language;

public sealed class ReceiverTests
{
    [Fact]
    public void Struct_that_a_marked_method_is_called_on_is_differentiated()
        => Triangle.Agrees(Receivers.Marked, Receivers.MarkedGradient, Receivers.MarkedJvp, 0.75, 1.5);

    [Fact]
    public void Part_of_a_struct_that_a_marked_method_is_called_on()
        => Triangle.Agrees(Receivers.Nested, Receivers.NestedGradient, Receivers.NestedJvp, 0.75, 1.5);

    [Fact]
    public void Struct_that_a_marked_method_returns_of_itself()
        => Triangle.Agrees(Receivers.Returned, Receivers.ReturnedGradient, Receivers.ReturnedJvp, 0.75, 1.5);

    [Fact]
    public void Struct_that_methods_and_extensions_write()
        => Triangle.Agrees(Receivers.Mutated, Receivers.MutatedGradient, Receivers.MutatedJvp, 0.75, 1.5);

    [Fact]
    public void Struct_made_by_with_from_a_default()
        => Triangle.Agrees(Receivers.Changed, Receivers.ChangedGradient, Receivers.ChangedJvp, 0.75, 1.5);

    [Fact]
    public void Struct_passed_by_reference()
        => Triangle.Agrees(Receivers.InParameter, Receivers.InParameterGradient, Receivers.InParameterJvp, 0.75, 1.5);

    [Fact]
    public void Struct_that_is_a_parameter()
        => Triangle.Agrees(
            p => Receivers.OfParameter(new(p[0], p[1]), p[2]),
            (double[] p, Span<double> g) =>
            {
                (double value, Body body, g[2]) = Receivers.OfParameterGradient(new(p[0], p[1]), p[2]);
                (g[0], g[1]) = (body.Mass, body.Speed);
                return value;
            },
            (double[] p, Span<double> t) => Receivers.OfParameterJvp(new(p[0], p[1]), p[2], new(t[0], t[1]), t[2]),
            0.75,
            1.5,
            0.5);
}
