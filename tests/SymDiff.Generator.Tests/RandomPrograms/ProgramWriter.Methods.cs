namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Methods: their headers, and the calls of them.</summary>
internal sealed partial class ProgramWriter
{
    // The sizes that the checks choose for an entry method's arrays, and the integers that they pass.
    private const int EntryMinLength = 4;
    private const int EntryMaxLength = 5;
    private const int CalleeMinLength = 2;
    private const int MaxInteger = 4;

    private void Callee()
    {
        string name = $"G{routines.Count}";
        switch (random.Next(8))
        {
            case 0:
                Recursion(name);
                return;
            case 1:
                MutualRecursion(name);
                return;
            case 2:
                Halving(name);
                return;
        }

        (string parameters, char returns) = Pick<(string, char)>(
        [
            ("dd", 'd'), ("d", 'd'), ("dn", 'd'), ("s", 'd'), ("a", 'd'), ("sd", 'd'), ("id", 'd'), ("w", 'v'), ("wd", 'd'), ("sw", 'v'), ("v", 'd'),
            ("rd", 'v'), ("rd", 'd'), ("doo", 'v'), ("dd", '2'), ("sn", '2'), ("ro", 'd'), ("rw", 'v'), ("rr", 'v'), ("wn", 'v'), ("an", 'd'), ("md", 'd'), ("mn", 'd'), ("mw", 'v'), ("mm", 'd'), ("mr", 'v'),
        ]);
        current = new Routine(name, parameters, returns, Marked: Chance(0.7));
        maxLoopDepth = 1;
        Method(current, 1 + random.Next(4));
        routines.Add(current);
    }

    private void Method(Routine routine, int statements)
    {
        declared.Clear();
        scope = new Scope(null);
        Fields();
        loopDepth = switchDepth = blockDepth = 0;
        budget = 4 * statements;
        bool entry = routine.Name == "F";
        (string header, string[] outs) = Header(routine, entry);
        text.Append('\n');
        if (routine.Marked)
        {
            Line("[Differentiable(Derivatives.Gradient | Derivatives.Jvp)]");
        }

        Line($"{(entry ? "public" : "internal")} {(module.Length > 0 ? "" : "static ")}{Type(routine.Returns)} {routine.Name}({header})");
        Block(() =>
        {
            while (openings.TryDequeue(out Action? opening))
            {
                opening();
            }

            foreach (string name in outs)
            {
                Line($"{name} = {Number(1)};");
                scope.Add(new Variable(name, VariableKind.Double) { Capturable = false });
            }

            for (int i = 0; i < statements; i++)
            {
                Statement();
            }

            while (Idiom())
            {
            }

            Return(final: true);
        });
    }

    private static string Type(char returns) => returns switch { 'd' => "double", '2' => "(double A, double B)", _ => "void" };

    private (string Header, string[] Outs) Header(Routine routine, bool entry)
    {
        var parameters = new List<string>();
        var outs = new List<string>();
        foreach (char kind in routine.Parameters)
        {
            string name = kind switch
            {
                'n' => Fresh("n", "m", "count"),
                'N' => Fresh("net", "model", "module"),
                'b' or 'f' => Fresh("flag", "way"),
                _ => Fresh("x", "y", "dx", "a", "data", "value", "weights", "r", "result", "workspace", "@in", "xAdjoint"),
            };
            parameters.Add(kind switch
            {
                'd' => "double ", 'i' => "in double ", 'r' => "ref double ", 'o' => "out double ", 'n' => "int ", 'b' => "bool ", 'f' => "float ",
                'c' => "[NoGradient] double ", 's' => "ReadOnlySpan<double> ", 'w' => "Span<double> ", 'm' => "double[,] ",
                _ => HolderType(kind) ?? "double[] ",
            } + name);
            int least = entry ? EntryMinLength : CalleeMinLength;
            var buffer = new Variable(name, VariableKind.Array) { Min = least, Max = EntryMaxLength, Root = name };
            switch (kind)
            {
                case 'd' or 'c':
                    scope.Add(new Variable(name, VariableKind.Double));
                    break;
                case 'i':
                    scope.Add(new Variable(name, VariableKind.Double) { Writable = false, Capturable = false });
                    break;
                case 'r':
                    scope.Add(new Variable(name, VariableKind.Double) { Capturable = false });
                    break;
                case 'o':
                    outs.Add(name);
                    break;
                case 'n':
                    scope.Add(new Variable(name, VariableKind.Int) { Writable = false, Max = MaxInteger });
                    break;
                case 'b':
                    scope.Add(new Variable(name, VariableKind.Bool));
                    break;
                case 'f':
                    Use("float");
                    scope.Add(new Variable(name, VariableKind.Float));
                    break;
                case 's':
                    scope.Add(buffer with { Kind = VariableKind.ReadOnlySpan, Writable = false, Capturable = false });
                    break;
                case 'm':
                    Use("matrix parameter");
                    scope.Add(new Variable(name, VariableKind.Matrix) { Min = 1, Max = 1, Root = name });
                    break;
                case 'w':
                    scope.Add(buffer with { Kind = VariableKind.Span, Capturable = false });
                    break;
                case 'v' or 'a':
                    scope.Add(buffer with { Writable = kind == 'v' });
                    break;
                default:
                    Holder(kind, name, least);
                    break;
            }
        }

        return (string.Join(", ", parameters), [.. outs]);
    }

