namespace SymDiff.Generator.Ir;

/// <summary>Numbers new values of one function.</summary>
internal sealed class Numbering(int next)
{
    public int Next { get; private set; } = next;

    public int Take() => Next++;

    public Value New(IrType type, string? name = null) => new(Next++, type, name);
}
