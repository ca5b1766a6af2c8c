namespace SymDiff;

/// <summary>
/// Marks what is learnt of a class: a <see cref="double"/>, a <see cref="float"/>, an array of them, or another class
/// with such members. The class then is a <see cref="IModule{T}"/> and gets a nested type <c>Gradients</c>, into which
/// marked methods that read these members are differentiated.
/// </summary>
/// <remarks>
/// The class and the types around it are <c>partial</c>. All parameters of a module hold numbers of one type. Fields
/// without the mark are constants of differentiation.
/// </remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
public sealed class ParameterAttribute : Attribute;
