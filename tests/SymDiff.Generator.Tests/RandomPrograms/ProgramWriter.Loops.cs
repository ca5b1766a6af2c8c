namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Loops. Each has a counter that ends it.</summary>
internal sealed partial class ProgramWriter
{
    private void Loop()
    {
        if (loopDepth >= maxLoopDepth || blockDepth > 5 || capturedOnly)
        {
            Assign();
            return;
        }

        if (loopDepth > 0)
        {
            Use("nested loop");
        }

        (int outerSwitch, int rounds) = (switchDepth, random.Next(10));
        switchDepth = 0;
        switch (rounds)
        {
            case 0 or 1 or 2:
                OverBuffer();
                break;
            case 3 or 4 or 5:
                Counted();
                break;
            case 6:
                While();
                break;
            case 7:
                DoWhile();
                break;
            case 8:
                ForEach();
                break;
            default:
                EndlessWithBreak();
                break;
        }

        switchDepth = outerSwitch;
    }

    private void Rounds(string header, Variable? counter, Action? first = null, Action? last = null)
    {
        Line(header);
        loopDepth++;
        Block(() =>
        {
            if (counter is not null)
            {
                scope.Add(counter);
            }

            first?.Invoke();
            Body(exits: false);
            if (Chance(0.45))
            {
                If();
            }

            if (Chance(0.5))
            {
                Assign();
            }

            last?.Invoke();
        });
        loopDepth--;
    }

    // A loop's variable lives in a scope of its own around the body.
    private string Counter(params string[] names)
    {
        string name = Fresh(names);
        return name;
    }

    private void OverBuffer()
    {
        if (Any(static variable => variable.IsBuffer) is not { } buffer)
        {
            Counted();
            return;
        }

        Use("for over length");
        scope = new Scope(scope);
        string i = Counter("i", "j", "k", "row");
        string header = random.Next(5) switch
        {
            0 => $"for (int {i} = {buffer.Name}.Length - 1; {i} >= 0; {i}--)",
            1 => $"for (int {i} = 0; {i} < {buffer.Name}.Length; {i} += 2)",
            2 => $"for (int {i} = 1; {i} <= {buffer.Name}.Length - 1; ++{i})",
            _ => $"for (int {i} = 0; {i} < {buffer.Name}.Length; {i}++)",
        };
        Rounds(header, new Variable(i, VariableKind.Int) { Writable = false, Max = buffer.Max - 1, IndexOf = buffer.Name });
        scope = scope.Parent!;
    }

    private void Counted()
    {
        Use("for");
        scope = new Scope(scope);
        Variable? limit = Any(static variable => variable.Kind == VariableKind.Int && variable.Max <= MaxInteger);
        string bound = limit?.Name ?? "3";
        string i = Counter("i", "j", "k", "step");
        (string header, int max) = Pick<(string, int)>(
        [
            ($"for (int {i} = 0; {i} < 3; {i}++)", 2), ($"for (int {i} = 0; {i} < {bound}; {i}++)", MaxInteger - 1), ($"for (int {i} = 1; {i} <= {bound}; {i}++)", MaxInteger),
            ($"for (int {i} = {bound}; {i} > 0; {i}--)", MaxInteger), ($"for (int {i} = 3; {i} >= 0; {i} -= 2)", 3), ($"for (int {i} = 0; {i} < 5; {i} += 2)", 4),
            ($"for (var {i} = {bound}; {i} >= 1; {i} /= 2)", MaxInteger),
        ]);
        bool moved = header.Contains("++", StringComparison.Ordinal) && Chance(0.4);
        var counter = new Variable(i, VariableKind.Int) { Writable = false, Max = moved ? int.MaxValue : max };
        if (moved)
        {
            Use("counter changed in body");
        }

        Rounds(header, counter, last: moved ? () => Line($"if ({Condition(0)}) {{ {i}++; }}") : null);
        scope = scope.Parent!;
    }

    private void While()
    {
        Use("while");
        string k = Counter("k", "trips", "steps");
        Line($"int {k} = 0;");
        var counter = new Variable(k, VariableKind.Int) { Writable = false, Max = 5 };
        string more = Chance(0.5) ? $" && {Condition(1)}" : "";
        if (Chance(0.4))
        {
            Rounds($"while ({k}++ < {2 + random.Next(3)}{more})", counter);
        }
        else
        {
            Rounds($"while ({k} < {2 + random.Next(3)}{more})", counter, first: () => Line($"{k}++;"));
        }

        scope.Add(counter);
    }

    private void DoWhile()
    {
        Use("do");
        string k = Counter("k", "trips", "steps");
        Line($"int {k} = 0;");
        var counter = new Variable(k, VariableKind.Int) { Writable = false, Max = 6 };
        Rounds("do", counter);
        Line($"while (++{k} < {1 + random.Next(4)}{(Chance(0.4) ? $" && {Condition(1)}" : "")});");
        scope.Add(counter);
    }

    private void ForEach()
    {
        if (Any(static variable => variable.IsBuffer) is not { } buffer)
        {
            Counted();
            return;
        }

        Use("foreach");
        scope = new Scope(scope);
        string item = Fresh("item", "element", "e", "value");
        Rounds($"foreach ({Pick(["double", "var"])} {item} in {buffer.Name})", new Variable(item, VariableKind.Double) { Writable = false });
        scope = scope.Parent!;
    }

    private void EndlessWithBreak()
    {
        Use("while (true)");
        string k = Counter("k", "trips", "steps");
        Line($"int {k} = 0;");
        var counter = new Variable(k, VariableKind.Int) { Writable = false, Max = 5 };
        Rounds(
            Pick(["while (true)", "for (; ; )"]),
            counter,
            first: () =>
            {
                Line($"if (++{k} > {2 + random.Next(3)}{(Chance(0.4) ? $" || {Condition(1)}" : "")})");
                Line("{");
                Line("    break;");
                Line("}");
            });
        scope.Add(counter);
    }
}
