using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

internal enum Passing
{
    Value,
    In,
    Ref,
    Out,
}

/// <summary>One number, flag or buffer inside a parameter or result: <paramref name="Path"/> is <c>""</c> or <c>".Item2.Item1"</c>.</summary>
internal sealed record Leaf(string Path, IrType Type);

/// <summary>A parameter of a marked method.</summary>
/// <param name="Name">Its name, without <c>@</c>.</param>
/// <param name="Type">Its C# type, fully qualified.</param>
/// <param name="Passing">How it is passed.</param>
/// <param name="Leaves">Its parts; one unless it is a tuple.</param>
/// <param name="Differentiated">Whether it holds floating-point numbers and is not marked <c>[NoGradient]</c>.</param>
/// <param name="Written">False when the method is known not to write the buffer; true otherwise.</param>
internal sealed record Parameter(string Name, string Type, Passing Passing, EquatableArray<Leaf> Leaves, bool Differentiated, bool Written)
{
    public bool IsBuffer => Leaves.Count == 1 && Leaves[0].Type.IsBuffer;
}

/// <summary>The contract of a marked method: what callers and the emitter need to know of it.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Receiver">What stands before the dot in a call: a type, or <c>this</c>.</param>
/// <param name="ReturnType">Its C# type, or <c>void</c>.</param>
internal sealed record Callee(string Receiver, string Name, string ReturnType, EquatableArray<Leaf> Returns, EquatableArray<Parameter> Parameters)
{
    /// <summary>Whether it returns one floating-point number.</summary>
    public bool ReturnsNumber => Returns.Count == 1 && Returns[0].Path.Length == 0 && Returns[0].Type.IsFloat;

    /// <summary>Whether its arguments end as they were, so that it can run again.</summary>
    public bool KeepsArguments => Parameters.All(static p => p.Passing is Passing.Value or Passing.In && !p.Written);
}
