namespace SymDiff;

/// <summary>
/// Asks a method that calls this marked one to store its result, where the way back reads it, and never to compute it again.
/// </summary>
/// <remarks>
/// The result of a call is stored anyhow. The mark matters where the member is repeated in place, as operators, getters and
/// methods of structs are: what is cheap is computed again there.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, Inherited = false)]
public sealed class CacheAttribute : Attribute;
