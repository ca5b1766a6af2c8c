using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

/// <summary>The contract of a member that takes what the marked method takes, as it stands, and then more.</summary>
internal sealed class Contract(Callee callee)
{
    private readonly FreeNames names = new(callee);
    private readonly List<Parameter> added = [];

    /// <summary>Adds a span.</summary>
    /// <param name="name">Its name, where that is free.</param>
    /// <param name="element">The type of its elements.</param>
    /// <param name="written">Whether the member writes it.</param>
    public Contract Span(string name, IrType element, bool written) => Add(name, written ? IrType.Span(element) : IrType.ReadOnlySpan(element), written);

    /// <summary>Adds a parameter.</summary>
    public Contract Add(string name, IrType type, bool written = false)
    {
        added.Add(new Parameter(names.Take(name), type.Name, Passing.Value, [new Leaf("", type)], false, written));
        return this;
    }

    /// <summary>The contract, with no parameter that has a derivative of its own.</summary>
    public Callee Build() => callee.OfInputs with
    {
        Parameters = [.. callee.Parameters.Select(static p => p with { Differentiated = false }), .. added],
    };
}
