using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator;

namespace SymDiff.Benchmarks.Ratios;

/// <summary>Compiles scalar cases together with their gradients, and makes rows of the table of them.</summary>
internal static class ScalarWorkloads
{
    // Each call of a driver runs the function so often.
    private const int Evaluations = 1000;

    /// <summary>The rows; a case that is refused has none.</summary>
    /// <param name="cases">The cases.</param>
    /// <exception cref="InvalidDataException">A case does not compile.</exception>
    public static IEnumerable<Workload> All(IReadOnlyList<ScalarCase> cases)
    {
        Assembly assembly = Compiled([.. cases.Select(Source)]);
        for (int i = 0; i < cases.Count; i++)
        {
            Type type = assembly.GetType(FormattableString.Invariant($"Case{i}"), throwOnError: true)!;
            object[] inputs = [.. cases[i].Inputs];
            var value = type.GetMethod("RunValue", BindingFlags.Static | BindingFlags.NonPublic)!.CreateDelegate<Func<object[], double>>();
            var gradient = type.GetMethod("RunGradient", BindingFlags.Static | BindingFlags.NonPublic)!.CreateDelegate<Func<object[], double>>();
            yield return new Workload(cases[i].Id, () => value(inputs), () => gradient(inputs), null, null, 0) { Evaluations = Evaluations };
        }
    }

    private static Assembly Compiled(IReadOnlyList<string> sources)
    {
        ImmutableArray<MetadataReference> references =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Append(typeof(DifferentiableAttribute).Assembly.Location)
                .Distinct()
                .Select(static path => MetadataReference.CreateFromFile(path)),
        ];
        CSharpParseOptions parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp12);
        var compilation = CSharpCompilation.Create(
            "ScalarCases",
            sources.Select(source => CSharpSyntaxTree.ParseText(source, parse)),
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        using var image = new MemoryStream();
        var emitted = generated.Emit(image);
        if (!emitted.Success)
        {
            throw new InvalidDataException("The scalar cases do not compile: " + emitted.Diagnostics.First(static d => d.Severity == DiagnosticSeverity.Error));
        }

        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }

    /// <summary>
    /// The members of a case, marked, and two drivers. Numbers are read anew every time, so that no evaluation can be
    /// left out, and what is computed is summed.
    /// </summary>
    private static string Source(ScalarCase record, int number)
    {
        var declarations = new StringBuilder();
        var fields = new StringBuilder();
        var renewals = new StringBuilder();
        var arguments = new List<string>();
        var destinations = new List<string>();
        var parts = new List<string> { "Item1" };
        for (int i = 0; i < record.Parameters.Count; i++)
        {
            (_, string type, bool differentiated) = record.Parameters[i];
            string name = FormattableString.Invariant($"p{i}");
            bool isArray = record.Inputs[i] is double[];
            declarations.Append(CultureInfo.InvariantCulture, $"        {(isArray ? "double[]" : type)} {name} = ({(isArray ? "double[]" : type)})inputs[{i}];\n");
            if (isArray && record.Writes)
            {
                declarations.Append(CultureInfo.InvariantCulture, $"        double[] {name}Kept = (double[]){name}.Clone();\n");
                renewals.Append(CultureInfo.InvariantCulture, $"            {name}Kept.CopyTo({name}, 0);\n");
            }

            arguments.Add(isArray ? name : $"System.Threading.Volatile.Read(ref {name})");
            if (isArray && differentiated)
            {
                fields.Append(CultureInfo.InvariantCulture, $"    private static readonly double[] {name}Gradient = new double[{((double[])record.Inputs[i]).Length}];\n");
                destinations.Add(name + "Gradient");
            }
            else if (differentiated)
            {
                parts.Add(FormattableString.Invariant($"Item{parts.Count + 1}"));
            }
        }

        string sum = parts.Count == 1 ? "result" : string.Join(" + ", parts.Select(static part => "result." + part));
        string Driver(string name, string call, string added) => $$"""
                internal static double {{name}}(object[] inputs)
                {
            {{declarations}}
                    double sum = 0;
                    for (int run = 0; run < {{Evaluations}}; run++)
                    {
            {{renewals}}
                        var result = {{call}};
                        sum += {{added}};
                    }

                    return sum;
                }
            """;
        return $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using SymDiff;

            internal static partial class Case{{number}}
            {
            {{fields}}
            {{Marked(record)}}
            {{Driver("RunValue", $"F({string.Join(", ", arguments)})", "result")}}
            {{Driver("RunGradient", $"FGradient({string.Join(", ", arguments.Concat(destinations))})", sum)}}
            }
            """;
    }

    private static string Marked(ScalarCase record)
    {
        string text = $"static class C\n{{\n{record.CSharp}\n}}";
        MethodDeclarationSyntax entry = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First(static method => method.Identifier.Text == "F");
        HashSet<string> constants = [.. record.Parameters.Where(static p => !p.Differentiated && p.Type.Contains("double", StringComparison.Ordinal)).Select(static p => p.Name)];
        var insertions = entry.ParameterList.Parameters
            .Where(parameter => constants.Contains(parameter.Identifier.Text))
            .Select(static parameter => (parameter.SpanStart, Text: "[NoGradient] "))
            .Append((entry.SpanStart, Text: "[Differentiable] "));
        foreach ((int at, string inserted) in insertions.OrderByDescending(static insertion => insertion.Item1))
        {
            text = text.Insert(at, inserted);
        }

        return text["static class C\n{\n".Length..^2];
    }
}
