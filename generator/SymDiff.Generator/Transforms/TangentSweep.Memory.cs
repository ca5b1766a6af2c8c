using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Transforms;

// Buffers: a shadow holds the tangents of a buffer's elements, and shadows overlap as their buffers do.
internal sealed partial class TangentSweep
{
    private Value? ShadowOrNull(Value buffer) => shadows.TryGetValue(buffer, out Value? shadow) ? shadow : null;

    /// <summary>The shadow of a buffer whose memory holds active values.</summary>
    /// <exception cref="InvalidOperationException">It has none: its tangents would silently be zero.</exception>
    private Value Shadow(Value buffer) =>
        ShadowOrNull(buffer) ?? throw new InvalidOperationException("The active buffer " + buffer + " has no tangents.");

    private void Forward(Load load)
    {
        if (activity.IsActive(load.Result) && !IsKnown(load.Result))
        {
            Value elements = Shadow(load.Buffer);
            Define(
                load.Result,
                writer.Define(elements.Type.Element!, null, result => new Load(writer.Statement, result, elements, load.Index) { IsInside = true }));
        }
    }

    private void Forward(Store store)
    {
        if (activity.IsActive(store.Buffer) && !IsKnown(store.Buffer))
        {
            Value elements = Shadow(store.Buffer);
            Value tangent = Typed(TangentOrZero(store.Value), elements.Type.Element!);
            writer.Add(new Store(writer.Statement, elements, store.Index, tangent));
        }
    }

    /// <summary>Where <paramref name="buffer"/> holds active values, makes the buffer of their tangents.</summary>
    private void DefineShadow(Value buffer, Op definition)
    {
        if (!buffer.Type.IsFloatBuffer || !activity.IsActive(buffer) || IsKnown(buffer) || definition is Opaque { Input: not null })
        {
            return;
        }

        string? name = TangentName(buffer);
        shadows[buffer] = definition switch
        {
            // An array that leaves the method takes its tangents along.
            Allocate o => writer.Define(
                o.Escapes ? buffer.Type : buffer.Type.Lent,
                name,
                result => new Allocate(writer.Statement, result, o.Length, o.Escapes)),
            Slice o => Window(o, Shadow(o.Buffer), name),
            Apply { Function: Intrinsics.Select } o => Choice(o, ShadowOrZeros(o.Arguments[1]), ShadowOrZeros(o.Arguments[2])),
            Apply { Function: Intrinsics.Copy } o => Shadow(o.Arguments[0]),
            Constant => writer.Zero(buffer.Type.Lent),

            // Filled with constants, it may receive active values later.
            Opaque or Call => ZerosLike(buffer, name),
            _ => throw new InvalidOperationException("The active buffer " + buffer + " comes from where no tangents are."),
        };
    }

    private Value Window(Slice slice, Value shadow, string? name) => writer.Define(
        slice.On(shadow.Type),
        name,
        result => new Slice(writer.Statement, result, shadow, slice.Start, slice.Length));

    private Value Choice(Apply select, Value yes, Value no) => writer.Apply(
        Intrinsics.Select,
        yes.Type.IsMatrix ? yes.Type.Lent : View(yes.Type.Element!, yes.Type.IsReadOnly || no.Type.IsReadOnly),
        select.Arguments[0],
        yes,
        no);

    private static IrType View(IrType element, bool readOnly) => readOnly ? IrType.ReadOnlySpan(element) : IrType.Span(element);

    /// <summary>The tangents of a buffer; fresh zeros, which nobody reads again, for one that is constant.</summary>
    private Value ShadowOrZeros(Value buffer) => ShadowOrNull(buffer) ?? ZerosLike(buffer, null);

    private Value ZerosLike(Value buffer, string? name)
    {
        Value extent = writer.Extent(buffer);
        return writer.Define(
            buffer.Type.IsMatrix ? buffer.Type : buffer.Type.Lent,
            name,
            result => new Allocate(writer.Statement, result, extent, Escapes: result.Type.IsArray));
    }
}
