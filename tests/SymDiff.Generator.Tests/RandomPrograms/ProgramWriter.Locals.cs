namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Local arrays, slices, integers and functions.</summary>
internal sealed partial class ProgramWriter
{
    private void LocalArray()
    {
        int length = 2 + random.Next(3);
        string[] elements = [.. Enumerable.Range(0, length).Select(_ => Number(1))];
        string name = Fresh("buffer", "tmp", "arr", "cache", "grid", "work");
        Variable array = new(name, VariableKind.Array) { Min = length, Max = length, Root = name };
        switch (random.Next(7))
        {
            case 0:
                Use("new array");
                Line($"double[] {name} = new double[{length}];");
                Line($"{name}[{random.Next(length)}] = {elements[0]};");
                break;
            case 1 when Any(static variable => variable.IsBuffer) is { } other:
                Use("new array");
                Line($"var {name} = new double[{other.Name}.Length];");
                Line($"{name}[0] = {elements[0]};");
                array = array with { Min = other.Min, Max = other.Max };
                break;
            case 2:
                Use("array initialiser");
                Line($"double[] {name} = {{ {string.Join(", ", elements)} }};");
                break;
            case 3:
                Use("collection expression");
                bool span = Chance(0.3);
                Line($"{(span ? "Span<double>" : "double[]")} {name} = [{string.Join(", ", elements)}];");
                array = span ? array with { Kind = VariableKind.Span, Capturable = false } : array;
                break;
            case 4:
                Use("stackalloc");
                Line(Chance(0.5) ? $"Span<double> {name} = stackalloc double[{length}];" : $"Span<double> {name} = stackalloc double[] {{ {string.Join(", ", elements)} }};");
                array = array with { Kind = VariableKind.Span, Capturable = false };
                break;
            case 5 when Any(static variable => variable.IsBuffer && variable.Min > 2) is { } source:
                Use("copying range");
                Line(source.Kind == VariableKind.Array ? $"double[] {name} = {source.Name}[1..];" : $"double[] {name} = {source.Name}[1..].ToArray();");
                array = array with { Min = source.Min - 1, Max = source.Max - 1 };
                break;
            default:
                Use("new array");
                Line($"var {name} = new double[] {{ {string.Join(", ", elements)} }};");
                break;
        }

        scope.Add(array);
    }

    private void SliceLocal()
    {
        if (capturedOnly || Any(static variable => variable.IsBuffer && variable.Min > 2) is not { } source)
        {
            WriteElement();
            return;
        }

        Use("slice");
        bool writable = source.Writable && source.Kind != VariableKind.ReadOnlySpan && Chance(0.6);
        string whole = source.Kind == VariableKind.Array ? $"{source.Name}.AsSpan()" : source.Name;
        (string slice, int less) = Pick<(string, int)>(
        [
            ($"{whole}[1..]", 1), ($"{whole}[..^1]", 1), ($"{whole}.Slice(1, {source.Min - 2})", -1), ($"{whole}[1..^1]", 2), ($"{whole}[..2]", -2), (whole, 0),
        ]);
        string name = Fresh("part", "head", "tail", "view", "slice");
        Line($"{(writable ? "Span" : "ReadOnlySpan")}<double> {name} = {slice};");
        (int min, int max) = less switch { -1 => (source.Min - 2, source.Min - 2), -2 => (2, 2), _ => (source.Min - less, source.Max - less) };
        if (min == 0)
        {
            return;
        }

        scope.Add(new Variable(name, writable ? VariableKind.Span : VariableKind.ReadOnlySpan)
        {
            Writable = writable,
            Capturable = false,
            Min = min,
            Max = max,
            Root = source.Root,
        });
    }

    private void LocalFunction()
    {
        if (capturedOnly)
        {
            Declare();
            return;
        }

        string name = Fresh("Local", "Inner", "Step", "Scaled");
        Scope outer = scope;
        scope = new Scope(outer);
        string argument = Fresh("z", "arg", "t", "value");
        scope.Add(new Variable(argument, VariableKind.Double));
        capturedOnly = true;
        int outerLoops = loopDepth;
        switch (random.Next(3))
        {
            case 0:
                Use("lambda");
                Line($"Func<double, double> {name} = {argument} => {Number(2)} + {argument};");
                break;
            case 1:
                Use("local function");
                Line($"double {name}(double {argument}) => {Number(2)} * {argument};");
                break;
            default:
                Use("local function with statements");
                Line($"double {name}(double {argument})");
                Block(() =>
                {
                    Assign();
                    if (Chance(0.5))
                    {
                        Line($"if ({Condition(1)})");
                        Block(() => Line($"return {Number(1)} - {argument};"));
                    }

                    Compound();
                    Line($"return {argument} + {Number(1)};");
                });
                break;
        }

        loopDepth = outerLoops;
        capturedOnly = false;
        scope = outer;
        scope.Add(new Variable(name, VariableKind.Function));
    }

    private void SingleLocal()
    {
        if (!singles)
        {
            Declare();
            return;
        }

        Use("float");
        string value = Number(1);
        string name = Fresh("f", "single");
        Line(Pick([$"float {name} = (float)({value});", $"var {name} = 0.5f * (float)({value});", $"float {name} = MathF.Tanh((float)({value}));"]));
        scope.Add(new Variable(name, VariableKind.Float));
    }

    private void IntegerLocal()
    {
        Use("int local");
        string value = $"{Integer()} {Pick(["+ 1", "% 3", "* 2 % 5", "/ 2"])}";
        string name = Fresh("k", "index", "j", "count", "at");
        Line($"int {name} = {value};");
        scope.Add(new Variable(name, VariableKind.Int));
    }

    private void IntegerStep()
    {
        if (Any(static variable => variable.Kind == VariableKind.Int && variable.Writable) is { } integer)
        {
            Line(Pick([$"{integer.Name} = ({integer.Name} * 3 + 1) % 7;", $"{integer.Name}++;", $"{integer.Name} += 2;", $"{integer.Name} %= 3;", $"{integer.Name} = {Integer()} % 6;"]));
        }
    }

    private void BoolLocal()
    {
        Use("bool local");
        string value = Condition(1);
        string name = Fresh("ok", "flag", "taken");
        Line($"bool {name} = {value};");
        scope.Add(new Variable(name, VariableKind.Bool));
    }

    private void PairLocal()
    {
        Use("tuple local");
        if (Any(static variable => variable.Kind == VariableKind.Pair && variable.Writable) is { } pair)
        {
            Line(Pick([$"{pair.Name}.A += {Next(2)};", $"({pair.Name}.A, {pair.Name}.B) = ({pair.Name}.B, {pair.Name}.A * 0.5);", $"{pair.Name} = ({pair.Name}.B, {Squashed(2)});"]));
            return;
        }

        (string first, string second) = (Number(2), Number(2));
        string name = Fresh("pair", "both", "tuple");
        Line($"(double A, double B) {name} = ({first}, {second});");
        scope.Add(new Variable(name, VariableKind.Pair));
    }
}
