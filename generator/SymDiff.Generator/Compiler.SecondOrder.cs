using SymDiff.Generator.Analysis;
using SymDiff.Generator.Caching;
using SymDiff.Generator.Emit;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;
using SymDiff.Generator.Optimization;
using SymDiff.Generator.Transforms;

namespace SymDiff.Generator;

// Second derivatives: a reverse sweep over the directional derivative. Higher ones of one number: forward mode over itself.
internal sealed partial class Compiler
{
    private static readonly Directional.ModuleText ModuleText = new(ModuleNames.Count, static (root, type) => ModuleNames.Spare(new ModulePath(root, ""), type));

    private Member HessianVectorProduct()
    {
        Function primal = NameResult(model.Flat is { } flat ? Settled(flat, options) : plain.Function);
        var numbering = new Numbering(primal.NextId);
        Directional directional = Directional.Of(primal, Activity.Of(primal, Roots.Of(primal.Body), returnOnly: true), numbering, model.Singular, ModuleText);
        Region body = directional.Function.Body;
        if (options.Simplify)
        {
            body = CommonSubexpressions.Share(Simplify.Run(body, numbering));
        }

        // A cut of the derivative stays for the sweep that is still to come.
        Facts facts = Facts.Of(directional.Function with { Body = Names.Settle(DeadCode.Remove(body, keepFaults: true)) });
        (Function function, Roots roots, Memory memory) = facts;
        Activity activity = Activity.Of(function, roots, returnOnly: true);
        Region forward = ForwardSweep.Of(function, activity, memory, numbering);
        var sweep = new ReverseSweep(forward, activity, numbering, model.Singular);
        sweep.Writer.Add(new Clear(-1, directional.Gradient));
        sweep.Writer.Add(new Clear(-1, directional.Product));
        if (activity.IsActive(directional.Direction))
        {
            sweep.Shadow(directional.Direction, directional.Gradient);
        }

        foreach (Directional.Part part in directional.Parts.Where(part => part.Length is not null && activity.IsActive(part.Entry)))
        {
            sweep.Shadow(part.Entry, Share(sweep.Writer, directional.Product, part));
        }

        Value derivative = function.Body.Yields[0];
        sweep.Seed(derivative, sweep.Writer.Constant(derivative.Type, "1"));
        sweep.Run(forward);
        foreach (Directional.Part part in directional.Parts.Where(static part => part.Length is null))
        {
            if (sweep.Adjoint(part.Entry) is { } second)
            {
                IrType element = directional.Product.Type.Element!;
                sweep.Writer.Add(new Store(-1, directional.Product, part.Start, second.Type == element ? second : sweep.Writer.Apply(Intrinsics.Convert, element, second)));
            }
        }

        // The derivative itself is needed for its adjoint alone.
        EquatableArray<Value> yields = forward.Yields;
        forward = forward with { Yields = [yields[yields.Count - 1], .. yields.Skip(1).Take(yields.Count - 2)] };
        Region joint = Joined(forward, Optimize(new Region(default, sweep.Writer.Ops.ToEquatable(), default), forward, numbering), activity, facts, numbering);
        string report = CacheReport.Of(joint);
        joint = Split(joint, numbering);
        Validator.Check(joint, []);
        return new Member(MemberKind.HessianVectorProduct, joint.Arguments, [], default, joint.Ops, joint.Yields, default, report)
        {
            Contract = SecondOrder.Product(model.Signature),
            Statements = primal.Statements,
        };
    }

    /// <summary>The derivatives up to an order of a function of one number.</summary>
    private Member HigherDerivative(int order)
    {
        Function primal = NameResult(model.Flat is { } flat ? Settled(flat, options) : plain.Function);
        var numbering = new Numbering(primal.NextId);
        Region body = HigherDerivatives.Of(primal, order, numbering, model.Singular);
        if (options.Simplify)
        {
            body = CommonSubexpressions.Share(Simplify.Run(body, numbering));
        }

        body = Split(Lifetimes.ReleasePerRound(Names.Settle(DeadCode.Remove(Copies.Forward(body), keepFaults: true)), numbering), numbering);
        Validator.Check(body, []);
        return new Member(MemberKind.Derivative, body.Arguments, [], default, body.Ops, body.Yields, default, "")
        {
            Contract = Orders.Contract(model.Signature, order),
            Statements = primal.Statements,
        };
    }

