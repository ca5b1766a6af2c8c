using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.Conformance;

/// <summary>
/// Turns a record into C#: its members with every method marked that takes or returns floating-point numbers, in a
/// partial class and a namespace of their own, and a driver beside them that calls what is emitted. Spans cannot pass
/// through reflection, so the driver takes boxed inputs and returns plain arrays.
/// </summary>
internal static class ConformanceSource
{
    /// <summary>Partial derivatives first by value, then by destination: the order that the driver's result has.</summary>
    public const string GradientDriver = "DriveGradient";

    /// <summary>The driver of F itself.</summary>
    public const string ValueDriver = "DriveValue";

    /// <summary>The driver of forward mode.</summary>
    public const string TangentDriver = "DriveTangent";

    /// <summary>The driver of a Jacobian.</summary>
    public const string WholeDriver = "DriveJacobian";

    private const string Both = "Derivatives.Gradient | Derivatives.Jvp";

    /// <summary>The namespace and the type of a case.</summary>
    /// <param name="number">The case's number.</param>
    public static (string Namespace, string Type) Names(int number) => ($"Conformance.Case_{number}", $"Case_{number}");

    /// <summary>The path of a case's own file.</summary>
    /// <param name="number">The case's number.</param>
    public static string CasePath(int number) => $"Case_{number}.cs";

    /// <summary>The driver of a product with the Hessian: inputs, direction, gradient, product.</summary>
    public const string ProductDriver = "DriveProduct";

    /// <summary>The driver of the whole Hessian, where the case has one: inputs, gradient, Hessian.</summary>
    public const string HessianDriver = "DriveHessian";

    /// <summary>The driver of a case's third derivative: inputs.</summary>
    public const string OrderDriver = "DriveDerivative3";

    /// <summary>The record's members, marked.</summary>
    /// <param name="record">The record.</param>
    /// <param name="derivatives">What is asked of the entry method.</param>
    public static SourceFile Case(ConformanceCase record, string derivatives = Both)
    {
        string text = Wrap(record.Number, record.CSharp);
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
        var insertions = new List<(int At, string Text)>();
        foreach (MethodDeclarationSyntax method in root.DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            if (MentionsFloatingPoint(method.ReturnType) || method.ParameterList.Parameters.Any(MentionsFloatingPoint))
            {
                insertions.Add((method.SpanStart, $"[Differentiable({(method.Identifier.Text == "F" ? derivatives : Both)})]\n"));
            }

            if (method.Identifier.Text == "F")
            {
                insertions.AddRange(method.ParameterList.Parameters
                    .Where(parameter => MentionsFloatingPoint(parameter) && IsConstant(record, parameter))
                    .Select(parameter => (parameter.SpanStart, "[NoGradient] ")));
            }
        }

        foreach ((int at, string attribute) in insertions.OrderByDescending(insertion => insertion.At))
        {
            text = text.Insert(at, attribute);
        }

        return new SourceFile(CasePath(record.Number), text);
    }

    /// <summary>The driver of a case.</summary>
    /// <param name="record">The record.</param>
    public static SourceFile Driver(ConformanceCase record)
    {
        string type = Names(record.Number).Type;
        var inputs = new List<string>();
        var tangents = new List<string>();
        var destinations = new List<string>();
        var scalars = new List<string>();
        for (int i = 0; i < record.Parameters.Count; i++)
        {
            ConformanceParameter parameter = record.Parameters[i];
            string cast = parameter.IsBuffer ? "double[]" : parameter.Type;
            inputs.Add($"({cast})inputs[{i}]");
            if (!parameter.Differentiable)
            {
                continue;
            }

            tangents.Add($"({cast})tangents[{i}]");
            if (parameter.IsBuffer)
            {
                destinations.Add($"(double[])destinations[{i}]");
            }
            else
            {
                scalars.Add($"result.Item{scalars.Count + 2}");
            }
        }

        string value = scalars.Count == 0 ? "result" : "result.Item1";
        return new SourceFile($"{type}.Driver.cs", Wrap(
            record.Number,
            $$"""
            private static double {{ValueDriver}}(object[] inputs) => F({{string.Join(", ", inputs)}});

            // The value, then the derivatives that are returned; the others go to the destinations.
            private static double[] {{GradientDriver}}(object[] inputs, object[] destinations)
            {
                var result = FGradient({{string.Join(", ", [.. inputs, .. destinations])}});
                return [{{string.Join(", ", [value, .. scalars])}}];
            }

            private static double[] {{TangentDriver}}(object[] inputs, object[] tangents)
            {
                (double value, double tangent) = FJvp({{string.Join(", ", [.. inputs, .. tangents])}});
                return [value, tangent];
            }
            """));
    }

    /// <summary>The driver of a case's second derivatives.</summary>
    /// <param name="record">The record.</param>
    /// <param name="hasHessian">Whether FHessian is emitted, too.</param>
    public static SourceFile SecondDriver(ConformanceCase record, bool hasHessian)
    {
        string inputs = Inputs(record);
        string hessian = $"private static double {HessianDriver}(object[] inputs, double[] gradient, double[] hessian) => FHessian({inputs}, gradient, hessian);";
        return new SourceFile($"{Names(record.Number).Type}.Driver.cs", Wrap(
            record.Number,
            $"private static double {ProductDriver}(object[] inputs, double[] direction, double[] gradient, double[] product) => FHessianVectorProduct({inputs}, direction, gradient, product);\n"
            + (hasHessian ? hessian : "")));
    }

