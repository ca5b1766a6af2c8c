using System.Numerics;

namespace SymDiff;

/// <summary>A rule that improves a flat vector of parameters from the gradient of a loss.</summary>
/// <typeparam name="T">The number type, <see cref="double"/> or <see cref="float"/>.</typeparam>
/// <remarks>
/// An optimizer belongs to one vector of parameters: its state is allocated at the first step and keeps that length.
/// </remarks>
public interface IOptimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The size of a step; may be changed between steps.</summary>
    double LearningRate { get; set; }

    /// <summary>Moves the parameters one step downhill.</summary>
    /// <param name="parameters">Overwritten with the improved parameters.</param>
    /// <param name="gradient">The gradient of the loss at <paramref name="parameters"/>; same length, other memory.</param>
    /// <exception cref="ArgumentException">
    /// The lengths differ from each other or from those of the first step, or the two overlap; nothing is written then.
    /// </exception>
    void Update(Span<T> parameters, ReadOnlySpan<T> gradient);
}