    private void Return(bool final)
    {
        string first = Sum();
        if (final && All(variable => variable.IsBuffer) is [_, ..] buffers)
        {
            // Whatever the statements wrote should show in the result.
            Variable buffer = Pick(buffers);
            first += $" + {buffer.Name}[0] * {Number(0)} + {buffer.Name}[^1]";
        }

        if (final && Any(static variable => variable.Kind == VariableKind.Matrix) is { } matrix)
        {
            first += $" + {Place(matrix)} * {Leaf()}";
        }

        Line(current.Returns switch { 'd' => $"return {first};", '2' => $"return ({first}, {Number(2)});", _ => final ? "return;" : "return;" });
    }

    private string Sum()
    {
        Variable[] numbers = All(variable => variable.Kind == VariableKind.Double);
        random.Shuffle(numbers);
        return string.Join(" + ", numbers.Take(4).Select(variable => Chance(0.5) ? variable.Name : $"{variable.Name} * {Leaf()}").Append(Number(1)));
    }

    private void Recursion(string name)
    {
        Use("recursion");
        string step = Pick(["Math.Sin(x + y / (n + 1))", "x * y + 0.25 * n", "Math.Tanh(x - y)", "0.5 * x + Math.Cos(y)"]);
        string combine = Pick(["z + 0.5 * {0}", "{0} * z", "Math.Sin({0}) - x", "z / (1 + {0} * {0})", "{0} + {1}"]);
        text.Append('\n');
        Line("[Differentiable(Derivatives.Gradient | Derivatives.Jvp)]");
        Line($"internal static double {name}(double x, double y, int n)");
        Line("{");
        Line("    if (n <= 0)");
        Line("    {");
        Line($"        return {Pick(["x * y", "x - y * y", "Math.Exp(-x * x) + y"])};");
        Line("    }");
        Line("");
        Line($"    double z = {step};");
        string first = $"{name}(z, {Pick(["y", "x", "y * 0.75"])}, n - 1)";
        Line($"    return {string.Format(System.Globalization.CultureInfo.InvariantCulture, combine, first, $"{name}(y, z, n - 2)")};");
        Line("}");
        routines.Add(new Routine(name, "ddn", 'd', Marked: true));
    }

    private void MutualRecursion(string name)
    {
        Use("mutual recursion");
        string attribute = "    [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]\n";
        string write = Pick(["x[n % x.Length] *= 0.75 + y;", "x[n % x.Length] = Math.Sin(x[0] + y);", "x[^1] += y * x[0];"]);
        text.Append('\n').Append(attribute).Append(
            $$"""
                internal static double {{name}}(Span<double> x, double y, int n)
                {
                    {{write}}
                    return n <= 0 ? x[0] * y : Math.Sin({{name}}Odd(x, y * 0.9, n - 1)) + x[^1];
                }


            """).Append(attribute).Append(
            $$"""
                internal static double {{name}}Odd(Span<double> x, double y, int n)
                {
                    double before = x[0];
                    x[0] = y - 0.5 * x[0];
                    if (n <= 0)
                    {
                        return before;
                    }

                    return {{name}}(x, before + y, n - 1) * 0.5 - x[0];
                }

            """);
        routines.Add(new Routine(name, "wdn", 'd', Marked: true));
    }

