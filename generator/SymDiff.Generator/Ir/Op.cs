using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

/// <summary>One operation. Those with regions are the structured control flow.</summary>
/// <param name="Statement">The user's statement it comes from: an index into <see cref="Function.Statements"/>, or -1.</param>
internal abstract record Op(int Statement)
{
    /// <summary>How its results come to the reverse sweep, where the user says so.</summary>
    public Keeping Keeping { get; init; }

    /// <summary>What it defines.</summary>
    public virtual IEnumerable<Value> Results => [];

    /// <summary>What it reads, without what its regions read.</summary>
    public virtual IEnumerable<Value> Operands => [];

    public virtual IEnumerable<Region> Regions => [];

    /// <summary>The operation and those inside of it, each before those inside of it.</summary>
    public IEnumerable<Op> All() => Regions.SelectMany(static region => region.All()).Prepend(this);
}

/// <summary>A literal. <paramref name="Text"/> is its C# text at the result's type, invariant.</summary>
internal sealed record Constant(int Statement, Value Result, string Text) : Op(Statement)
{
    public override IEnumerable<Value> Results => [Result];
}

/// <summary>A pure function of its arguments: a row of the rule table, or one of <see cref="Intrinsics"/>.</summary>
/// <param name="Attribute">What the function needs besides its arguments: <c>checked</c> for integer arithmetic, a target type.</param>
internal sealed record Apply(int Statement, Value Result, string Function, EquatableArray<Value> Arguments, string Attribute = "") : Op(Statement)
{
    /// <summary>When an operand turns out to be varied, the entry of <see cref="Function.Refusals"/> to warn with; or -1.</summary>
    public int Notice { get; init; } = -1;

    public override IEnumerable<Value> Results => [Result];

    public override IEnumerable<Value> Operands => Arguments;
}

/// <summary>How an <see cref="Opaque"/> operation relates to the operations around it.</summary>
internal enum Effect
{
    /// <summary>Always the same for the same operands: may be repeated, moved or dropped.</summary>
    Pure,

    /// <summary>Reads state that others may change: keeps its place, is never repeated, may be dropped.</summary>
    Reads,

    /// <summary>Happens exactly once, in place.</summary>
    Acts,
}

/// <summary>
/// C# that differentiation only passes along: no derivative goes through it. The holes <c>{0}</c>, <c>{1}</c>, … of
/// <paramref name="Template"/> are its operands.
/// </summary>
/// <param name="Refusal">
/// When an operand turns out to be active the method is refused with this entry of <see cref="Function.Refusals"/>;
/// -1 where cutting the derivative is what the user asked for.
/// </param>
internal sealed record Opaque(int Statement, Value? Result, string Template, EquatableArray<Value> Arguments, Effect Effect, int Refusal) : Op(Statement)
{
    /// <summary>Whether it only throws or does nothing: to do it again changes nothing.</summary>
    public bool IsCheck { get; init; }

    /// <summary>What it costs to compute a pure one again, in additions.</summary>
    public int Cost { get; init; }

    /// <summary>What it is called after, where it has no name of the user's.</summary>
    public string? Hint { get; init; }

    /// <summary>The module's parameter that is read: an input of the method, like its parameters. Such operations stand first.</summary>
    public ModulePath? Input { get; init; }

    public override IEnumerable<Value> Results => Result is null ? [] : [Result];

    public override IEnumerable<Value> Operands => Arguments;
}

/// <summary>Ends the path with an exception; <paramref name="Template"/> is the C# expression of the exception.</summary>
internal sealed record Throw(int Statement, string Template, EquatableArray<Value> Arguments) : Op(Statement)
{
    public override IEnumerable<Value> Operands => Arguments;
}

/// <summary>An array of <paramref name="Length"/> zeros, which for rows is an array of arrays that they are like. One that <paramref name="Escapes"/> is a real array, not lent.</summary>
internal sealed record Allocate(int Statement, Value Result, Value Length, bool Escapes) : Op(Statement)
{
    /// <summary>Whether it is for adjoints: the reverse sweep gives back arrays of the forward sweep while it holds its own.</summary>
    public bool OfAdjoints { get; init; }

