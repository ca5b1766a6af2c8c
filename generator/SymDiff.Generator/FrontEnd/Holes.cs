using System.Collections;
using Microsoft.CodeAnalysis;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>The values that fill the holes <c>{0}</c>, <c>{1}</c>, … of a template, and the expressions they come from.</summary>
internal sealed class Holes : IReadOnlyList<Value>
{
    private readonly List<Value> values = [];
    private readonly List<SyntaxNode?> operands = [];

    public int Count => values.Count;

    /// <summary>How each value is written; null for what is no number.</summary>
    public IReadOnlyList<SyntaxNode?> Operands => operands;

    public Value this[int index] => values[index];

    /// <summary>Gives the value a hole, and returns that.</summary>
    public string Add(Value value, IOperation? from)
    {
        values.Add(value);
        operands.Add(value.Type.IsFloat ? from?.Syntax : null);
        return "{" + (values.Count - 1) + "}";
    }

    public IEnumerator<Value> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
