namespace SymDiff;

/// <summary>
/// Asks a method that calls this marked one to keep nothing of it: neither its result nor what its backward half needs is
/// stored, both are computed again on the way back.
/// </summary>
/// <remarks>
/// It trades work for memory: each reversed call runs the member once more, and once more again where other derivatives
/// read its result. The member must do nothing but compute: no writes to its arguments, to fields or elsewhere, no random
/// numbers, no recursion.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, Inherited = false)]
public sealed class RecomputeAttribute : Attribute;
