using SymDiff.Generator.Analysis;
using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Transforms;

/// <summary>
/// The derivative of a function along a direction, as a function of its own that can be differentiated again. With
/// respect to the direction its gradient is the function's gradient; with respect to the function's inputs it is the
/// Hessian's product with the direction.
/// </summary>
/// <remarks>
/// Forward mode, so that one reverse sweep over it gives both (Pearlmutter, Fast Exact Multiplication by the Hessian,
/// Neural Computation 6, 1994). Assumes that the function has no calls by contract left. Guarantees the function's values,
/// writes and exceptions; lengths are checked before them.
/// <code>
/// f = x * x                     dx = direction[0]
///                               f = x * x
///                               df = 2 * x * dx       the result
/// </code>
/// </remarks>
/// <param name="Function">
/// Its parameters are those of the function, then <c>direction</c>, <c>gradient</c> and <c>product</c>, of which the
/// function reads only the first; it yields the derivative, then the function's own <c>ref</c> and <c>out</c> leaves, then
/// the function's value.
/// </param>
/// <param name="Parts">Where the numbers of each input lie.</param>
internal sealed record Directional(Function Function, IReadOnlyList<Directional.Part> Parts)
{
    /// <summary>The numbers of one input in the vector of all.</summary>
    /// <param name="Entry">The input on entry: a number or a buffer.</param>
    /// <param name="Start">Where they begin.</param>
    /// <param name="Length">How many they are; null for a number.</param>
    /// <param name="Written">Whether the function may overwrite them.</param>
    internal sealed record Part(Value Entry, Value Start, Value? Length, bool Written);

    public Value Direction => Function.Body.Arguments[Function.Body.Arguments.Count - 3];

    public Value Gradient => Function.Body.Arguments[Function.Body.Arguments.Count - 2];

    public Value Product => Function.Body.Arguments[Function.Body.Arguments.Count - 1];

    /// <summary>
    /// The tangents of all outputs along a direction: the arguments of the body are those of the function, then the direction
    /// and the vector that receives the tangents; it yields what the function does.
    /// </summary>
    public static Region Along(Function function, Activity activity, Numbering numbering, Rules.SingularPolicy policy, out Value direction, out Value tangents)
    {
        IrType element = SeveralDirections.Element(function.Signature);
        var writer = new OpWriter(numbering, []);
        Value given = direction = numbering.New(IrType.ReadOnlySpan(element), "direction");
        Value received = tangents = numbering.New(IrType.Span(element), "tangents");
        var entries = new Dictionary<Value, Value>();
        var flat = new Dictionary<Value, Value>();
        foreach (Part part in Layout(function, writer, out _))
        {
            if (part.Length is null)
            {
                entries[part.Entry] = Number(writer, given, part);
            }
            else
            {
                (entries[part.Entry], flat[part.Entry]) = Buffer(writer, given, part);
            }
        }

        Region body = TangentSweep.Of(function, activity, numbering, policy, entries, out IReadOnlyList<Value?> yields);
        EquatableArray<Op> before = writer.Ops.ToEquatable();
        IReadOnlyList<MovingLeaf> moving = Leaves.Of(function).Moving;
        int[] results = [.. Leaves.Of(function).MovingYields];
        EquatableArray<Op> after = writer.Collect(() =>
        {
            var place = new Place(writer);
            int at = 0;
            foreach (SeveralDirections.Output output in SeveralDirections.Outputs(function.Signature))
            {
                if (output.Leaf.Type.IsBuffer)
                {
                    Value buffer = moving.Single(m => m.Parameter == output.Owner).Entry!;
                    Value length = writer.Count(buffer);
                    CopyElements(writer, flat[buffer], length, received, place.Next);
                    place.Skip(length);
                }
                else
                {
                    int yielded = results[at++];
                    Value tangent = yields[yielded] ?? writer.Zero(output.Leaf.Type);
                    writer.Add(new Store(-1, received, place.Next, Typed(writer, tangent, element)));
                    place.Skip();
                }
            }
        });
        return new Region([.. body.Arguments, direction, tangents], [.. before, .. body.Ops, .. after], body.Yields);
    }

