namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>The entry method and the types of its parameters.</summary>
internal sealed partial class ProgramWriter
{
    private static readonly string[] Plain = ["dd", "dw", "ddn", "v", "vd", "s", "sdn", "wd", "wn", "ds", "rd", "vn", "dvnb", "da", "is", "dcw", "ddd"];

    // j an array of arrays, l a list, M and R memory, P a struct, B a reference to one, Q a record struct of structs, T a tuple,
    // A an array of structs, S a span of them, K a read-only one of structs of structs, N a class with parameters; behind a point the method is one of such a class.
    private static readonly string[] Holders =
    [
        "j", "jd", "jn", "l", "ld", "M", "Mn", "R", "Rd", "Pd", "P", "Bd", "Qd", "Q", "T", "Td", "N", "Nd", "Ns", "Nn", ".d", ".s", ".w", ".n",
        "lP", "jT", "MQ", "RN", "mP", "md", "jP", "lT", "mQ", ".P", ".T", "MT", "RB", "lM", "B", "Bn", "jB", "lB", "MB", "NB", "RT", "Rn", "Qn", "jQ", "RQ",
        "AK", "Sd", "S", "K", "Kd", "MA", "lAK", "mK", "NS", ".A", ".SK", "ASn", "SK", "TAS", "BS", "MK", "RA", "KS",
    ];

    // Z a type of System.Numerics, F a span of float, f a float.
    private static readonly string[] Single = ["dsf", "Zd", "Z", "Zs", "ZZ", "Fd", "FdZ", "fZ", "Fv", "FZ", "Fs"];

    /// <summary>Features that no run may lose: the kinds of types and of calls.</summary>
    public static IReadOnlyList<string> Kinds =>
    [
        "array of arrays", "list", "Memory", "ReadOnlyMemory", "matrix parameter", "struct parameter", "struct passed by reference", "record struct of structs", "tuple parameter", "module parameter",
        "method of a module", "nested module", "span of float", "parameter of System.Numerics", "struct with marked members", "structs in tuples and in structs", "generic method", "generic method over a span",
        "generic method that writes", "call of a gradient", "call of a gradient over a span", "reference handed on in a summing loop",
        "array of structs", "span of structs", "structs in a read-only span", "structs of an array made on the way", .. NumericsTypes,
    ];

    // What a method does with its arguments before its own statements.
    private readonly Queue<Action> openings = new();

    private string EntryShape()
    {
        if (singles)
        {
            return Pick(Single);
        }

        return Chance(0.2) ? Pick(Plain) : Pick(Holders);
    }

    private void Entry()
    {
        bool self = entry[0] == '.';
        current = new Routine("F", self ? entry[1..] : entry, 'd', Marked: true);
        maxLoopDepth = 3;
        int statements = 4 + random.Next(9);
        if (self)
        {
            Use("method of a module");
            members.Add(Module(() => Method(current, statements)));
            return;
        }

        if (entry.Contains('N', StringComparison.Ordinal))
        {
            members.Add(Module(() => { }));
        }

        Method(current, statements);
    }

    private string? HolderType(char kind) => kind switch
    {
        'j' => "double[][] ",
        'l' => "List<double> ",
        'M' => "Memory<double> ",
        'R' => "ReadOnlyMemory<double> ",
        'P' => "Body ",
        'A' => "Body[] ",
        'S' => "Span<Body> ",
        'K' => "ReadOnlySpan<Segment> ",
        'B' => "ref Body ",
        'Q' => "Segment ",
        'T' => "(double A, double B) ",
        'N' => "Net ",
        'F' => "ReadOnlySpan<float> ",
        'Z' => (numerics = Pick(NumericsTypes)) + " ",
        _ => null,
    };

