namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>
/// Writes the static class that calls an entry method and what is emitted for it with boxed arguments: spans and
/// references cannot pass through reflection. Arguments that are references are written back.
/// </summary>
internal static class EntryDriver
{
    /// <summary>The class's name for a program's number.</summary>
    /// <param name="number">The number.</param>
    public static string Name(int number) => $"Driver_{number}";

    /// <summary>The class.</summary>
    /// <param name="number">The program's number.</param>
    /// <param name="entry">Its entry method.</param>
    public static string Write(int number, Entry entry)
    {
        EntryParameter[] all = [.. entry.Parameters];
        EntryParameter[] moving = [.. all.Where(static parameter => parameter.Differentiated)];
        string own = Own(all);
        string destinations = Arguments(Indices(all, static parameter => parameter is { Differentiated: true, IsBuffer: true }).Select(i => $"({all[i].Element}[])d[{i}]"));
        int scalars = all.Count(static parameter => parameter.IsMovingScalar);
        string results = string.Join(", ", Enumerable.Range(2, scalars).Select(static i => $"(double)g.Item{i}"));
        string tangents = Arguments(Indices(all, static parameter => parameter.Differentiated).Select(i => all[i].IsBuffer ? $"({all[i].Element}[])d[{i}]" : Pass(all[i], $"t{i}")));
        string adjoints = Arguments(Indices(all, static parameter => parameter.Differentiated).Select(i =>
            all[i].IsBuffer ? $"({all[i].Element}[])d[{i}]" : all[i].Modifier == "out" ? "0" : $"ref t{i}"));
        string after = Arguments(Indices(all, static parameter => parameter.Modifier != "out").Select(i => all[i].Modifier is "in" or "ref" ? $"in p{i}" : $"p{i}"));
        string scalarAdjoints = string.Concat(Indices(all, static parameter => parameter.IsMovingScalar).Select(i => $", (double)t{i}"));
        string unbox = Unboxed(all);
        string writeBack = WrittenBack(all);
        string zeros = string.Concat(Indices(moving.Length == 0 ? [] : all, static parameter => parameter is { Differentiated: true, IsBuffer: false }).Select(i => $"        {all[i].Type} t{i} = 0;\n"));
        string directions = string.Concat(Indices(all, static parameter => parameter is { Differentiated: true, IsBuffer: false }).Select(i => $"        {all[i].Type} t{i} = ({all[i].Type})d[{i}];\n"));
        int[] rowed = [.. Indices(all, static parameter => parameter.Differentiated)];
        string severalTangents = Arguments(rowed.Select(static i => $"s{i}"));
        string rows = string.Concat(rowed.Select(i => all[i].IsBuffer
            ? $"        {all[i].Element}[] s{i} = [.. d.SelectMany(static k => ({all[i].Element}[])((object[])k)[{i}])];\n"
            : $"        {all[i].Type}[] s{i} = [.. d.Select(static k => ({all[i].Type})((object[])k)[{i}])];\n"));
        string rowsBack = string.Concat(rowed.Where(i => all[i].IsBuffer).Select(i => $"                s{i}.AsSpan(k * p{i}.Length, p{i}.Length).CopyTo(({all[i].Element}[])((object[])d[k])[{i}]);\n"));
        return $$"""
            internal static class {{Name(number)}}
            {
            {{ValueMethod(entry)}}
                public static double[] Gradient(object[] a, object[] d)
                {
            {{unbox}}        try
                    {
                        long before = GC.GetAllocatedBytesForCurrentThread();
                        var g = {{entry.Container}}.FGradient({{Join(own, destinations)}});
                        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                        return [{{(scalars == 0 ? "g" : "g.Item1, " + results)}}, allocated];
                    }
                    finally
                    {
                       {{writeBack}}
                    }
                }

                public static double[] Jvp(object[] a, object[] d)
                {
            {{unbox}}{{directions}}        try
                    {
                        (double value, double tangent) = {{entry.Container}}.FJvp({{Join(own, tangents)}});
                        return [value, tangent];
                    }
                    finally
                    {
                       {{writeBack}}
                    }
                }

                // Rows of the tangents that stand in d, one object[] for each direction; back go those of buffers and references.
                public static double[] Several(object[] a, object[] d)
                {
            {{unbox}}        int n = d.Length;
            {{rows}}        try
                    {
                        var r = new {{entry.ReturnType}}[n];
                        double value = {{entry.Container}}.FJvp({{Join(own, "n", severalTangents, "r")}});
                        for (int k = 0; k < n; k++)
                        {
            {{rowsBack}}            }
                        return [value, .. r.Select(static one => (double)one)];
                    }
                    finally
                    {
                       {{writeBack}}
                    }
                }

                public static double[] Joint(object[] a, object[] d)
                {
            {{unbox}}{{zeros}}        try
                    {
                        double value = {{entry.Container}}.FBackward({{Join(own, "1", adjoints)}});
                        return [value{{scalarAdjoints}}, 1];
                    }
                    finally
                    {
                       {{writeBack}}
                    }
                }

                public static double[] Split(object[] a, object[] d)
                {
            {{unbox}}{{zeros}}        try
                    {
                        var workspace = new Workspace();
                        double value = {{entry.Container}}.FForward({{Join(own, "workspace")}});
                        {{entry.Container}}.FBackward({{Join(after, "workspace", "1", adjoints)}});
                        return [value{{scalarAdjoints}}, workspace.IsEmpty ? 1 : 0];
                    }
                    finally
                    {
                       {{writeBack}}
                    }
                }
            }

            """;
    }

