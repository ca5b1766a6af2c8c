using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

/// <summary>An error of the user's program, without a place: the analyzer knows where.</summary>
internal sealed record Refusal(string Id, string Message);

/// <summary>An error that later stages found: a conditional one of the front end's that holds, or one of their own.</summary>
/// <param name="Conditional">Its place in <see cref="Function.Refusals"/>.</param>
internal sealed record Finding(Refusal Refusal, int? Conditional);

/// <summary>
/// The body of one method. The arguments of <paramref name="Body"/> are the leaves of the parameters in order (without
/// <c>out</c> ones); it yields the leaves of the result, then the final leaves of <c>ref</c> and <c>out</c> parameters.
/// </summary>
/// <param name="Statements">The user's statements, as one-line comments.</param>
/// <param name="Refusals">Errors that hold only when the operation that names one is reached by an active value.</param>
/// <param name="NextId">Larger than every value's number.</param>
internal sealed record Function(Callee Signature, Region Body, EquatableArray<string> Statements, EquatableArray<Refusal> Refusals, int NextId);
