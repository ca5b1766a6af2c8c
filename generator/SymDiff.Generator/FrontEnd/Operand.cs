using Microsoft.CodeAnalysis;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.FrontEnd;

/// <summary>What an expression is worth while lowering: a value, an aggregate of operands, or a function known by name.</summary>
internal abstract record Operand
{
    /// <summary>The result of a call that returns nothing.</summary>
    public static readonly Operand Nothing = new Void();

    /// <summary>One value: a number, a flag, a buffer or something opaque.</summary>
    public sealed record Single(Value Value) : Operand;

    /// <summary>A tuple or struct, taken apart: the representation knows neither.</summary>
    public sealed record Aggregate(IReadOnlyList<Operand> Items) : Operand;

    /// <summary>A lambda, local function or method group. It exists at compile time only.</summary>
    /// <param name="Symbol">The function.</param>
    /// <param name="Body">Its body, or null for a method group.</param>
    /// <param name="Scope">The activation whose variables it may name.</param>
    /// <param name="Instance">The receiver of a method group.</param>
    public sealed record Function(IMethodSymbol Symbol, IOperation? Body, Frame? Scope, IOperation? Instance) : Operand
    {
        /// <summary>The receiver, where it is an aggregate that was found already.</summary>
        public Place? Self { get; init; }
    }

    /// <summary>An object with parameters. Which one it is, is known at compile time.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="Path">Where the marked method has it from; null where it is a constant.</param>
    /// <param name="Value">The object, where it is held in a value.</param>
    public sealed record Module(ITypeSymbol Type, ModulePath? Path, Value? Value) : Operand;

    /// <summary>An array or span of structs, as the numbers in them laid end to end.</summary>
    public sealed record Structs(StructBuffer Shape, Value Numbers) : Operand;

    private sealed record Void : Operand;
}
