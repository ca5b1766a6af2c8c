using SymDiff.Generator.Infrastructure;

namespace SymDiff.Generator.Ir;

/// <summary>An error of the user's program, without a place: the analyzer knows where.</summary>
internal sealed record Refusal(string Id, string Message)
{
    /// <summary>Where a message names the active operands: <c>… the method's inputs ('x', '2 * y')</c>.</summary>
    public const string Active = "{active}";

    /// <summary>For a conditional error: the arguments of its operation, as the user wrote them.</summary>
    public EquatableArray<string> Operands { get; init; }

    /// <summary>The error once it is known which arguments are active.</summary>
    public Refusal Naming(IEnumerable<int> active)
    {
        string[] names = [.. active.Select(i => Operands[i]).Where(static name => name.Length > 0).Distinct()];
        return new Refusal(Id, Message.Replace(Active, names.Length == 0 ? "" : " ('" + string.Join("', '", names) + "')"));
    }
}

/// <summary>An error that later stages found: a conditional one of the front end's that holds, or one of their own.</summary>
/// <param name="Conditional">Its place in <see cref="Function.Refusals"/>.</param>
/// <param name="Active">Which arguments of its operation are active.</param>
/// <param name="Parameter">The parameter it is about, where it is about one.</param>
/// <param name="Statement">The statement it is about, or -1.</param>
internal sealed record Finding(Refusal Refusal, int? Conditional, EquatableArray<int> Active, string? Parameter = null, int Statement = -1)
{
    /// <summary>Whether it is reported with the method that it is about, and here only refuses.</summary>
    public bool IsElsewhere { get; init; }
}

/// <summary>
/// The body of one method. The arguments of <paramref name="Body"/> are the leaves of the parameters in order (without
/// <c>out</c> ones); it yields the leaves of the result, then the final leaves of <c>ref</c> and <c>out</c> parameters.
/// </summary>
/// <param name="Statements">The user's statements, as one-line comments.</param>
/// <param name="Refusals">Errors and warnings that hold only when the operation that names one is reached by an active value.</param>
/// <param name="NextId">Larger than every value's number.</param>
internal sealed record Function(Callee Signature, Region Body, EquatableArray<string> Statements, EquatableArray<Refusal> Refusals, int NextId);
