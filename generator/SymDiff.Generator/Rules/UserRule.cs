namespace SymDiff.Generator.Rules;

/// <summary>
/// A method with a local derivative given by the user: C# templates with the operands in the holes. Written into the
/// attribute of an operation as lines: how the method is called, then one line per operand, empty where it has no
/// partial derivative.
/// </summary>
internal sealed class UserRule
{
    public const string Function = "user";

    private readonly string[] lines;

    private UserRule(string[] lines) => this.lines = lines;

    public string Print => lines[0];

    public static UserRule Parse(string attribute) => new(attribute.Split('\n'));

    public bool HasPartial(int operand) => operand + 1 < lines.Length && lines[operand + 1].Length > 0;

    public string Partial(int operand) => lines[operand + 1];
}