    private void Holder(char kind, string name, int least)
    {
        var buffer = new Variable(name, VariableKind.Array) { Min = least, Max = EntryMaxLength, Root = name };
        switch (kind)
        {
            case 'j':
                Use("array of arrays");
                scope.Add(new Variable(name, VariableKind.Rows) { Min = 2 });
                scope.Add(new Variable(name + "[0]", VariableKind.Array) { Min = 2, Max = EntryMaxLength, Root = name });
                scope.Add(new Variable(name + "[^1]", VariableKind.Array) { Min = 2, Max = EntryMaxLength, Root = name });
                idioms.Enqueue(OverRows);
                break;
            case 'l':
                Use("list");
                scope.Add(buffer with { Kind = VariableKind.List, Writable = false });
                idioms.Enqueue(OverList);
                openings.Enqueue(() => View(name, $"System.Runtime.InteropServices.CollectionsMarshal.AsSpan({name})", buffer with { Writable = false }));
                break;
            case 'M' or 'R':
                Use(kind == 'M' ? "Memory" : "ReadOnlyMemory");
                scope.Add(buffer with { Kind = VariableKind.Memory, Writable = false });
                idioms.Enqueue(OverMemory);
                openings.Enqueue(() => View(name, Pick([$"{name}.Span", $"{name}[..].Span", $"{name}.Slice(0, {name}.Length).Span"]), buffer with { Writable = kind == 'M' }));
                break;
            case 'P' or 'B':
                Use(kind == 'P' ? "struct parameter" : "struct passed by reference");
                Bodied(name, kind == 'P');
                break;
            case 'A' or 'S':
                Use(kind == 'A' ? "array of structs" : "span of structs");
                body ??= Body();
                Structs(name, kind == 'A');
                idioms.Enqueue(OverBodies);
                break;
            case 'K':
                Use("structs in a read-only span");
                SegmentTypes();
                scope.Add(new Variable(name, VariableKind.Segments) { Writable = false, Capturable = false });
                foreach (string number in new[] { "[0].From.X", "[^1].Weight", "[1].To.Y" })
                {
                    scope.Add(new Variable(name + number, VariableKind.Double) { Root = name, Writable = false, Capturable = false });
                }

                idioms.Enqueue(OverSegments);
                break;
            case 'Q':
                Use("record struct of structs");
                scope.Add(new Variable(name, VariableKind.Segment));
                idioms.Enqueue(Segments);
                break;
            case 'T':
                Use("tuple parameter");
                scope.Add(new Variable(name, VariableKind.Pair));
                break;
            case 'N':
                Use("module parameter");
                Fields(name + ".");
                break;
            case 'F':
                Use("span of float");
                scope.Add(new Variable(name, VariableKind.Singles) { Min = least, Writable = false, Capturable = false });
                idioms.Enqueue(MixedLoop);
                break;
            default:
                Use("parameter of System.Numerics");
                Numerics(numerics, name);
                break;
        }
    }

    private void View(string name, string span, Variable buffer)
    {
        string view = Fresh("view", "all", "numbers");
        Line($"{(buffer.Writable ? "Span" : "ReadOnlySpan")}<double> {view} = {span};");
        scope.Add(buffer with { Name = view, Kind = buffer.Writable ? VariableKind.Span : VariableKind.ReadOnlySpan, Capturable = false, Root = name });
    }

    private void OverRows()
    {
        if (Any(static variable => variable.Kind == VariableKind.Rows) is not { } rows)
        {
            return;
        }

        Use(LoopCarried);
        (string sum, string i, string j, string row) = (Fresh(), Fresh("i", "r"), Fresh("j", "column"), Fresh("row", "line"));
        Line($"double {sum} = {Leaf()};");
        if (Chance(0.4))
        {
            Line($"foreach ({Pick(["double[]", "var"])} {row} in {rows.Name})");
            Line("{");
            Line($"    for (int {j} = 0; {j} < {row}.Length; {j}++)");
            Line("    {");
            Line($"        {sum} = Math.Sin({sum}) * {row}[{j}] + {Pick([$"{row}[^1]", Leaf()])};");
            if (Chance(0.5))
            {
                Line($"        {row}[{j}] {Pick(["*= 0.5", $"= Math.Sin({row}[0] + {sum})", "+= 0.25"])};");
            }

            Line("    }");
            Line("}");
        }
        else
        {
            string element = $"{rows.Name}[{i}][{j}]";
            Line($"for (int {i} = {Pick(["0", "1"])}; {i} < {rows.Name}.Length; {i}++)");
            Line("{");
            Line($"    double[] {row} = {rows.Name}[{Pick(["0", i, $"{rows.Name}.Length - 1"])}];");
            Line($"    for (int {j} = 0; {j} < {rows.Name}[{i}].Length; {j}++)");
            Line("    {");
            Line(Pick(
            [
                $"        {sum} += {element} * {row}[{j} % {row}.Length];", $"        {element} = Math.Tanh({element} * {row}[0]); {sum} *= 0.5 + {element};",
                $"        {element} += {row}[^1] * {Leaf()}; {sum} -= {element} * {sum} * 0.25;",
            ]));
            Line("    }");
            Line("}");
        }

        Flow("loop over rows", Pick([sum, $"{sum} * {rows.Name}[0][1]", $"{sum} + {rows.Name}[^1][0]"]));
    }

