using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>
/// What flows through the pipeline: values that hold no part of a compilation. One symbol or tree in them keeps every
/// compilation of an editing session alive and makes each keystroke compile everything.
/// </summary>
public sealed class PipelineValueTests
{
    private const string Source =
        """
        namespace Shop;

        internal static partial class Prices
        {
            private static readonly double[] Steps = [1, 2, 4];

            [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
            public static double Total(double[] prices, double rate, int count)
            {
                double sum = 0;
                for (int i = 0; i < count; i++)
                {
                    if (prices[i] > 1)
                    {
                        sum += prices[i] * Rebate(rate) / Steps[i % 3];
                    }
                }

                return sum;
            }

            [Differentiable]
            public static double Rebate(double rate) => Math.Exp(-rate);
        }
        """;

    [Fact]
    public void Values_hold_nothing_of_Roslyn()
    {
        GeneratorRunResult result = Assert.Single(Compile.Driver()
            .RunGenerators(Compile.Create([new SourceFile("Prices.cs", Source)]))
            .GetRunResult()
            .Results);
        foreach (string step in new[] { DifferentiableGenerator.TrackingNames.Model, DifferentiableGenerator.TrackingNames.Cycles, DifferentiableGenerator.TrackingNames.Source })
        {
            Assert.True(result.TrackedSteps.ContainsKey(step), $"No step is tracked as {step}.");
            var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
            foreach ((object value, _) in result.TrackedSteps[step].SelectMany(run => run.Outputs))
            {
                Walk(value, step, seen);
            }

            Assert.NotEmpty(seen);
        }
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string or Type || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or Location or IOperation or Diagnostic or Delegate,
            $"{path} is a {value.GetType()}.");
        if (value is IEnumerable elements)
        {
            foreach (object? element in elements)
            {
                Walk(element, $"{path}[]", seen);
            }
        }

        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            foreach (FieldInfo field in type.GetFields(Declared).Where(field => !field.FieldType.IsPointer))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }
}
