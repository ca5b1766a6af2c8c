using System.Numerics;

namespace SymDiff;

/// <summary>The base of the type <c>Gradients</c> that is generated for a module.</summary>
/// <typeparam name="TModule">The module.</typeparam>
/// <typeparam name="T">The type of its numbers.</typeparam>
public abstract class ModuleGradients<TModule, T> : ModuleGradients<T>
    where TModule : class, IModule<T>
    where T : IFloatingPointIeee754<T>
{
    /// <inheritdoc cref="ModuleGradients{T}(T[], int, int)"/>
    protected ModuleGradients(T[] storage, int start, int count)
        : base(storage, start, count)
    {
    }

    /// <summary>Whether there is a number here for each number of <paramref name="owner"/>, parameter by parameter.</summary>
    /// <param name="owner">The module.</param>
    public abstract bool Fits(TModule owner);

    /// <summary>Adds <paramref name="scale"/> times <paramref name="other"/>.</summary>
    /// <param name="other">Gradients of as many numbers; it may be this one.</param>
    /// <param name="scale">The factor.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers in the other.</exception>
    public void AddScaled(ModuleGradients<TModule, T> other, T scale)
    {
        ArgumentNullException.ThrowIfNull(other);
        Span<T> sums = Flat;
        ReadOnlySpan<T> terms = other.Flat;
        Guard.HasLength(sums.Length, terms, nameof(other));
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += scale * terms[i];
        }
    }

    /// <summary>An array of zeros for a module.</summary>
    /// <param name="module">The module.</param>
    /// <exception cref="ArgumentException">
    /// A nested module is null, or one array or module is two of its parameters: to each belongs a part of the gradient,
    /// and a step along both parts would keep that of the last one only.
    /// </exception>
    protected static T[] Storage(TModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        var parts = new List<object>();
        module.CollectParts(parts);
        if (parts.Distinct(ReferenceEqualityComparer.Instance).Count() < parts.Count)
        {
            throw new ArgumentException("One array or module is two parameters of it. Give each its own.", nameof(module));
        }

        return new T[module.ParameterCount];
    }
}