    public static Directional Of(Function function, Activity activity, Numbering numbering, Rules.SingularPolicy policy, ModuleText modules)
    {
        Callee contract = SecondOrder.Product(function.Signature);
        var writer = new OpWriter(numbering, []);
        Value[] vectors = [.. contract.Parameters.Skip(function.Signature.Parameters.Count).Select(p => numbering.New(p.Leaves[0].Type, p.Name))];
        IReadOnlyList<Part> parts = Layout(function, writer, out Value count, modules);
        count = writer.Definition(count) is Constant ? count : writer.Copy(count, "count");
        foreach (Value vector in vectors)
        {
            Check(writer, vector, count);
        }

        var tangents = new Dictionary<Value, Value>();
        foreach (Part part in parts.Where(part => activity.IsActive(part.Entry)))
        {
            tangents[part.Entry] = part.Length is null ? Number(writer, vectors[0], part) : Buffer(writer, vectors[0], part).Tangents;
        }

        Region body = TangentSweep.Of(function, activity, numbering, policy, tangents, out IReadOnlyList<Value?> derivatives);
        Value derivative = derivatives[0] ?? writer.Zero(function.Body.Yields[0].Type);
        body = new Region(
            [.. body.Arguments, .. vectors],
            [.. body.Ops.Where(IsInput), .. writer.Ops, .. body.Ops.Where(static op => !IsInput(op))],
            [derivative, .. body.Yields.Skip(1), body.Yields[0]]);
        Callee signature = contract with
        {
            Parameters = [.. function.Signature.Parameters, .. contract.Parameters.Skip(function.Signature.Parameters.Count).Select(static (p, i) => p with { Differentiated = i == 0 })],
        };
        return new Directional(function with { Signature = signature, Body = body, NextId = numbering.Next }, parts);
    }

    private static bool IsInput(Op op) => op is Opaque { Input: not null };

    /// <summary>How the emitted code speaks of modules.</summary>
    /// <param name="Count">How many numbers its parameters hold.</param>
    /// <param name="Shape">
    /// Gradients of the shape of one, whose numbers nobody reads: where those of a parameter lie is where they lie in any. Null
    /// where only the count of all numbers is asked for.
    /// </param>
    internal sealed record ModuleText(Func<string, string> Count, Func<string, ModuleType, string>? Shape);

    /// <summary>Where the numbers of each input lie, and how many there are.</summary>
    public static IReadOnlyList<Part> Layout(Function function, OpWriter writer, out Value count, ModuleText? modules = null)
    {
        var parts = new List<Part>();
        var place = new Place(writer);
        ILookup<Parameter, MovingLeaf> leaves = Leaves.Of(function).Moving.Where(static l => l.Entry is not null).ToLookup(static l => l.Parameter);
        foreach (Parameter parameter in function.Signature.Parameters)
        {
            foreach (MovingLeaf leaf in leaves[parameter])
            {
                Value start = place.Next;
                Value? length = leaf.Leaf.Type.IsBuffer ? writer.Count(leaf.Entry!) : null;
                place.Skip(length);
                parts.Add(new Part(leaf.Entry!, start, length, parameter.Written));
            }

            if (parameter.IsModule)
            {
                parts.AddRange(Parameters(function, writer, place, parameter.Name, parameter.Module!, modules!));
            }
        }

        if (function.Signature.Self is { } self)
        {
            parts.AddRange(Parameters(function, writer, place, "", self, modules!));
        }

        count = place.Next;
        return parts;
    }

    /// <summary>The parameters of a module that the function reads, among all that it has.</summary>
    private static IEnumerable<Part> Parameters(Function function, OpWriter writer, Place place, string root, ModuleType type, ModuleText text)
    {
        Value Whole(string template, params Value[] arguments) => writer.Define(IrType.Int32, null, result => new Opaque(-1, result, template, EquatableArray.Of(arguments), Effect.Pure, -1));
        Value start = place.Next;
        place.Skip(writer.Copy(Whole(text.Count(root)), "parameters"));
        Opaque[] reads = [.. function.Body.Ops.OfType<Opaque>().Where(op => op.Input?.Root == root)];
        if (reads.Length == 0 || text.Shape is null)
        {
            return [];
        }

        Value shape = writer.Define(new IrType(Kind.Opaque, type.Gradients), "shape", result => new Opaque(-1, result, text.Shape(root, type), [], Effect.Pure, -1));
        return [.. reads.Select(read =>
        {
            Value entry = read.Result!;
            string numbers = entry.Type.IsBuffer ? "{0}" + read.Input!.Path : "new global::System.ReadOnlySpan<" + type.Number + ">(in {0}" + read.Input!.Path + ")";
            Value offset = writer.Copy(Whole("global::SymDiff.Guard.Offset<" + type.Number + ">({0}.Flat, " + numbers + ")", shape), (entry.Name ?? "parameter") + "Offset");
            return new Part(entry, Behind(writer, start, offset), entry.Type.IsBuffer ? writer.Count(entry) : null, Written: false);
        })];
    }

    /// <summary>Where the next number comes to lie in a vector of numbers and buffers laid end to end.</summary>
    private sealed class Place(OpWriter writer)
    {
        private int constant;
        private Value? lengths;

        public Value Next => lengths is null ? Whole(constant)
            : constant == 0 ? lengths
            : writer.Apply(Intrinsics.Add, IrType.Int32, lengths, Whole(constant));

