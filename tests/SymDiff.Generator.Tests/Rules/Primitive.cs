using System.Numerics;
using System.Text;
using SymDiff.Generator.Rules;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>Runs the primitive of a rule at the number type T: its printed text, compiled.</summary>
internal static class Primitive<T>
    where T : struct, IFloatingPointIeee754<T>
{
    private static readonly string Number = typeof(T) == typeof(double) ? "double" : "float";

    private static readonly Dictionary<string, Func<T[], T>> Compiled = CompileAll();

    /// <summary>The primitive's value.</summary>
    /// <param name="rule">A row whose result is a number.</param>
    /// <param name="operands">One number for each operand; integers and rounding modes as numbers too.</param>
    public static T Call(Rule rule, IReadOnlyList<T> operands) => Compiled[rule.Name](operands as T[] ?? [.. operands]);

    /// <summary>The row's text for T.</summary>
    public static string PrintedText(Rule rule) => rule.Print(Number);

    /// <summary>A name for the row's method in a test program.</summary>
    public static string MethodName(Rule rule) => rule.Name.Replace('.', '_');

    /// <summary>The parameters of a method with the row's operands.</summary>
    public static string Parameters(Rule rule) => string.Join(", ", rule.Parameters.Select(p => $"{TypeName(p)} {p.Name}"));

    /// <summary>A method's arguments, read from the elements of an array called <c>p</c>.</summary>
    public static string Arguments(Rule rule) => string.Join(", ", rule.Parameters.Select((p, i) => $"({TypeName(p)})p[{i}]"));

    /// <summary>The row's text over the names of its operands.</summary>
    public static string Body(Rule rule) => string.Format(System.Globalization.CultureInfo.InvariantCulture, PrintedText(rule), [.. rule.Parameters.Select(p => p.Name)]);

    private static string TypeName(RuleParameter parameter) => parameter.Kind switch
    {
        ParameterKind.Floating => Number,
        ParameterKind.Integer => "int",
        _ => "System.MidpointRounding",
    };

    private static Dictionary<string, Func<T[], T>> CompileAll()
    {
        Rule[] rules = [.. RuleTable.All.Where(rule => rule.Result == ParameterKind.Floating)];
        var source = new StringBuilder("public static class Rows\n{\n");
        foreach (Rule rule in rules)
        {
            source.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"    private static {Number} {MethodName(rule)}({Parameters(rule)}) => {Body(rule)};");
            source.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"    public static {Number} {MethodName(rule)}OfArray({Number}[] p) => {MethodName(rule)}({Arguments(rule)});");
        }

        LoadedProgram program = LoadedProgram.Load(Harness.Compile.Create([new SourceFile("Rows.cs", source.Append('}').ToString())]));
        return rules.ToDictionary(rule => rule.Name, rule => program.Delegate<Func<T[], T>>("Rows", MethodName(rule) + "OfArray"), StringComparer.Ordinal);
    }
}
