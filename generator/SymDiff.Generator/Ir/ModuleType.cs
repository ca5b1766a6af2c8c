namespace SymDiff.Generator.Ir;

/// <summary>A class with trainable members, as callers and the emitter know it.</summary>
/// <param name="Gradients">The type of its gradients, fully qualified.</param>
/// <param name="Number">The type of its numbers.</param>
internal sealed record ModuleType(string Gradients, string Number);