    /// <summary>A product for each direction along an axis.</summary>
    private Member Hessian()
    {
        Function primal = plain.Function;
        var numbering = new Numbering(primal.NextId);
        var writer = new OpWriter(numbering, []);
        Callee contract = SecondOrder.Hessian(model.Signature);
        Value[] vectors = [.. contract.Parameters.Skip(model.Signature.Parameters.Count).Select(p => numbering.New(p.Leaves[0].Type, p.Name))];
        (Value gradient, Value hessian) = (vectors[0], vectors[1]);
        IrType element = gradient.Type.Element!;
        Value Whole(string text) => writer.Constant(IrType.Int32, text);
        Value Times(Value left, Value right) => writer.Apply(Intrinsics.Multiply, IrType.Int32, left, right);
        void Loop(string name, Value end, Action<Value> round)
        {
            Value index = numbering.New(IrType.Int32, name);
            EquatableArray<Op> ops = writer.Collect(() => round(index));
            writer.Add(new For(-1, Whole("0"), "<", end, 1, default, new Region([index], ops, default), default));
        }

        Directional.Layout(primal, writer, out Value laid, ModuleText with { Shape = null });
        Value count = writer.Copy(laid, "count");
        Directional.Check(writer, gradient, count);
        Directional.Check(writer, hessian, writer.Copy(Times(count, count), "size"));
        Value direction = writer.Define(IrType.Span(element), "direction", result => new Allocate(-1, result, count, Escapes: false));
        string inputs = string.Concat(model.Signature.Parameters.Select(static p => Expressions.Identifier(p.Name) + ", "));
        (Value Entry, Value Argument)[] rewritten = [.. Written(primal)
            .Select(argument => argument.Type.IsMemory ? writer.Define(argument.Type.Part, argument.Name + "Span", window => new Slice(-1, window, argument, Whole("0"), null)) : argument)
            .Select(argument => (writer.Define(argument.Type.Lent, argument.Name + "Entry", entry => new Snapshot(-1, entry, argument)), argument))];
        Value value = writer.Define(model.Signature.Returns[0].Type, "value", result => new Opaque(-1, result, Signature.Invocation(model.Signature), [], Effect.Acts, -1));
        Loop("i", count, i =>
        {
            foreach ((Value entry, Value argument) in rewritten)
            {
                writer.Add(new Opaque(-1, null, "{0}.CopyTo({1})", [entry, argument], Effect.Acts, -1));
            }

            writer.Add(new Store(-1, direction, i, writer.Constant(element, "1")));
            Value row = writer.Define(IrType.Span(element), null, result => new Slice(-1, result, hessian, Times(i, count), count));
            writer.Add(new Opaque(-1, null, model.Signature.Named("HessianVectorProduct") + "(" + inputs + "{0}, {1}, {2})", [direction, gradient, row], Effect.Acts, -1));
            writer.Add(new Store(-1, direction, i, writer.Constant(element, "0")));

            // Both halves have the same bits.
            Loop("j", i, j =>
            {
                Value above = writer.Define(element, null, result => new Load(-1, result, hessian, writer.Apply(Intrinsics.Add, IrType.Int32, Times(j, count), i)));
                writer.Add(new Store(-1, hessian, writer.Apply(Intrinsics.Add, IrType.Int32, Times(i, count), j), above));
            });
        });
        return new Member(MemberKind.Hessian, [.. primal.Body.Arguments, .. vectors], [], default, writer.Ops.ToEquatable(), [value], default, "") { Contract = contract };
    }

    /// <summary>The buffers that a method without references may overwrite.</summary>
    private static IEnumerable<Value> Written(Function function) => function.Signature.Parameters
        .SelectMany(static p => p.Leaves.Select(_ => p))
        .Zip(function.Body.Arguments, static (parameter, argument) => (parameter, argument))
        .Where(static pair => pair.parameter is { IsBuffer: true, Written: true })
        .Select(static pair => pair.argument);

    private static Value Share(OpWriter writer, Value vector, Directional.Part part)
    {
        Value? length = part.Entry.Type is { IsMatrix: true } or { IsJagged: true } ? writer.Extent(part.Entry) : part.Length;
        return writer.Define(part.Entry.Type.LentOf(vector.Type.Element!), part.Entry.Name is null ? null : part.Entry.Name + "Product", result => new Slice(-1, result, vector, part.Start, length) { OfAdjoints = true });
    }
}