    public override IEnumerable<Value> Results => [Result];

    public override IEnumerable<Value> Operands => [Length];
}

/// <summary>
/// A window on a buffer: writes through one are seen through the other. A null length runs to the end. Elements that lie
/// end to end are viewed as rows where the result is such, and the length an array of arrays that it is like.
/// </summary>
internal sealed record Slice(int Statement, Value Result, Value Buffer, Value Start, Value? Length) : Op(Statement)
{
    /// <summary>Whether it views elements as rows. Where each begins is kept in memory of its own.</summary>
    public bool LaysOut => Result.Type.IsJagged;

    /// <inheritdoc cref="Allocate.OfAdjoints"/>
    public bool OfAdjoints { get; init; }

    /// <summary>The type of the same window on another buffer, of adjoints or tangents.</summary>
    public IrType On(IrType buffer) => LaysOut ? Result.Type.LentOf(buffer.Element!) : buffer.Part;

    public override IEnumerable<Value> Results => [Result];

    public override IEnumerable<Value> Operands => Length is null ? [Buffer, Start] : [Buffer, Start, Length];
}

internal sealed record Load(int Statement, Value Result, Value Buffer, Value Index) : Op(Statement)
{
    /// <summary>Whether the index is known to be inside: an element of a buffer of the same length was read there before.</summary>
    public bool IsInside { get; init; }

    public override IEnumerable<Value> Results => [Result];

    public override IEnumerable<Value> Operands => [Buffer, Index];
}

internal sealed record Store(int Statement, Value Buffer, Value Index, Value Value) : Op(Statement)
{
    /// <summary>Whether the element holds the value already, and gets its derivative only: done with once the sweeps are written.</summary>
    public bool IsThere { get; init; }

    public override IEnumerable<Value> Operands => [Buffer, Index, Value];
}

/// <summary><c>Buffer[Index] += Value</c>: how adjoints of elements are collected.</summary>
internal sealed record Accumulate(int Statement, Value Buffer, Value Index, Value Value) : Op(Statement)
{
    public override IEnumerable<Value> Operands => [Buffer, Index, Value];
}

/// <summary>
/// Writes a <c>ref</c> or <c>out</c> argument where the method does: what an exception further on leaves behind. The
/// method itself goes on with <paramref name="Value"/>.
/// </summary>
/// <param name="Target">The parameter, or an element of it where it is a tuple: <c>pair.Item1</c>.</param>
internal sealed record Publish(int Statement, string Target, Value Value) : Op(Statement)
{
    public override IEnumerable<Value> Operands => [Value];
}

/// <summary>A call to another marked method by its contract: as it stands, or its forward half.</summary>
/// <param name="Arguments">The leaves of the method's parameters in order, without <c>out</c> ones.</param>
/// <param name="Outputs">The leaves of its result, then of its <c>ref</c> and <c>out</c> parameters in order.</param>
internal sealed record Call(int Statement, Callee Callee, EquatableArray<Value> Arguments, EquatableArray<Value> Outputs) : Op(Statement)
{
    /// <summary>Whether this runs <c>FForward</c>, which leaves on the workspace what <see cref="BackwardCall"/> takes off.</summary>
    public bool IsForwardHalf { get; init; }

    /// <summary>
    /// For each <c>ref</c> or <c>out</c> parameter in order: the caller's own argument that is handed on, where it is
    /// one, so that it has what the callee wrote before an exception.
    /// </summary>
    public EquatableArray<string> Through { get; init; }

    /// <summary>
    /// Where the callee is an emitted gradient: what it is the gradient of. Before any sweep it is put in place or left to be
    /// reversed by a product with the Hessian (<c>NestedGradients</c>).
    /// </summary>
    public Primal? Primal { get; init; }

    /// <summary>Whether the same call has been made before and writes nothing: where nobody reads what it gives, it is left out.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>
    /// What the backward half is given: the arguments, or copies of buffers that change later. Empty where the call is
    /// not reversed, and where a module is all that goes in.
    /// </summary>
    public EquatableArray<Value> BackwardArguments { get; init; }

