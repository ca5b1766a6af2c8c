using Microsoft.CodeAnalysis;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>Where a value lives: the target of an assignment, or what a <c>ref</c> stands for.</summary>
internal abstract record Place
{
    /// <summary>Where <c>_</c> puts a value.</summary>
    public static readonly Place Discarded = new Discard();

    /// <summary>A scalar or buffer variable.</summary>
    /// <param name="Variable">The variable.</param>
    /// <param name="Depth">How many branches and loops surround its declaration.</param>
    public sealed record Local(Variable Variable, int Depth) : Place;

    /// <summary>A tuple variable, or the targets of a deconstruction.</summary>
    public sealed record Tuple(IReadOnlyList<Place> Items) : Place;

    /// <summary>An element; buffer and index are evaluated once, when the place is named.</summary>
    public sealed record Element(Value Buffer, Value Index) : Place;

    /// <summary>An element of something opaque, such as a list: <paramref name="Template"/> reads it.</summary>
    public sealed record Foreign(IrType Type, string Template, Holes Arguments, string What, Location Location) : Place;

    /// <summary>A variable of delegate type: the function it holds is known while lowering.</summary>
    public sealed record Delegate(int Depth) : Place
    {
        public Operand? Current { get; set; }
    }

    private sealed record Discard : Place;
}