    /// <summary>The driver of a case's Jacobian: a block of columns for each differentiable parameter, in order.</summary>
    /// <param name="record">The record.</param>
    public static SourceFile JacobianDriver(ConformanceCase record)
    {
        string inputs = Inputs(record);
        string blocks = string.Join(", ", Enumerable.Range(0, record.Parameters.Count(static p => p.Differentiable)).Select(static i => $"blocks[{i}]"));
        return new SourceFile($"{Names(record.Number).Type}.Driver.cs", Wrap(
            record.Number,
            $"private static double[] {WholeDriver}(object[] inputs, double[][] blocks) => FJacobian({inputs}, {blocks});"));
    }

    /// <summary>The driver of a case's derivatives up to the third.</summary>
    /// <param name="record">The record.</param>
    public static SourceFile HigherDriver(ConformanceCase record) => new($"{Names(record.Number).Type}.Driver.cs", Wrap(
        record.Number,
        $"private static (double, double, double, double) {OrderDriver}(object[] inputs) => FDerivative3({Inputs(record)});"));

    /// <summary>One point after the other; what comes back is what <see cref="GradientBatchDriver"/> gives.</summary>
    public const string OneByOneDriver = "DriveOneByOne";

    /// <summary>The driver of gradients at many points: values, derivatives of each parameter, and its elements afterwards.</summary>
    public const string GradientBatchDriver = "DriveGradientBatch";

    /// <summary>The same by way of Jacobians of one row.</summary>
    public const string JacobianBatchDriver = "DriveJacobianBatch";

    /// <summary>The drivers of a case at many points.</summary>
    /// <param name="record">The record.</param>
    public static SourceFile BatchDriver(ConformanceCase record)
    {
        var prepared = new List<string>();
        var arguments = new List<string>();
        var derivatives = new List<string>();
        var rows = new List<string>();
        var one = new List<string>();
        var destinations = new List<string>();
        var returned = new List<string>();
        for (int i = 0; i < record.Parameters.Count; i++)
        {
            ConformanceParameter parameter = record.Parameters[i];
            string element = parameter.IsBuffer ? "double" : parameter.Type;
            prepared.Add(parameter.IsBuffer
                ? $"double[] p{i} = [.. System.Linq.Enumerable.SelectMany(points, static point => (double[])point[{i}])];"
                : $"{element}[] p{i} = [.. System.Linq.Enumerable.Select(points, static point => ({element})point[{i}])];");
            arguments.Add($"p{i}");
            one.Add(parameter.IsBuffer ? $"p{i}.AsSpan(k * (p{i}.Length / points.Length), p{i}.Length / points.Length){(parameter.Type == "double[]" ? ".ToArray()" : "")}" : $"p{i}[k]");
            rows.Add(parameter.IsBuffer && parameter.Type != "double[]" ? $"p{i}" : "[]");
            if (!parameter.Differentiable)
            {
                continue;
            }

            prepared.Add($"double[] d{i} = new double[p{i}.Length]; System.Array.Fill(d{i}, double.NaN);");
            derivatives.Add($"d{i}");
            if (parameter.IsBuffer)
            {
                destinations.Add($"d{i}.AsSpan(k * (d{i}.Length / points.Length), d{i}.Length / points.Length)");
            }
            else
            {
                returned.Add($"d{i}[k] = result.Item{returned.Count + 2};");
            }
        }

        string prepare = string.Join("\n    ", prepared) + "\n    double[] values = new double[points.Length];";
        string result = $"return [values, {string.Join(", ", [.. derivatives, .. rows])}];";
        string batch = string.Join(", ", [.. arguments, "values", .. derivatives]);
        return new SourceFile($"{Names(record.Number).Type}.Driver.cs", Wrap(
            record.Number,
            $$"""
            private static double[][] {{OneByOneDriver}}(object[][] points)
            {
                {{prepare}}
                for (int k = 0; k < points.Length; k++)
                {
                    var result = FGradient({{string.Join(", ", [.. one, .. destinations])}});
                    values[k] = {{(returned.Count == 0 ? "result" : "result.Item1")}};
                    {{string.Join("\n        ", returned)}}
                }

                {{result}}
            }

            private static double[][] {{GradientBatchDriver}}(object[][] points)
            {
                {{prepare}}
                FGradientBatch({{batch}});
                {{result}}
            }

            private static double[][] {{JacobianBatchDriver}}(object[][] points)
            {
                {{prepare}}
                FJacobianBatch({{batch}});
                {{result}}
            }
            """));
    }

    private static string Inputs(ConformanceCase record) =>
        string.Join(", ", record.Parameters.Select(static (parameter, i) => $"({(parameter.IsBuffer ? "double[]" : parameter.Type)})inputs[{i}]"));

    private static string Wrap(int number, string members)
    {
        (string space, string type) = Names(number);
        return $"namespace {space};\n\ninternal static partial class {type}\n{{\n{members}\n}}\n";
    }

    private static bool MentionsFloatingPoint(SyntaxNode node)
        => node.DescendantTokens().Any(token => token.IsKind(SyntaxKind.DoubleKeyword) || token.IsKind(SyntaxKind.FloatKeyword));

    private static bool IsConstant(ConformanceCase record, ParameterSyntax parameter)
        => record.Parameters.Any(declared => declared.Name == parameter.Identifier.Text && !declared.Differentiable);
}
