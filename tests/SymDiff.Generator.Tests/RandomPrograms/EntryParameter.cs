namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>One parameter of an entry method.</summary>
/// <param name="Name">Its name, without <c>@</c>.</param>
/// <param name="Type">Its C# type.</param>
/// <param name="Modifier">Empty, <c>ref</c>, <c>in</c> or <c>out</c>.</param>
/// <param name="Differentiated">Whether derivatives are taken with respect to it.</param>
internal sealed record EntryParameter(string Name, string Type, string Modifier, bool Differentiated)
{
    /// <summary>The element type of an array or span; null for a scalar.</summary>
    public string? Element => Type switch
    {
        "double[]" or "Span<double>" or "ReadOnlySpan<double>" => "double",
        "float[]" or "Span<float>" or "ReadOnlySpan<float>" => "float",
        "int[]" or "Span<int>" or "ReadOnlySpan<int>" => "int",
        _ => null,
    };

    /// <summary>True for arrays and spans.</summary>
    public bool IsBuffer => Element is not null;

    /// <summary>True for a scalar whose entry value is an input.</summary>
    public bool IsMovingScalar => Differentiated && !IsBuffer && Modifier != "out";
}
