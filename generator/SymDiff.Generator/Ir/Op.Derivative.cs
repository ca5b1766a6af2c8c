using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

// What the transforms add to the language of the front end.

/// <summary>Puts values on the workspace's stack, the first one first.</summary>
internal sealed record Push(int Statement, EquatableArray<Value> Values) : Op(Statement)
{
    /// <summary>What the <see cref="Pop"/> that takes them off calls them.</summary>
    public EquatableArray<Value> Popped { get; init; }

    public override IEnumerable<Value> Operands => Values;
}

/// <summary>Takes what <see cref="Push"/> put there: the results are in the order of the push.</summary>
internal sealed record Pop(int Statement, EquatableArray<Value> Values) : Op(Statement)
{
    public override IEnumerable<Value> Results => Values;
}

/// <summary>
/// Makes room on the workspace's stack for a value of each round of a loop, which stores it there. Nothing else goes on
/// the stack before the loop is through but spans of the same count, <paramref name="Following"/> words for each round.
/// </summary>
/// <param name="Popped">What the <see cref="PopSpan"/> that takes it off calls it.</param>
internal sealed record PushSpan(int Statement, Value Result, Value Count, int Following, Value Popped) : Op(Statement)
{
    public override IEnumerable<Value> Results => [Result];

    public override IEnumerable<Value> Operands => [Count];
}

/// <summary>Takes what a <see cref="PushSpan"/> of the same count made room for: to be read before anything else goes on the stack.</summary>
internal sealed record PopSpan(int Statement, Value Result, Value Count) : Op(Statement)
{
    public override IEnumerable<Value> Results => [Result];

    public override IEnumerable<Value> Operands => [Count];
}

/// <summary>A copy of a buffer's contents at this moment.</summary>
internal sealed record Snapshot(int Statement, Value Result, Value Buffer) : Op(Statement)
{
    public bool OfAdjoints { get; init; }

    public override IEnumerable<Value> Results => [Result];

    public override IEnumerable<Value> Operands => [Buffer];
}

/// <summary>Sets every element of a buffer to zero.</summary>
internal sealed record Clear(int Statement, Value Buffer) : Op(Statement)
{
    public override IEnumerable<Value> Operands => [Buffer];
}

/// <summary>The level of the workspace's arrays; <see cref="Release"/> goes back to it.</summary>
internal sealed record Mark(int Statement, Value Result) : Op(Statement)
{
    public bool OfAdjoints { get; init; }

    public override IEnumerable<Value> Results => [Result];
}

internal sealed record Release(int Statement, Value Level) : Op(Statement)
{
    public bool OfAdjoints { get; init; }

    public override IEnumerable<Value> Operands => [Level];
}

/// <summary>The backward half of a <see cref="Call"/> whose forward half has run, or the rule for one that has run.</summary>
/// <param name="Arguments">The leaves of by-value, <c>in</c> and buffer parameters, for a rule those of <c>ref</c> ones, too.</param>
/// <param name="ResultAdjoints">The adjoints of the floating-point leaves of the result, and buffers for buffer leaves.</param>
/// <param name="Adjoints">For each floating-point leaf of each differentiated parameter in order: the adjoint so far, or the adjoint buffer.</param>
/// <param name="Outputs">For each of those that is a number and not of an <c>out</c> parameter: its adjoint afterwards.</param>
internal sealed record BackwardCall(
    int Statement,
    Callee Callee,
    EquatableArray<Value> Arguments,
    EquatableArray<Value> ResultAdjoints,
    EquatableArray<Value> Adjoints,
    EquatableArray<Value> Outputs) : Op(Statement)
{
    public override IEnumerable<Value> Results => Outputs;

    public override IEnumerable<Value> Operands => [.. Arguments, .. ResultAdjoints, .. Adjoints];
}

/// <summary>A <see cref="Call"/> that carries tangents along.</summary>
/// <param name="Tangents">For each floating-point leaf of each differentiated parameter, without <c>out</c>: its tangent, or tangent buffer.</param>
/// <param name="Outputs">The outputs of the call, then the tangents of the floating-point ones among them.</param>
internal sealed record TangentCall(int Statement, Callee Callee, EquatableArray<Value> Arguments, EquatableArray<Value> Tangents, EquatableArray<Value> Outputs) : Op(Statement)
{
    /// <inheritdoc cref="Call.Through"/>
    public EquatableArray<string> Through { get; init; }

    public override IEnumerable<Value> Results => Outputs;

    public override IEnumerable<Value> Operands => [.. Arguments, .. Tangents];
}

/// <summary>
/// A part of the method that is a method of its own, so that the runtime compiles it alone: what it reads is handed to it.
/// </summary>
/// <param name="Name">What it is called.</param>
/// <param name="Inputs">What stands for the arguments of the body, in order.</param>
/// <param name="Body">It yields the results.</param>
internal sealed record Outlined(int Statement, string Name, EquatableArray<Value> Inputs, Region Body, EquatableArray<Value> Outputs) : Op(Statement)
{
    public override IEnumerable<Value> Results => Outputs;

    public override IEnumerable<Value> Operands => Inputs;
}

/// <summary>Where the forward sweep ends and the reverse sweep begins.</summary>
internal sealed record Turn(int Statement) : Op(Statement);
