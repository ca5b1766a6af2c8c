using System.Runtime.CompilerServices;

namespace SymDiff.Generator.Infrastructure;

/// <summary>Tells records apart by identity where their values may be equal.</summary>
internal sealed class ReferenceComparer<T> : IEqualityComparer<T>
    where T : class
{
    public static readonly ReferenceComparer<T> Instance = new();

    public bool Equals(T? x, T? y) => ReferenceEquals(x, y);

    public int GetHashCode(T obj) => RuntimeHelpers.GetHashCode(obj);
}
