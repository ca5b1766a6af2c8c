using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.FrontEnd;

/// <summary>An argument of a call; a list of them is in the order of evaluation.</summary>
/// <param name="Ordinal">The position of its parameter.</param>
/// <param name="Value">What is passed.</param>
internal readonly record struct CallArgument(int Ordinal, IOperation Value)
{
    /// <summary>What the argument is worth, where it was evaluated before the call.</summary>
    public Operand? Evaluated { get; init; }

    /// <summary>The place that is passed, where it was found before the call.</summary>
    public Place? Target { get; init; }

    /// <summary>
    /// Whether the callee sees the place itself: so with <c>ref</c> and <c>out</c>, and with <c>in</c> where the
    /// argument is a place of the same type. What is written to the place after this argument is then read there.
    /// </summary>
    public bool IsPlace(IParameterSymbol parameter) => Evaluated is null && parameter.RefKind switch
    {
        RefKind.None => false,
        RefKind.Ref or RefKind.Out => true,
        _ => SymbolEqualityComparer.Default.Equals(Value.Type, parameter.Type) && (IsVariable || IsElement || IsPart(Value)),
    };

    /// <summary>Whether it names a variable.</summary>
    public bool IsVariable => Value is ILocalReferenceOperation { Local.IsConst: false } or IParameterReferenceOperation or IDeclarationExpressionOperation or IDiscardOperation;

    /// <summary>Whether it names a field of a struct that is a variable.</summary>
    private static bool IsPart(IOperation operation) => operation is IFieldReferenceOperation field && Aggregates.PartOf(field) is not null
        && (field.Instance is ILocalReferenceOperation or IParameterReferenceOperation || IsPart(field.Instance!));

    private bool IsElement => Value is IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation
        or IPropertyReferenceOperation { Property: { IsIndexer: true, RefKind: not RefKind.None } };
}
