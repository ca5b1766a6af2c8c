namespace SymDiff.Generator.Ir;

/// <summary>What the user says of how a result comes to the reverse sweep.</summary>
internal enum Keeping
{
    /// <summary>Nothing: the plan decides.</summary>
    Planned,

    /// <summary>It is stored, however cheap.</summary>
    Stored,

    /// <summary>It is computed again, however expensive.</summary>
    Recomputed,
}