    private void Halving(string name)
    {
        Use("recursion on slices");
        text.Append('\n').Append(
            $$"""
                [Differentiable(Derivatives.Gradient | Derivatives.Jvp)]
                internal static double {{name}}(ReadOnlySpan<double> x)
                {
                    if (x.Length == 1)
                    {
                        return {{Pick(["Math.Sin(x[0])", "x[0]", "x[0] * x[0]"])}};
                    }

                    int half = x.Length / 2;
                    return {{name}}({{Pick(["x[..half]", "x.Slice(0, half)"])}}) * {{name}}({{Pick(["x[half..]", "x.Slice(half)"])}}) {{Pick(["+ x[0]", "- 0.5 * x[^1]", ""])}};
                }

            """);
        routines.Add(new Routine(name, "s", 'd', Marked: true));
    }

    /// <summary>A call, or null where the arguments it needs are not in scope.</summary>
    private string? Call(Routine routine)
    {
        var arguments = new List<string>();
        var roots = new List<string>();
        bool writes = routine.Parameters.Any(static kind => kind is 'w' or 'v');
        foreach (char kind in routine.Parameters)
        {
            string? argument = kind switch
            {
                'd' => Number(2),
                'i' => Chance(0.5) && Any(variable => variable.Kind == VariableKind.Double) is { } place ? "in " + place.Name : Number(1),
                'n' => Chance(0.5) ? random.Next(4).ToString(System.Globalization.CultureInfo.InvariantCulture) : Integer() + " % 4",
                'r' => Place(roots, writes),
                'o' => Chance(0.5) && Place(roots, writes) is { } place ? place.Replace("ref ", "out ", StringComparison.Ordinal) : "out _",
                'm' => MatrixArgument(roots),
                _ => Buffer(kind, roots, writes),
            };
            if (argument is null)
            {
                return null;
            }

            arguments.Add(argument);
        }

        Use(routine.Marked ? "call of marked method" : "call of helper");
        return $"{routine.Name}({string.Join(", ", arguments)})";
    }

    // References to the same place, or into an array that is also passed, would overlap.
    private string? Place(List<string> roots, bool arrayPassed)
    {
        if (!arrayPassed && Chance(0.4) && Any(variable => variable.IsBuffer && variable.Writable && !roots.Contains(variable.Root)) is { } buffer)
        {
            roots.Add(buffer.Root);
            Use("ref to element");
            return $"ref {buffer.Name}[{Index(buffer)}]";
        }

        Variable? local = Any(variable => variable.Kind == VariableKind.Double && variable.Writable && variable.Root.Length == 0 && !roots.Contains(variable.Name));
        if (local is null)
        {
            return null;
        }

        roots.Add(local.Name);
        Use("ref argument");
        return "ref " + local.Name;
    }

    private string? Buffer(char kind, List<string> roots, bool writes)
    {
        Variable? buffer = Any(variable => variable.IsBuffer && variable.Min >= CalleeMinLength
            && (variable.Writable || kind == 's' || (kind == 'a' && !variable.Learnt))
            && (!writes || !roots.Contains(variable.Root))
            && (kind is not ('a' or 'v') || variable.Kind == VariableKind.Array)
            && (kind != 'w' || variable.Kind != VariableKind.ReadOnlySpan));
        if (buffer is null)
        {
            return null;
        }

        roots.Add(buffer.Root);
        if (kind is 's' or 'w' && buffer.Min > CalleeMinLength && Chance(0.4))
        {
            Use("slice as argument");
            string slice = buffer.Kind == VariableKind.Array ? $"{buffer.Name}.AsSpan(" : $"{buffer.Name}.Slice(";
            return slice + Pick(["1)", "0, 2)", "1, 2)"]);
        }

        return buffer.Name;
    }
}
