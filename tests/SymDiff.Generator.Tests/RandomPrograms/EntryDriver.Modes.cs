namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Calls of second derivatives and of Jacobians, whose numbers are laid end to end.</summary>
internal static partial class EntryDriver
{
    /// <summary>A method that does what F does and returns nothing, so that its Jacobian has a row for each element it can write.</summary>
    public const string Writer = "Written";

    /// <summary>
    /// The class with the calls of the product with the Hessian (direction, gradient and product stand in <c>d</c>), of the Hessian
    /// (gradient and Hessian), of the Jacobian, and of Jacobian and tangents of <see cref="Writer"/> (one array for each moving parameter).
    /// </summary>
    /// <param name="name">The class's name.</param>
    /// <param name="entry">The entry method.</param>
    /// <param name="element">The type of the numbers of gradient and Hessian.</param>
    public static string WriteModes(string name, Entry entry, string element)
    {
        EntryParameter[] all = [.. entry.Parameters];
        int[] columns = [.. Indices(all, static parameter => parameter.Differentiated && parameter.Modifier != "out")];
        string jacobians = Arguments(columns.Select(i => $"({all[i].Element ?? all[i].Type}[])d[{i}]"));
        string numbers(int i) => $"({element}[])d[{i}]";
        return $$"""
            internal static class {{name}}
            {
            {{Helpers(all)}}{{Call(entry, "Product", $"return [{entry.Receiver}.FHessianVectorProduct({Join(Own(all), numbers(0), numbers(1), numbers(2))})];")}}
            {{Call(entry, "Hessian", entry.HasHessian ? $"return [{entry.Receiver}.FHessian({Join(Own(all), numbers(0), numbers(1))})];" : "return [];")}}
            {{Call(entry, "Jacobian", $"return [{entry.Receiver}.FJacobian({Join(Own(all), jacobians)})];")}}
            {{Call(entry, "Written", entry.Writes ? $"{entry.Receiver}.{Writer}Jacobian({Join(Own(all), jacobians)}); return [];" : "return [];")}}
            }
            """;
    }

    /// <summary>The text of <see cref="Writer"/>, to stand beside an entry method.</summary>
    /// <param name="entry">The entry method.</param>
    /// <param name="header">Its parameters, as they are written.</param>
    /// <param name="names">Their names, as they are written.</param>
    public static string WriterText(Entry entry, string header, IEnumerable<string> names) => entry.Writes
        ? $"    [Differentiable(Derivatives.Jacobian)]\n    public static void {Writer}({header}) => F({Arguments(names)});\n"
        : "";

    private static string Call(Entry entry, string name, string call)
    {
        EntryParameter[] all = [.. entry.Parameters];
        return $$"""
                public static double[] {{name}}(object[] a, object[] d)
                {
            {{Unboxed(all)}}        try
                    {
                        {{call}}
                    }
                    finally
                    {
                       {{WrittenBack(all)}}
                    }
                }

            """;
    }
}
