using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Transforms;

// Calls of emitted gradients: the derivative of a gradient along a direction is the Hessian's product with it, and the
// Hessian is symmetric, so one product is all adjoints at once.
internal sealed partial class ReverseSweep
{
    private void Reverse(Call call, Primal primal)
    {
        Function method = primal.Function with { Body = primal.Function.Body with { Arguments = call.BackwardArguments } };
        IReadOnlyList<Directional.Part> parts = Directional.Layout(method, writer, out Value count);
        IrType element = SecondOrder.Element(method.Signature);
        Value Vector(string name) => writer.Define(IrType.Span(element), name, result => new Allocate(writer.Statement, result, count, Escapes: false) { OfAdjoints = true });
        Value direction = Vector("direction"), gradient = Vector("gradient"), product = Vector("product");

        // The adjoints of what the gradient gave out are the direction.
        (EquatableArray<int?> numbers, EquatableArray<int> arrays) = primal.Inputs;
        Value? value = Take(call.Outputs[0]);
        var places = new List<(int Argument, Directional.Part Part)>();
        var rest = new Queue<Directional.Part>(parts);
        for (int argument = 0; argument < method.Body.Arguments.Count; argument++)
        {
            int at = arrays.IndexOf(argument);
            if (at >= 0)
            {
                Directional.Part part = rest.Dequeue();
                places.Add((argument, part));
                if (shadows.TryGetValue(call.Arguments[method.Body.Arguments.Count + at], out Value? elements))
                {
                    // What the gradient overwrites has no adjoint before it.
                    Each(part.Length!, i =>
                    {
                        Value place = Directional.At(writer, elements, i);
                        Value adjoint = writer.Define(elements.Type.Element!, null, result => new Load(writer.Statement, result, elements, place));
                        writer.Add(new Store(writer.Statement, direction, Directional.Behind(writer, part.Start, i), Typed(adjoint, element)));
                        writer.Add(new Store(writer.Statement, elements, place, writer.Zero(adjoint.Type)));
                    });
                }
            }
            else if (numbers.IndexOf(argument) is >= 0 and int output)
            {
                Directional.Part part = rest.Dequeue();
                places.Add((argument, part));
                if (Take(call.Outputs[output + 1]) is { } adjoint)
                {
                    writer.Add(new Store(writer.Statement, direction, part.Start, Typed(adjoint, element)));
                }
            }
        }

        Value again = writer.Numbering.New(method.Signature.Returns[0].Type);
        writer.Add(new Call(writer.Statement, primal.Product, [.. call.BackwardArguments, direction, gradient, product], [again]));
        Value Partial(Value index)
        {
            Value second = writer.Define(element, null, result => new Load(writer.Statement, result, product, index) { IsInside = true });
            return value is null ? second : writer.Apply(
                Intrinsics.Add,
                second,
                writer.Apply("StrongMul", Typed(value, element), writer.Define(element, null, result => new Load(writer.Statement, result, gradient, index) { IsInside = true })));
        }

        foreach ((int argument, Directional.Part part) in places)
        {
            Value input = call.Arguments[argument];
            if (part.Length is null)
            {
                if (activity.IsActive(input))
                {
                    Contribute(input, Partial(part.Start));
                }
            }
            else if (shadows.TryGetValue(input, out Value? elements))
            {
                Each(part.Length, i =>
                {
                    Value partial = Partial(Directional.Behind(writer, part.Start, i));
                    writer.Add(new Accumulate(writer.Statement, elements, Directional.At(writer, elements, i), Typed(partial, elements.Type.Element!)));
                });
            }
        }
    }

    private void Each(Value length, Action<Value> body)
    {
        Value index = writer.Numbering.New(IrType.Int32, "i");
        EquatableArray<Op> round = writer.Collect(() => body(index));
        writer.Add(new For(writer.Statement, writer.Constant(IrType.Int32, "0"), "<", length, 1, default, new Region([index], round, default), default) { Key = writer.Numbering.Take() });
    }

    private Value Typed(Value number, IrType type) => number.Type == type ? number : writer.Apply(Intrinsics.Convert, type, number);
}
