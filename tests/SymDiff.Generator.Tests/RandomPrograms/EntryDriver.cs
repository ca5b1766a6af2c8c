using SymDiff.Generator.Tests.Harness;

namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>
/// Writes the static class that calls an entry method and what is emitted for it with boxed arguments: spans and
/// references cannot pass through reflection. Arguments that are made of numbers come as arrays of them; what a method
/// leaves in arguments, and in the derivatives that it transforms, is written back.
/// </summary>
internal static partial class EntryDriver
{
    /// <summary>What drivers make arguments with, once in a compilation.</summary>
    public static SourceFile Shapes { get; } = new(
        "Shapes.cs",
        """
        internal static class Shapes
        {
            // Rows of two, but where there are twenty numbers.
            public static T[,] Matrix<T>(T[] x)
            {
                var made = new T[x.Length == 20 ? 4 : 2, x.Length == 20 ? 5 : x.Length / 2];
                Buffer(x, made);
                return made;
            }

            public static T[][] Rows<T>(T[] x) => x.Length < 6 ? [x[..^2], x[^2..]] : [x[..7], x[7..9], x[9..]];

            public static TStruct[] Structs<T, TStruct>(T[] x, int count, Func<T[], TStruct> make) => [.. x.Chunk(count).Select(make)];

            public static T[] Numbers<T, TStruct>(TStruct[] x, Func<TStruct, T[]> spread) => [.. x.SelectMany(spread)];

            public static T[] Flat<T>(T[,] x) => [.. x.Cast<T>()];

            public static T[] Flat<T>(T[][] x) => [.. x.SelectMany(static row => row)];

            private static void Buffer<T>(T[] x, T[,] made)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    made[i / made.GetLength(1), i % made.GetLength(1)] = x[i];
                }
            }
        }
        """);

    /// <summary>The class's name for a program's number.</summary>
    /// <param name="number">The number.</param>
    public static string Name(int number) => $"Driver_{number}";

