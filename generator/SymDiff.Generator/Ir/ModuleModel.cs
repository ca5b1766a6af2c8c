using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

/// <summary>What a trainable member holds. Matrices would be another kind: a member of <c>Gradients</c> of their shape.</summary>
internal enum ModuleMemberKind
{
    Number,
    Array,
    Module,
}

/// <summary>A trainable member of a module.</summary>
/// <param name="Name">Its name, with <c>@</c> before a keyword.</param>
/// <param name="Gradients">The type of a nested module's gradients, fully qualified; empty for numbers and arrays.</param>
/// <param name="Access">The accessibility of the member of <c>Gradients</c> that belongs to it.</param>
/// <param name="IsVariable">Whether it is a field, which has an address, and no property.</param>
internal sealed record ModuleMember(ModuleMemberKind Kind, string Name, string Gradients, string Access, bool IsVariable);

/// <summary>Everything that the generated part of a module depends on: the value that the incremental pipeline compares.</summary>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="Types">From the outermost to the module.</param>
/// <param name="Name">The module's type inside itself.</param>
/// <param name="HintName">The emitted file's name, unique and stable.</param>
/// <param name="Element">The type of its numbers.</param>
/// <param name="Members">The trainable members, in the order of declaration.</param>
internal sealed record ModuleModel(string Namespace, EquatableArray<ContainingType> Types, string Name, string HintName, IrType Element, EquatableArray<ModuleMember> Members)
{
    /// <summary>Whether <c>Span</c> and the like mean what they say where the module stands.</summary>
    public bool HasShortNames { get; init; }
}
