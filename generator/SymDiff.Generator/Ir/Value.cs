namespace SymDiff.Generator.Ir;

/// <summary>A value in static single assignment form.</summary>
/// <param name="Id">Unique within its function.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">The user's name for it, where it has one.</param>
internal sealed record Value(int Id, IrType Type, string? Name = null)
{
    public bool Equals(Value? other) =>
        ReferenceEquals(this, other) || (other is not null && Id == other.Id && Name == other.Name && Type == other.Type);

    public override int GetHashCode() => Id;

    public override string ToString() => Name is null ? "%" + Id : "%" + Id + "." + Name;
}
