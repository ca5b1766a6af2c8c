using System.Numerics;

namespace SymDiff;

/// <summary>The end of a <see cref="Chain{T}"/>: a marked loss, given by the two halves that SymDiff emits for it.</summary>
/// <typeparam name="T">The number type, <see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed class LossHead<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Describes a loss.</summary>
    /// <param name="forward">Its <c>FForward</c>.</param>
    /// <param name="backward">Its <c>FBackward</c>.</param>
    public LossHead(LossForward<T> forward, LossBackward<T> backward)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        Forward = forward;
        Backward = backward;
    }

    internal LossForward<T> Forward { get; }

    internal LossBackward<T> Backward { get; }
}
