using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using SymDiff.Generator.Ir;

namespace SymDiff.Generator.Tests.Pipeline;

/// <summary>
/// What flows through the pipeline: values that hold no part of a compilation. One symbol or tree in them keeps every
/// compilation of an editing session alive and makes each keystroke compile everything.
/// </summary>
public sealed class PipelineValueTests
{
    [Fact]
    public void Values_hold_nothing_of_Roslyn()
    {
        GeneratorRunResult result = Corpus.Run(Corpus.Files);
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

    /// <summary>Two compilations that share no tree: what is equal is so by value, and equal values hash alike.</summary>
    [Fact]
    public void Models_of_the_same_text_are_equal()
    {
        object[] first = Models(), second = Models();
        Assert.Equal(first.Length, second.Length);
        for (int i = 0; i < first.Length; i++)
        {
            Assert.NotSame(first[i], second[i]);
            Assert.True(first[i].Equals(second[i]), $"Two models of one text differ: {((MethodModel)first[i]).HintName}.");
            Assert.Equal(first[i].GetHashCode(), second[i].GetHashCode());
        }
    }

    private static object[] Models() =>
    [
        .. Corpus.Run(Corpus.Files).TrackedSteps[DifferentiableGenerator.TrackingNames.Model]
            .SelectMany(static step => step.Outputs)
            .Select(static made => made.Value)
            .OrderBy(static model => ((MethodModel)model).HintName, StringComparer.Ordinal),
    ];

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
