using SymDiff.Generator.Infrastructure;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Emit;

internal enum MemberKind
{
    Gradient,
    Forward,
    Backward,
    Jvp,
    SeveralDirections,
    EightDirections,
    Jacobian,
    HessianVectorProduct,
    Hessian,
    Derivative,
    GradientBatch,
    JacobianBatch,
}

/// <summary>One method to emit.</summary>
/// <param name="Kind">Which derivative.</param>
/// <param name="Arguments">
/// The values of the method's own leaves in order, without <c>out</c> ones; <see cref="MemberKind.Backward"/> has no
/// <c>ref</c> ones either: they stand here all the same, unused.
/// </param>
/// <param name="ResultAdjoints">Backward: the adjoints of the result's floating-point leaves.</param>
/// <param name="Derivatives">
/// Per differentiated leaf in order, for the parameter of the emitted method that belongs to it: a destination buffer
/// (gradient), the adjoint on entry (backward), the tangent on entry (forward mode); null where there is none.
/// </param>
/// <param name="Body">The operations.</param>
/// <param name="Yields">The outputs of the primal: result leaves, then <c>ref</c> and <c>out</c> leaves; empty for backward.</param>
/// <param name="DerivativeYields">
/// Gradient: the derivative of every by-value leaf. Backward: what is added to, or for <c>ref</c> assigned to, the
/// adjoint of every such leaf. Forward mode: the tangent of every floating-point output. Null for zero.
/// </param>
/// <param name="Report">What is cached, for the documentation.</param>
internal sealed record Member(
    MemberKind Kind,
    EquatableArray<Value> Arguments,
    EquatableArray<Value> ResultAdjoints,
    EquatableArray<Value?> Derivatives,
    EquatableArray<Op> Body,
    EquatableArray<Value> Yields,
    EquatableArray<Value?> DerivativeYields,
    string Report)
{
    /// <summary>The contract, where the member has one of its own: its derivatives then are parameters like others.</summary>
    public Callee? Contract { get; init; }

    /// <summary>
    /// Whether the runtime is to compile it with all optimisations at once: a loop over vectors, measured by calls until
    /// the runtime knows it for hot, is slow beyond measure.
    /// </summary>
    public bool IsHot { get; init; }

    /// <summary>Why it throws, where it does nothing else.</summary>
    public Refusal? Refused { get; init; }

    /// <summary>The user's statements, where the body is not the method's own but has callees in place.</summary>
    public EquatableArray<string>? Statements { get; init; }

    /// <summary>
    /// The partial derivatives as formulas of the arguments, for the documentation: as many yields as there are differentiated
    /// numbers. Null where they would be no formulas, or too long for one.
    /// </summary>
    public Region? Formulas { get; init; }
}