    private void OverList()
    {
        if (Any(static variable => variable.Kind == VariableKind.List) is not { } list)
        {
            return;
        }

        Use(LoopCarried);
        (string sum, string i) = (Fresh(), Fresh("i", "at"));
        Line($"double {sum} = {Leaf()};");
        bool each = Chance(0.5);
        Line(each ? $"foreach (double {i} in {list.Name})" : $"for (int {i} = 0; {i} < {list.Name}.Count; {i}++)");
        string element = each ? i : $"{list.Name}[{i}]";
        Line("{");
        Line(Pick([$"    {sum} += {element} * {list.Name}[0];", $"    {sum} = Math.Sin({sum}) * {element} + {Leaf()};", $"    if ({element} > 0.25) {{ {sum} -= {element} * {element}; }}"]));
        Line("}");
        Flow("loop over a list", $"{sum} + {list.Name}[{Pick(["^1", "1", $"{list.Name}.Count - 2"])}]");
    }

    private void OverMemory()
    {
        if (Any(static variable => variable.Kind == VariableKind.Memory) is not { } memory)
        {
            return;
        }

        Use(LoopCarried);
        (string sum, string i) = (Fresh(), Fresh("i", "at"));
        Line($"double {sum} = {Leaf()};");
        Line($"for (int {i} = 0; {i} < {memory.Name}.Length - 1; {i}++)");
        Line("{");
        Line(Pick(
        [
            $"    {sum} += {memory.Name}.Span[{i}] * {memory.Name}[1..].Span[{i}];", $"    {sum} = Math.Sin({sum}) * {memory.Name}.Span[{i}] + {Leaf()};",
            $"    {sum} -= {memory.Name}.Slice({i}).Span[0] * {memory.Name}.Span[{i}] * 0.5;",
        ]));
        Line("}");
        Flow("loop over memory", $"{sum} * {memory.Name}.Span[^1]");
    }

    private void MixedLoop()
    {
        Variable[] floats = All(static variable => variable.Kind == VariableKind.Singles);
        if (floats.Length == 0)
        {
            return;
        }

        Use(LoopCarried);
        string source = Pick(floats).Name;
        (string wide, string narrow, string i) = (Fresh(), Fresh("f", "single"), Fresh("i", "at"));
        Line($"double {wide} = {Leaf()};");
        Line($"float {narrow} = (float)({Leaf()});");
        Line($"for (int {i} = 0; {i} < {source}.Length; {i}++)");
        Line("{");
        Line($"    {narrow} = {Pick([$"0.5f * {narrow} + {source}[{i}]", $"MathF.Sin({narrow}) * {source}[{i}]", $"(float)({wide} * 0.5) - {source}[{i}]"])};");
        Line($"    {wide} += {Pick([$"{narrow} * {Leaf()}", $"Math.Sin({wide}) * {narrow}", $"(double){narrow} * {source}[^1]"])};");
        Line("}");
        scope.Add(new Variable(narrow, VariableKind.Float));
        Flow("loop that mixes float and double", $"{wide} + {narrow}");
    }
}
