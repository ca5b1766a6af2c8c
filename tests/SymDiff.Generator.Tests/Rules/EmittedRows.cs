using System.Globalization;
using System.Numerics;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymDiff.Generator.Rules;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Rules;

/// <summary>
/// What SymDiff emits for a marked method that does nothing but call the primitive of a row, in both modes, compiled.
/// </summary>
internal static class EmittedRows<T>
    where T : struct, IFloatingPointIeee754<T>
{
    private static readonly string Number = typeof(T) == typeof(double) ? "double" : "float";

    private static readonly Lazy<LoadedProgram> Program = new(CompileAll);

    /// <summary>Strong products stand in formulas only; written in C#, they are an ordinary branch.</summary>
    public static bool Has(Rule rule) => !rule.RepeatsOperands;

    /// <summary>The value, then the partial derivative for each floating operand.</summary>
    public static Func<T[], T[]> Reverse(Rule rule) => Program.Value.Delegate<Func<T[], T[]>>("Rows", Primitive<T>.MethodName(rule) + "InReverse");

    /// <summary>The value and its tangent, for a point and one tangent for each operand, floating or not.</summary>
    public static Func<T[], T[], T[]> Forward(Rule rule) => Program.Value.Delegate<Func<T[], T[], T[]>>("Rows", Primitive<T>.MethodName(rule) + "Forwards");

    private static LoadedProgram CompileAll()
    {
        var source = new StringBuilder("public static partial class Rows\n{\n");
        foreach (Rule rule in RuleTable.All.Where(rule => rule.Result == ParameterKind.Floating && Has(rule)))
        {
            string name = Primitive<T>.MethodName(rule);
            string arguments = Primitive<T>.Arguments(rule);
            int[] floating = [.. Enumerable.Range(0, rule.Parameters.Count).Where(i => rule.Parameters[i].Kind == ParameterKind.Floating)];
            string partials = string.Join(", ", floating.Select((_, n) => $"d.Item{n + 2}"));
            string tangents = string.Join(", ", floating.Select(i => $"t[{i}]"));
            source.AppendLine(CultureInfo.InvariantCulture, $$"""
                    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
                    public static {{Number}} {{name}}({{Primitive<T>.Parameters(rule)}}) => {{Primitive<T>.Body(rule)}};

                    public static {{Number}}[] {{name}}InReverse({{Number}}[] p)
                    {
                        var d = {{name}}Gradient({{arguments}});
                        return [d.Item1, {{partials}}];
                    }

                    public static {{Number}}[] {{name}}Forwards({{Number}}[] p, {{Number}}[] t)
                    {
                        var d = {{name}}Jvp({{arguments}}, {{tangents}});
                        return [d.Value, d.Tangent];
                    }
                """);
        }

        // A row that is refused has derivatives that throw, so the analyzer need not be asked.
        Harness.Compile.Driver().RunGeneratorsAndUpdateCompilation(
            Harness.Compile.Create([new SourceFile("Rows.cs", source.Append('}').ToString())]), out Compilation updated, out _);
        return LoadedProgram.Load((CSharpCompilation)updated);
    }
}
