using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
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

    /// <summary>A variable of an aggregate type, or the targets of a deconstruction.</summary>
    public sealed record Aggregate(IReadOnlyList<Place> Items) : Place
    {
        /// <summary>Whether it is an element of an array or span, or a part of one: its numbers are there all or not at all.</summary>
        public bool IsElement { get; init; }
    }

    /// <summary>A variable that holds an array or span of structs.</summary>
    /// <param name="Shape">What it is.</param>
    /// <param name="Numbers">The variable of the numbers in it.</param>
    public sealed record Structs(StructBuffer Shape, Local Numbers) : Place;

    /// <summary>An element; buffer and index are evaluated once, when the place is named.</summary>
    public sealed record Element(Value Buffer, Value Index) : Place;

    /// <summary>An element of something opaque, such as a list: <paramref name="Template"/> reads it.</summary>
    public sealed record Foreign(ITypeSymbol Symbol, string Template, Holes Arguments, string What, Location Location) : Place
    {
        public IrType Type => TypeReader.Read(Symbol);
    }

    /// <summary>A property or indexer of an aggregate that computes: its accessors run in place.</summary>
    /// <param name="Operation">Where it is named.</param>
    /// <param name="Self">The aggregate.</param>
    /// <param name="Arguments">The arguments of an indexer, evaluated.</param>
    public sealed record Property(IPropertyReferenceOperation Operation, Place Self, IReadOnlyList<Operand> Arguments) : Place;

    /// <summary>A variable of delegate type: the function it holds is known while lowering.</summary>
    public sealed record Delegate(int Depth) : Place
    {
        public Operand? Current { get; set; }
    }

    private sealed record Discard : Place;
}
