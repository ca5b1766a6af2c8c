namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Calls of derivatives at many points.</summary>
internal static partial class EntryDriver
{
    // One object[] for each point, of arguments in a and of destinations in d; both come back as they were left.
    private static string Batch(string name, Entry entry)
    {
        EntryParameter[] all = [.. entry.Parameters];
        if (!entry.HasBatch)
        {
            return $"    public static double[] {name}(object[] a, object[] d) => [];\n";
        }

        string rows = string.Concat(all.Select(static (parameter, i) => Rows(parameter, "p", "a", i)));
        string destinations = string.Concat(all.Select(static (parameter, i) => parameter.Differentiated ? Rows(parameter, "d", "d", i) : ""));
        string back = string.Concat(all.Select(static (parameter, i) => (parameter.IsWritable ? RowsBack(parameter, "p", "a", i) : "") + (parameter.Differentiated ? RowsBack(parameter, "d", "d", i) : "")));
        return $$"""
                public static double[] {{name}}(object[] a, object[] d)
                {
            {{rows}}{{destinations}}        var values = new {{entry.ReturnType}}[a.Length];
                    {{entry.Receiver}}.F{{name}}({{Join(Arguments(all.Select(static (_, i) => $"p{i}")), "values", Arguments(Indices(all, static parameter => parameter.Differentiated).Select(static i => $"d{i}")))}});
                    for (int k = 0; k < a.Length; k++)
                    {
            {{back}}        }
                    return [.. values.Select(static value => (double)value)];
                }

            """;
    }

    private static string Rows(EntryParameter parameter, string name, string points, int i) => parameter.Element is { } element
        ? $"        {element}[] {name}{i} = [.. {points}.SelectMany(static k => ({element}[])((object[])k)[{i}])];\n"
        : $"        {parameter.Type}[] {name}{i} = [.. {points}.Select(static k => ({parameter.Type})((object[])k)[{i}])];\n";

    private static string RowsBack(EntryParameter parameter, string name, string points, int i) => parameter.Element is { } element
        ? $"            {name}{i}.AsSpan(k * ({name}{i}.Length / a.Length), {name}{i}.Length / a.Length).CopyTo(({element}[])((object[]){points}[k])[{i}]);\n"
        : $"            ((object[]){points}[k])[{i}] = {name}{i}[k];\n";
}