    /// <summary>The class with the call of the product with the Hessian: direction, gradient and product stand in <c>d</c>.</summary>
    /// <param name="name">The class's name.</param>
    /// <param name="entry">The entry method.</param>
    /// <param name="element">The type of the numbers in them.</param>
    public static string WriteProduct(string name, Entry entry, string element)
    {
        EntryParameter[] all = [.. entry.Parameters];
        return $$"""
            internal static class {{name}}
            {
                public static double[] Product(object[] a, object[] d)
                {
            {{Unboxed(all)}}        try
                    {
                        return [{{entry.Container}}.FHessianVectorProduct({{Join(Own(all), $"({element}[])d[0], ({element}[])d[1], ({element}[])d[2]")}})];
                    }
                    finally
                    {
                       {{WrittenBack(all)}}
                    }
                }
            }

            """;
    }

    /// <summary>The class with nothing but the call of the entry method itself.</summary>
    /// <param name="name">The class's name.</param>
    /// <param name="entry">The entry method.</param>
    public static string WriteValue(string name, Entry entry) => $"internal static class {name}\n{{\n{ValueMethod(entry)}}}\n";

    private static string ValueMethod(Entry entry)
    {
        EntryParameter[] all = [.. entry.Parameters];
        return $$"""
                public static double[] Value(object[] a, object[] d)
                {
            {{Unboxed(all)}}        try
                    {
                        return [{{entry.Container}}.F({{Own(all)}})];
                    }
                    finally
                    {
                       {{WrittenBack(all)}}
                    }
                }

            """;
    }

    private static string Own(EntryParameter[] all) => Arguments(all.Select((parameter, i) => Pass(parameter, $"p{i}")));

    private static string Unboxed(EntryParameter[] all) => string.Concat(all.Select((parameter, i) => $"        {Local(parameter)} p{i} = ({Local(parameter)})a[{i}];\n"));

    private static string WrittenBack(EntryParameter[] all) => string.Concat(Indices(all, static parameter => parameter.Modifier is "ref" or "out").Select(i => $" a[{i}] = p{i};"));

    private static IEnumerable<int> Indices(EntryParameter[] all, Func<EntryParameter, bool> predicate) =>
        Enumerable.Range(0, all.Length).Where(i => predicate(all[i]));

    private static string Local(EntryParameter parameter) => parameter.Element is { } element ? element + "[]" : parameter.Type;

    private static string Pass(EntryParameter parameter, string name) => parameter.Modifier is "ref" or "out" ? $"{parameter.Modifier} {name}" : name;

    private static string Arguments(IEnumerable<string> arguments) => string.Join(", ", arguments);

    private static string Join(params string[] parts) => string.Join(", ", parts.Where(static part => part.Length > 0));
}
