using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Emit;

/// <summary>How a method's members that have several directions or columns go about them.</summary>
/// <param name="ByEight">Whether there is a sweep along eight directions.</param>
/// <param name="JacobianByColumns">Whether the Jacobian uses it; null where that depends on the lengths of buffers.</param>
/// <param name="OnlyOnce">Why the method cannot be run several times, where it cannot.</param>
internal sealed record SweepPlan(bool ByEight, bool? JacobianByColumns, Refusal? OnlyOnce);