        /// <summary>Goes on behind a buffer, or behind a number where there is no length.</summary>
        public void Skip(Value? length = null)
        {
            if (length is null)
            {
                constant++;
            }
            else
            {
                lengths = lengths is null ? length : writer.Apply(Intrinsics.Add, IrType.Int32, lengths, length);
            }
        }

        private Value Whole(int value) => writer.Constant(IrType.Int32, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Writes the check that a vector has the right length.</summary>
    public static void Check(OpWriter writer, Value vector, Value count) => writer.Add(new Opaque(
        -1,
        null,
        "global::SymDiff.Guard.HasLength<" + vector.Type.Element!.Name + ">({0}, {1}, nameof({1}))",
        [count, vector],
        Effect.Acts,
        -1));

    private static Value Number(OpWriter writer, Value direction, Part part)
    {
        string? name = part.Entry.Name is null ? null : part.Entry.Name + "Tangent";
        bool same = direction.Type.Element == part.Entry.Type;
        Value number = writer.Define(direction.Type.Element!, same ? name : null, result => new Load(-1, result, direction, part.Start) { IsInside = true });
        return same ? number : writer.Define(part.Entry.Type, name, result => new Apply(-1, result, Intrinsics.Convert, [number]));
    }

    /// <summary>
    /// The part of the direction itself, or a copy of it where tangents are written to, have another type, or rows; and the same
    /// as its elements come in memory.
    /// </summary>
    private static (Value Tangents, Value Elements) Buffer(OpWriter writer, Value direction, Part part)
    {
        string? name = part.Entry.Name is null ? null : part.Entry.Name + "Tangent";
        IrType element = part.Entry.Type.Element!;
        bool isJagged = part.Entry.Type.IsJagged, copies = part.Written || direction.Type.Element != element || part.Entry.Type.IsMatrix || isJagged;
        Value window = writer.Define(direction.Type, copies ? null : name, result => new Slice(-1, result, direction, part.Start, part.Length));
        if (!copies)
        {
            return (window, window);
        }

        Value extent = part.Entry.Type.IsMatrix ? writer.Extent(part.Entry) : part.Length!;
        Value copy = writer.Define(isJagged ? IrType.Span(element) : part.Entry.Type.Lent, isJagged ? null : name, result => new Allocate(-1, result, extent, Escapes: false));
        CopyElements(writer, window, part.Length!, copy, null);
        return (isJagged ? LaidOut(writer, copy, writer.Constant(IrType.Int32, "0"), part.Entry, name) : copy, copy);
    }

    /// <summary>Elements that lie end to end as the rows of an array of arrays.</summary>
    public static Value LaidOut(OpWriter writer, Value elements, Value start, Value like, string? name) =>
        writer.Define(like.Type.Lent, name, result => new Slice(-1, result, elements, start, like));

    /// <summary>Copies a buffer into another, from <paramref name="start"/> on where there is one.</summary>
    private static void CopyElements(OpWriter writer, Value source, Value length, Value target, Value? start)
    {
        Value index = writer.Numbering.New(IrType.Int32, "i");
        EquatableArray<Op> round = writer.Collect(() =>
        {
            Value number = writer.Define(source.Type.Element!, null, result => new Load(-1, result, source, At(writer, source, index)));
            Value place = start is null ? index : Behind(writer, start, index);
            writer.Add(new Store(-1, target, At(writer, target, place), Typed(writer, number, target.Type.Element!)));
        });
        writer.Add(new For(-1, writer.Constant(IrType.Int32, "0"), "<", length, 1, default, new Region([index], round, default), default) { Key = writer.Numbering.Take() });
    }

    /// <summary>The place of an element in a vector that its buffer's numbers begin at a place of.</summary>
    public static Value Behind(OpWriter writer, Value start, Value index) =>
        writer.Definition(start) is Constant { Text: "0" } ? index : writer.Apply(Intrinsics.Add, IrType.Int32, start, index);

    /// <summary>What names an element in the order of memory: the elements of a matrix lie row by row.</summary>
    public static Value At(OpWriter writer, Value buffer, Value index)
    {
        if (!buffer.Type.IsMatrix)
        {
            return index;
        }

        Value columns = writer.Apply(Intrinsics.Columns, IrType.Int32, buffer);
        return writer.Apply(
            Intrinsics.At,
            IrType.Position,
            writer.Apply(Intrinsics.Divide, IrType.Int32, index, columns),
            writer.Apply(Intrinsics.Remainder, IrType.Int32, index, columns));
    }

    private static Value Typed(OpWriter writer, Value number, IrType type) => number.Type == type ? number : writer.Apply(Intrinsics.Convert, type, number);
}
