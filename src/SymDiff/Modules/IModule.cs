using System.ComponentModel;
using System.Numerics;

namespace SymDiff;

/// <summary>
/// A class with trainable members, marked <see cref="ParameterAttribute"/>: implemented by the part of it that is
/// generated. Its parameters, laid end to end in the order of their declaration, with nested modules in place, are one
/// flat vector, as optimizers and <see cref="GradientCheck"/> take it.
/// </summary>
/// <typeparam name="T">The type of its numbers.</typeparam>
public interface IModule<T>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>How many numbers the parameters hold together.</summary>
    int ParameterCount { get; }

    /// <summary>Copies the parameters to <paramref name="destination"/>.</summary>
    /// <param name="destination">Overwritten; <see cref="ParameterCount"/> numbers.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    void CopyParametersTo(Span<T> destination);

    /// <summary>Gives the parameters the values of <paramref name="source"/>; arrays are written in place.</summary>
    /// <param name="source"><see cref="ParameterCount"/> numbers.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    void SetParameters(ReadOnlySpan<T> source);

    /// <summary>Adds every array and module that the parameters are, so that one used twice is found.</summary>
    /// <param name="parts">Added to.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void CollectParts(ICollection<object> parts);

    /// <summary>Whether a parameter lies in <paramref name="memory"/>.</summary>
    /// <param name="memory">The memory.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    bool Overlaps(ReadOnlySpan<byte> memory);
}
