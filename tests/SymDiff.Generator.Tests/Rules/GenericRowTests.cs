using System.Numerics;
using System.Text;
using SymDiff.Generator.Rules;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>Rows printed at a type parameter, which then stands for <c>double</c> or <c>float</c>.</summary>
public sealed class GenericRowTests
{
    [Fact]
    public void Every_row_of_the_number_types_is_spelled_by_a_type_parameter_too()
    {
        Rule[] rows = [.. RuleTable.All.Where(static rule => rule.Result == ParameterKind.Floating && rule.Methods.All(static m => m.StartsWith("Math.", StringComparison.Ordinal) || m.StartsWith("Number.", StringComparison.Ordinal)) && rule.Name != "Clamp")];
        Assert.True(rows.Length > 70);
        var source = new StringBuilder("public static class Rows\n{\n");
        foreach (Rule rule in rows)
        {
            string parameters = Primitive<double>.Parameters(rule).Replace("double", "T", StringComparison.Ordinal);
            string body = string.Format(System.Globalization.CultureInfo.InvariantCulture, rule.Print("T"), [.. rule.Parameters.Select(static p => p.Name)]);
            string name = Primitive<double>.MethodName(rule);
            source.AppendLine($"    private static T {name}<T>({parameters}) where T : System.Numerics.IFloatingPointIeee754<T> => {body};");
            source.AppendLine($"    public static double {name}OfDoubles(double[] p) => {name}<double>({Primitive<double>.Arguments(rule)});");
            source.AppendLine($"    public static float {name}OfFloats(float[] p) => {name}<float>({Primitive<float>.Arguments(rule)});");
        }

        LoadedProgram program = LoadedProgram.Load(Compile.Create([new SourceFile("Rows.cs", source.Append('}').ToString())]));
        foreach (Rule rule in rows)
        {
            Check<double>(rule, program.Delegate<Func<double[], double>>("Rows", Primitive<double>.MethodName(rule) + "OfDoubles"));
            Check<float>(rule, program.Delegate<Func<float[], float>>("Rows", Primitive<float>.MethodName(rule) + "OfFloats"));
        }
    }

    private static void Check<T>(Rule rule, Func<T[], T> generic)
        where T : struct, IFloatingPointIeee754<T>
    {
        foreach (T[] point in RulePoints<T>.Finite(rule, 20))
        {
            Assert.Equal((rule.Name, Primitive<T>.Call(rule, point)), (rule.Name, generic(point)));
        }
    }
}
