using System.Numerics;

namespace SymDiff;

/// <summary>
/// A number for each number of a module's parameters: gradients, adjoints or tangents. All of them stand in one array, in
/// the order of declaration, with those of nested modules in place.
/// </summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
public abstract class ModuleGradients<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly T[] storage;
    private readonly int start;
    private ModuleParameter[]? parameters;

    /// <summary>A part of <paramref name="storage"/>.</summary>
    /// <param name="storage">The array.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="count">How many numbers it has.</param>
    /// <exception cref="ArgumentException">The array is too short for that.</exception>
    protected ModuleGradients(T[] storage, int start, int count)
    {
        ArgumentNullException.ThrowIfNull(storage);
        if (start < 0 || count < 0 || count > storage.Length - start)
        {
            throw new ArgumentException($"Holds {storage.Length} elements, too few for {count} from {start} on.", nameof(storage));
        }

        this.storage = storage;
        this.start = start;
        Count = count;
    }

    /// <summary>How many numbers there are.</summary>
    public int Count { get; }

    /// <summary>All numbers: a view, not a copy.</summary>
    public Span<T> Flat => new(storage, start, Count);

    /// <summary>The name and place of each parameter.</summary>
    public IReadOnlyList<ModuleParameter> Parameters
    {
        get
        {
            if (parameters is null)
            {
                var all = new List<ModuleParameter>();
                Describe("", 0, all);
                parameters = [.. all];
            }

            return parameters;
        }
    }

    /// <summary>Sets every number to 0.</summary>
    public void Clear() => Flat.Clear();

    /// <summary>Adds the parameters with their names.</summary>
    /// <param name="prefix">What stands before each name.</param>
    /// <param name="offset">The place of the first number.</param>
    /// <param name="parameters">Added to.</param>
    protected abstract void Describe(string prefix, int offset, ICollection<ModuleParameter> parameters);

    /// <summary>Adds the parameters of a nested module.</summary>
    /// <param name="nested">Its gradients.</param>
    /// <param name="prefix">What stands before each name.</param>
    /// <param name="offset">The place of its first number.</param>
    /// <param name="parameters">Added to.</param>
    protected static void Describe(ModuleGradients<T> nested, string prefix, int offset, ICollection<ModuleParameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(nested);
        nested.Describe(prefix, offset, parameters);
    }

    /// <summary>The numbers of an array.</summary>
    /// <param name="from">The place of the first one.</param>
    /// <param name="to">The place after the last one.</param>
    protected Span<T> Part(int from, int to) => new(storage, start + from, to - from);

    /// <summary>One number.</summary>
    /// <param name="at">Its place.</param>
    protected ref T Number(int at) => ref storage[start + at];
}