    /// <summary>The class.</summary>
    /// <param name="number">The program's number.</param>
    /// <param name="entry">Its entry method.</param>
    public static string Write(int number, Entry entry)
    {
        EntryParameter[] all = [.. entry.Parameters];
        string own = Own(all);
        int[] moving = [.. Indices(all, static parameter => parameter.Differentiated)];
        string destinations = Arguments(Last(all, moving.Where(i => all[i].IsBuffer)).Select(static i => $"d{i}"));
        int[] returned = [.. Indices(all, static parameter => parameter.IsReturned)];
        string results = Arguments(returned.Select((i, k) => Numbers(all[i], $"g.Item{k + 2}")));
        string tangents = Arguments(Last(all, moving).Select(i => all[i].IsBuffer ? $"d{i}" : Pass(all[i], $"d{i}")));
        string adjoints = Arguments(Last(all, moving).Select(i => all[i].IsBuffer || all[i].Modifier == "out" ? $"d{i}" : $"ref d{i}"));
        string after = Arguments(Indices(all, static parameter => parameter is { Modifier: not "out", IsSelf: false }).Select(i => all[i].Modifier is "in" or "ref" ? $"in p{i}" : $"p{i}"));
        string scalarAdjoints = string.Concat(returned.Select(i => $", {Numbers(all[i], $"d{i}")}"));
        string unbox = Unboxed(all);
        string writeBack = WrittenBack(all);
        string derivatives = string.Concat(moving.Select(i => $"        {Derivative(all[i], i)}\n"));
        string buffers = string.Concat(moving.Where(i => all[i].IsBuffer).Select(i => $"        {Derivative(all[i], i)}\n"));
        string derivativesBack = string.Concat(moving.Select(i => DerivativeBack(all[i], i)));
        string f = entry.Receiver;
        string seed = $"        var seed = ({entry.ReturnType})(d.Length > {all.Length} ? (double)d[^1] : 1);\n";
        return $$"""
            internal static class {{Name(number)}}
            {
            {{Helpers(all)}}{{ValueMethod(entry)}}
                public static double[] Gradient(object[] a, object[] d)
                {
            {{unbox}}{{buffers}}        try
                    {
                        long before = GC.GetAllocatedBytesForCurrentThread();
                        var g = {{f}}.FGradient({{Join(own, destinations)}});
                        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                        return [{{(returned.Length == 0 ? "g" : "g.Item1, " + results)}}, allocated];
                    }
                    finally
                    {
                       {{writeBack}}{{string.Concat(moving.Where(i => all[i].IsBuffer).Select(i => DerivativeBack(all[i], i)))}}
                    }
                }

                public static double[] Jvp(object[] a, object[] d)
                {
            {{unbox}}{{derivatives}}        try
                    {
                        (double value, double tangent) = {{f}}.FJvp({{Join(own, tangents)}});
                        return [value, tangent];
                    }
                    finally
                    {
                       {{writeBack}}{{derivativesBack}}
                    }
                }

            {{Several(entry, all, moving)}}
            {{Batch("GradientBatch", entry)}}
            {{Batch("JacobianBatch", entry)}}
                public static double[] Joint(object[] a, object[] d)
                {
            {{unbox}}{{derivatives}}{{seed}}        try
                    {
                        double value = {{f}}.FBackward({{Join(own, "seed", adjoints)}});
                        return [value{{scalarAdjoints}}, 1];
                    }
                    finally
                    {
                       {{writeBack}}{{derivativesBack}}
                    }
                }

                public static double[] Split(object[] a, object[] d)
                {
            {{unbox}}{{derivatives}}{{seed}}        try
                    {
                        var workspace = new Workspace();
                        double value = {{f}}.FForward({{Join(own, "workspace")}});
                        {{f}}.FBackward({{Join(after, "workspace", "seed", adjoints)}});
                        return [value{{scalarAdjoints}}, workspace.IsEmpty ? 1 : 0];
                    }
                    finally
                    {
                       {{writeBack}}{{derivativesBack}}
                    }
                }
            }
            """;
    }

    /// <summary>The class with nothing but the call of the entry method itself.</summary>
    /// <param name="name">The class's name.</param>
    /// <param name="entry">The entry method.</param>
    public static string WriteValue(string name, Entry entry) =>
        $"internal static class {name}\n{{\n{Helpers([.. entry.Parameters.Select(static parameter => parameter with { Differentiated = false })])}{ValueMethod(entry)}}}\n";

    private static string ValueMethod(Entry entry)
    {
        EntryParameter[] all = [.. entry.Parameters];
        return $$"""
                public static double[] Value(object[] a, object[] d)
                {
            {{Unboxed(all)}}        try
                    {
                        return [{{entry.Receiver}}.F({{Own(all)}})];
                    }
                    finally
                    {
                       {{WrittenBack(all)}}
                    }
                }

            """;
    }

    // Rows of the tangents that stand in d, one object[] for each direction; back go those of buffers and references.
    private static string Several(Entry entry, EntryParameter[] all, int[] moving)
    {
        string rows = string.Concat(moving.Select(i => all[i].Element is { } element
            ? $"        {element}[] s{i} = [.. d.SelectMany(static k => ({element}[])((object[])k)[{i}])];\n"
            : $"        {all[i].Type}[] s{i} = [.. d.Select(static k => ({all[i].Type})((object[])k)[{i}])];\n"));
        string back = string.Concat(moving.Where(i => all[i].IsResult).Select(i => all[i].Element is { } element
            ? $"                s{i}.AsSpan(k * s{i}.Length / n, s{i}.Length / n).CopyTo(({element}[])((object[])d[k])[{i}]);\n"
            : $"                ((object[])d[k])[{i}] = s{i}[k];\n"));
        return $$"""
                public static double[] Several(object[] a, object[] d)
                {
            {{Unboxed(all)}}        int n = d.Length;
            {{rows}}        try
                    {
                        var r = new {{entry.ReturnType}}[n];
                        double value = {{entry.Receiver}}.FJvp({{Join(Own(all), "n", Arguments(Last(all, moving).Select(static i => $"s{i}")), "r")}});
                        for (int k = 0; k < n; k++)
                        {
            {{back}}            }
                        return [value, .. r.Select(static one => (double)one)];
                    }
                    finally
                    {
                       {{WrittenBack(all)}}
                    }
                }

            """;
    }

