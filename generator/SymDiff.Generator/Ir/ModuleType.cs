namespace SymDiff.Generator.Ir;

/// <summary>A class with trainable members, as callers and the emitter know it.</summary>
/// <param name="Gradients">The type of its gradients, fully qualified.</param>
/// <param name="Number">The type of its numbers.</param>
internal sealed record ModuleType(string Gradients, string Number)
{
    /// <summary>The type of its numbers.</summary>
    public IrType Element => Number == IrType.Single.Name ? IrType.Single : IrType.Double;

    /// <summary>The class itself, fully qualified.</summary>
    public string Name => Gradients.Substring(0, Gradients.LastIndexOf('.'));
}
