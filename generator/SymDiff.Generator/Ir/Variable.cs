namespace SymDiff.Generator.Ir;

/// <summary>A local variable of the source while its method is being lowered.</summary>
internal sealed class Variable(string name, IrType type, int index)
{
    /// <summary>The user's name, or null for a variable of the compiler's own.</summary>
    public string? Name { get; } = name.Length == 0 ? null : name;

    public IrType Type { get; } = type;

    internal int Index { get; } = index;
}