    /// <summary>The call once more on the way back: of the method as it stands, with what its backward half is given.</summary>
    public Call Again(Numbering numbering) => this with
    {
        Keeping = Keeping.Planned,
        Arguments = BackwardArguments,
        BackwardArguments = [],
        Outputs = Outputs.Select(o => numbering.New(o.Type, o.Name)).ToEquatable(),
    };

    public override IEnumerable<Value> Results => Outputs;

    public override IEnumerable<Value> Operands => Arguments;
}

/// <summary>Runs one of two regions; each yields one value per result.</summary>
internal sealed record If(int Statement, Value Condition, Region Then, Region Else, EquatableArray<Value> Outputs) : Structured(Statement)
{
    public override IEnumerable<Value> Results => Outputs;

    public override IEnumerable<Value> Operands => [Condition];

    public override IEnumerable<Region> Regions => [Then, Else];
}

/// <summary>
/// A counted loop: <c>for (i = Start; i Comparison End; i += Step)</c>, where <c>i</c> is the first argument of the
/// body and the carried values are the others. The end is evaluated once.
/// </summary>
internal sealed record For(int Statement, Value Start, string Comparison, Value End, long Step, EquatableArray<Value> Inits, Region Body, EquatableArray<Value> Outputs) : Structured(Statement)
{
    public override IEnumerable<Value> Results => Outputs;

    public override IEnumerable<Value> Operands => [Start, End, .. Inits];

    public override IEnumerable<Region> Regions => [Body];

    public Value Index => Body.Arguments[0];

    /// <summary>Whether each round is run backwards at once, behind a <see cref="Turn"/>.</summary>
    public bool Turns => Body.Ops.Any(static op => op is Turn);

    /// <summary>What a round does before its <see cref="Turn"/>: all of it where there is none.</summary>
    public IEnumerable<Op> There => Body.Ops.TakeWhile(static op => op is not Turn);

    /// <summary>What a round does behind its <see cref="Turn"/>.</summary>
    public IEnumerable<Op> Back => Body.Ops.SkipWhile(static op => op is not Turn).Skip(1);

    /// <summary>
    /// Whether the index steps between test and body: <c>for (i = Start; i-- &gt; End;)</c>. So mirrored, no bound of a
    /// loop is ever added to, and none can overflow.
    /// </summary>
    public bool StepsFirst { get; init; }

    /// <summary>In the reverse sweep: integers of the mirrored round that follow from the number of the round.</summary>
    public EquatableArray<Recurrence> Recurrences { get; init; }
}

/// <summary>
/// In a round of a mirrored loop the primal's <paramref name="Value"/> is <c>Start + Step * (k - Origin)</c>, where
/// <c>k</c> is the index of the mirror; without an origin it counts from zero, without a start it is the index itself.
/// </summary>
internal sealed record Recurrence(Value Value, Value? Start, long Step, Value? Origin = null);

/// <summary>
/// <c>while (Test) Body</c>. Both regions take the carried values as arguments, under the same numbers; the test yields one boolean and has no
/// effects; the body yields the carried values of the next iteration.
/// </summary>
internal sealed record While(int Statement, EquatableArray<Value> Inits, Region Test, Region Body, EquatableArray<Value> Outputs) : Structured(Statement)
{
    public override IEnumerable<Value> Results => Outputs;

    public override IEnumerable<Value> Operands => Inits;

    public override IEnumerable<Region> Regions => [Test, Body];
}

/// <summary>An operation with regions.</summary>
internal abstract record Structured(int Statement) : Op(Statement)
{
    /// <summary>Its number in the forward sweep, or -1: the reverse sweep names it by this.</summary>
    public int Key { get; init; } = -1;

    /// <summary>The output that counts the rounds, where the reverse sweep has to know.</summary>
    public Value? Trips { get; init; }

    /// <summary>In the reverse sweep: the <see cref="Key"/> of the operation that this one runs backwards.</summary>
    public int Mirror { get; init; } = -1;
}
