using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SymDiff.Generator.Tests.Mutation;

/// <summary>
/// A change of source that a switch turns on: text put before and after what stands there, so that changes nest and the
/// lines stay where they are.
/// </summary>
/// <param name="Span">What is changed.</param>
/// <param name="Before">Put before it; <see cref="Switch"/> stands for the test of the switch.</param>
/// <param name="After">Put after it.</param>
/// <param name="Text">What the code is with the switch on.</param>
internal sealed record Change(TextSpan Span, string Before, string After, string Text)
{
    /// <summary>Stands for the test of the switch.</summary>
    public const char Switch = '\u0001';

    /// <summary>A condition becomes its opposite.</summary>
    public static Change Opposite(ExpressionSyntax condition) =>
        new(condition.Span, $"({Switch} ^ (", "))", $"!({condition})");

    /// <summary>A condition that binds variables never holds, or always.</summary>
    public static Change Settled(ExpressionSyntax condition, bool value) =>
        new(condition.Span, value ? $"({Switch} || (" : $"(!{Switch} && (", "))", value ? "true" : "false");

    /// <summary>Another expression of the same type.</summary>
    public static Change Instead(ExpressionSyntax expression, string other) =>
        new(expression.Span, $"({Switch} ? ({other}) : (", "))", other);

    /// <summary>A statement is left out.</summary>
    public static Change Without(StatementSyntax statement) =>
        new(statement.Span, $"{{ if (!{Switch}) ", " }", ";");

    /// <summary>Another statement.</summary>
    public static Change Instead(StatementSyntax statement, string other) =>
        new(statement.Span, $"{{ if ({Switch}) {{ {other} }} else ", " }", other);

    /// <summary>An operation is left out of a list of operations.</summary>
    public static Change WithoutElement(ExpressionSyntax element) =>
        new(element.Span, $".. ({Switch} ? global::System.Array.Empty<global::SymDiff.Generator.Ir.Op>() : new global::SymDiff.Generator.Ir.Op[] {{ ", " })", "(left out)");
}