    private static string Own(EntryParameter[] all) => Arguments(Indices(all, static parameter => !parameter.IsSelf).Select(i => Pass(all[i], $"p{i}")));

    private static string Helpers(EntryParameter[] all) => string.Concat(all.Select(static parameter => parameter.Differentiated ? parameter.Shape?.Helpers : parameter.Shape?.ValueHelpers).Distinct());

    private static string Type(EntryParameter parameter) => parameter.Shape?.Type ?? parameter.Type;

    private static string Boxed(EntryParameter parameter, string place) => parameter.Shape is { } shape ? shape.Make($"({shape.Element}[]){place}") : $"({parameter.Type}){place}";

    private static string Unboxed(EntryParameter[] all) => string.Concat(all.Select(static (parameter, i) => $"        {Type(parameter)} p{i} = {Boxed(parameter, $"a[{i}]")};\n"));

    private static string WrittenBack(EntryParameter[] all) => string.Concat(all.Select(static (parameter, i) => parameter switch
    {
        { Shape: { Passage: EntryPassage.Shaped, IsModule: false } shape } => $" {shape.Spread($"p{i}")}.CopyTo(({shape.Element}[])a[{i}], 0);",
        { Modifier: "ref" or "out", Shape: { } value } => $" a[{i}] = {value.Spread($"p{i}")};",
        { Modifier: "ref" or "out" } => $" a[{i}] = p{i};",
        _ => "",
    }));

    private static string Derivative(EntryParameter parameter, int i) => parameter.Shape is { MakeDerivative: { } make }
        ? $"var d{i} = {make($"(double[])d[{i}]", $"p{i}")};"
        : parameter.Shape is { Passage: EntryPassage.Span } ? $"var d{i} = ({parameter.Element}[])d[{i}];" : $"{Type(parameter)} d{i} = {Boxed(parameter, $"d[{i}]")};";

    private static string DerivativeBack(EntryParameter parameter, int i) => parameter switch
    {
        { Shape: { Passage: EntryPassage.Shaped } shape } => $" {(shape.SpreadDerivative ?? shape.Spread)($"d{i}")}.CopyTo(({shape.Element}[])d[{i}], 0);",
        { Modifier: "ref" or "out", Shape: { } value } => $" d[{i}] = {value.Spread($"d{i}")};",
        { Modifier: "ref" or "out" } => $" d[{i}] = d{i};",
        _ => "",
    };

    private static string Numbers(EntryParameter parameter, string value) =>
        parameter.Shape is { } shape ? $".. {shape.Spread(value)}.Select(static n => (double)n)" : $"(double){value}";

    private static IEnumerable<int> Indices(EntryParameter[] all, Func<EntryParameter, bool> predicate) =>
        Enumerable.Range(0, all.Length).Where(i => predicate(all[i]));

    // The derivatives of the module that a method is called on come last.
    private static IEnumerable<int> Last(EntryParameter[] all, IEnumerable<int> indices) => indices.OrderBy(i => all[i].IsSelf);

    private static string Pass(EntryParameter parameter, string name) => parameter.Modifier is "ref" or "out" ? $"{parameter.Modifier} {name}" : name;

    private static string Arguments(IEnumerable<string> arguments) => string.Join(", ", arguments);

    private static string Join(params string[] parts) => string.Join(", ", parts.Where(static part => part.Length > 0));
}
