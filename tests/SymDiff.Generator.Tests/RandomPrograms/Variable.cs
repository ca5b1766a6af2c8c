namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>A variable that the statement being written may use.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record Variable(string Name, VariableKind Kind)
{
    /// <summary>Whether it, or an element of it, may be written.</summary>
    public bool Writable { get; init; } = true;

    /// <summary>Whether a local function may use it: references and spans cannot be captured.</summary>
    public bool Capturable { get; init; } = true;

    /// <summary>Whether it is a parameter of a module, which goes only to callees that cannot write it.</summary>
    public bool Learnt { get; init; }

    /// <summary>The smallest number it can hold, or the smallest length it can have.</summary>
    public int Min { get; init; }

    /// <summary>The largest number it can hold, or the largest length it can have.</summary>
    public int Max { get; init; } = int.MaxValue;

    /// <summary>Names the memory behind an array or span: slices share it.</summary>
    public string Root { get; init; } = "";

    /// <summary>The array or span that this integer indexes without a bound of its own.</summary>
    public string IndexOf { get; init; } = "";

    /// <summary>True for arrays and spans of numbers.</summary>
    public bool IsBuffer => Kind is VariableKind.Array or VariableKind.Span or VariableKind.ReadOnlySpan;
}
