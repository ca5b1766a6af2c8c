namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>One parameter of an entry method.</summary>
/// <param name="Name">Its name, without <c>@</c>; empty for the module that the method is called on.</param>
/// <param name="Type">Its C# type.</param>
/// <param name="Modifier">Empty, <c>ref</c>, <c>in</c> or <c>out</c>.</param>
/// <param name="Differentiated">Whether derivatives are taken with respect to it.</param>
/// <param name="Shape">How it is made of numbers; null for a number and for what is no number.</param>
internal sealed record EntryParameter(string Name, string Type, string Modifier, bool Differentiated, EntryShape? Shape)
{
    /// <summary>The type of its numbers; null for a scalar.</summary>
    public string? Element => Shape?.Element;

    /// <summary>True where its derivative goes to a destination beside it.</summary>
    public bool IsBuffer => Shape is { Passage: not EntryPassage.Value };

    /// <summary>True where its derivative is returned: its value on entry is an input.</summary>
    public bool IsReturned => Differentiated && !IsBuffer && Modifier != "out";

    /// <summary>True where numbers leave through it.</summary>
    public bool IsResult => Differentiated && (IsBuffer || Modifier is "ref" or "out");

    /// <summary>True where its elements can be written.</summary>
    public bool IsWritable => Differentiated && IsBuffer && Shape is not { IsModule: true } && !Type.StartsWith("ReadOnly", StringComparison.Ordinal) && !Type.StartsWith("List", StringComparison.Ordinal);

    /// <summary>Whether many points have numbers or rows of it in one span.</summary>
    public bool HasRows => Modifier is "" or "in"
        && (Shape is { Passage: EntryPassage.Span } ? Type.EndsWith("[]", StringComparison.Ordinal) || Type.StartsWith("Span<", StringComparison.Ordinal) || Type.StartsWith("ReadOnlySpan<", StringComparison.Ordinal) : Type is "double" or "float" or "int" or "long" or "bool");

    /// <summary>True for the module that the method is called on.</summary>
    public bool IsSelf => Name.Length == 0;
}
