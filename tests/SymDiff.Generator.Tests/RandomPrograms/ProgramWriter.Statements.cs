namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Statements without loops.</summary>
internal sealed partial class ProgramWriter
{
    private void Statement()
    {
        if (Chance(0.4) && Idiom())
        {
            return;
        }

        if (budget-- <= 0)
        {
            Compound();
            return;
        }

        (int Weight, Action Write)[] choices =
        [
            (12, Declare), (12, Assign), (12, Compound), (10, WriteElement), (5, Increment), (12, Loop), (8, If), (4, Switch), (6, LocalArray), (3, SliceLocal),
            (6, Swap), (4, Deconstruct), (4, RefLocal), (7, CallStatement), (4, LocalFunction), (2, Guard), (3, SingleLocal), (4, IntegerLocal), (2, BoolLocal),
            (2, LateDeclaration), (2, Chained), (2, PairLocal), (2, IntegerStep), (1, InnerBlock), (6, MatrixStatement),
        ];
        int at = random.Next(choices.Sum(static choice => choice.Weight));
        foreach ((int weight, Action write) in choices)
        {
            at -= weight;
            if (at < 0)
            {
                write();
                return;
            }
        }
    }

    /// <summary>The feature of a program whose loops hand numbers on from round to round.</summary>
    public const string LoopCarried = "loop-carried state";

    private Variable? Place()
    {
        Variable? place = Any(static variable => variable.Kind == VariableKind.Double && variable.Writable);
        if (loopDepth > 0 && place is not null && !scope.Declares(place))
        {
            Use(LoopCarried);
        }

        return place;
    }

    // What a loop carries from round to round grows: mostly squashed there.
    private string Next(int depth) => Chance(loopDepth > 0 ? 0.7 : 0.25) ? Squashed(depth) : Number(depth);

    private void Declare()
    {
        string value = Number(3);
        string name = Fresh();
        Line($"{(Chance(0.7) ? "double" : "var")} {name} = {(declared.Count % 2 == 0 ? $"0.0 + {value}" : $"(double)({value})")};");
        scope.Add(new Variable(name, VariableKind.Double));
    }

    private void Assign()
    {
        if (Place() is not { } place)
        {
            Declare();
            return;
        }

        Use(loopDepth > 0 ? "reassignment in loop" : "reassignment");
        Line($"{place.Name} = {Next(3)};");
    }

    private void Compound()
    {
        if (Place() is not { } place)
        {
            Declare();
            return;
        }

        Use("compound assignment");
        Line(random.Next(6) switch
        {
            0 or 1 => $"{place.Name} += {Next(2)};",
            2 => $"{place.Name} -= {Next(2)};",
            3 => $"{place.Name} *= {Squashed(2)};",
            4 => $"{place.Name} /= 1.5 + Math.Sin({Number(1)});",
            _ => $"{place.Name} %= 2.75;",
        });
    }

    private void WriteElement()
    {
        if (Any(static variable => variable.IsBuffer && variable.Writable) is not { } buffer)
        {
            LocalArray();
            return;
        }

        Use("element write");
        string element = $"{buffer.Name}[{Index(buffer)}]";
        Line(random.Next(6) switch
        {
            0 or 1 or 2 => $"{element} = {Next(2)};",
            3 => $"{element} += {Next(2)};",
            4 => $"{element} *= {Squashed(2)};",
            _ => $"{element} -= {element} * {Leaf()} * 0.25;",
        });
    }

    private void Increment()
    {
        Use("increment");
        string? target = Chance(0.3) && Any(static variable => variable.IsBuffer && variable.Writable) is { } buffer ? $"{buffer.Name}[{Index(buffer)}]" : Place()?.Name;
        if (target is null)
        {
            Declare();
            return;
        }

        if (Chance(0.5))
        {
            Line(Pick([$"{target}++;", $"--{target};", $"++{target};", $"{target}--;"]));
            return;
        }

        string value = Pick([$"{target}++ * {Leaf()}", $"--{target} - {Leaf()}", $"{target}-- * {target}", $"{target}++ + {target}++ * 0.5"]);
        string name = Fresh();
        Line($"double {name} = {value};");
        scope.Add(new Variable(name, VariableKind.Double));
    }

    private void If()
    {
        Use("if");
        Line($"if ({Condition(2)})");
        Block(() => Body(exits: true));
        if (Chance(0.3))
        {
            Line($"else if ({Condition(1)})");
            Block(() => Body(exits: true));
        }

        if (Chance(0.6))
        {
            Line("else");
            Block(() => Body(exits: false));
        }
    }

    /// <summary>A few statements; where allowed they may end in a jump.</summary>
    private void Body(bool exits)
    {
        int statements = 1 + random.Next(3);
        for (int i = 0; i < statements; i++)
        {
            Statement();
        }

        if (!exits || capturedOnly || !Chance(0.35))
        {
            return;
        }

        int choice = random.Next(3);
        if (loopDepth > 0 && switchDepth == 0 && choice == 0)
        {
            Use("break");
            Line("break;");
        }
        else if (loopDepth > 0 && choice == 1)
        {
            Use("continue");
            Line("continue;");
        }
        else if (choice == 2 || loopDepth > 0)
        {
            Use(loopDepth > 0 ? "return in loop" : "early return");
            Return(final: false);
        }
    }

    private void Switch()
    {
        bool chain = Chance(0.35);
        Use(chain ? "goto case" : "switch statement");
        bool doubles = !chain && Chance(0.25);
        switchDepth++;
        Line($"switch ({(doubles ? Leaf() + " + 0.0" : chain ? Integer() + " % 4" : Integer())})");
        Line("{");
        indent++;
        Section(doubles ? "case > 0.75:" : "case 0:", chain ? "goto case 2;" : "break;");
        Section(doubles ? $"case < 0.25{(Chance(0.4) ? $" when {Condition(0)}" : "")}:" : chain ? "case 1:" : "case 1:\n" + new string(' ', 4 * indent) + "case 3:", "break;");
        if (!doubles)
        {
            Section(chain ? "case 2:" : Chance(0.3) ? $"case 2 when {Condition(0)}:" : "case > 3:", chain && Chance(0.5) ? "goto case 1;" : chain && Chance(0.4) ? "goto default;" : "break;");
        }

        if (chain || Chance(0.7))
        {
            Section("default:", "break;");
        }

        indent--;
        Line("}");
        switchDepth--;
    }

    private void Section(string label, string end)
    {
        Line(label);
        Block(() =>
        {
            Body(exits: false);
            Line(end);
        });
    }

    private void Swap()
    {
        Use("swap");
        if (Chance(0.5) && Any(static variable => variable.IsBuffer && variable.Writable) is { } buffer)
        {
            (string first, string second) = ($"{buffer.Name}[{Index(buffer)}]", $"{buffer.Name}[{Index(buffer)}]");
            Line(Chance(0.6) ? $"({first}, {second}) = ({second}, {first});" : $"({first}, {second}) = ({second} * {Leaf()}, {first} + {Number(1)});");
            return;
        }

        if (Place() is { } left && Place() is { } right && left != right)
        {
            Line($"({left.Name}, {right.Name}) = ({Pick([right.Name, $"{right.Name} - {Leaf()}"])}, {Pick([left.Name, Squashed(2)])});");
        }
    }

    private void Deconstruct()
    {
        Use("deconstruction");
        Routine[] pairs = [.. routines.Where(static routine => routine.Returns == '2')];
        string value = pairs.Length > 0 && loopDepth < 2 && !capturedOnly && Call(Pick(pairs)) is { } call ? call : Chance(0.3) ? $"Math.SinCos({Number(1)})" : $"({Number(2)} + 0.0, {Number(1)} * 1.0)";
        string first = Fresh();
        scope.Add(new Variable(first, VariableKind.Double));
        string second = Fresh();
        scope.Add(new Variable(second, VariableKind.Double));
        Line(Chance(0.5) ? $"var ({first}, {second}) = {value};" : $"(double {first}, double {second}) = {value};");
    }

    private void RefLocal()
    {
        if (Any(static variable => variable.IsBuffer && variable.Writable) is not { } buffer || capturedOnly)
        {
            Assign();
            return;
        }

        Use("ref local");
        string index = Index(buffer);
        string name = Fresh("r", "slot", "cell", "@ref");
        Line($"ref double {name} = ref {buffer.Name}[{index}];");
        scope.Add(new Variable(name, VariableKind.Double) { Capturable = false, Root = buffer.Root });
        Line($"{name} {Pick(["+=", "-=", "="])} {Next(2)};");
        if (Chance(0.3) && Any(variable => variable.Kind == VariableKind.Int && variable.Writable) is { } moved)
        {
            Line($"{moved.Name} = ({moved.Name} + 1) % 4;");
            Line($"{name} *= 0.5;");
        }
    }

    private void CallStatement()
    {
        Routine[] callable = [.. routines.Where(routine => loopDepth < 2 && !capturedOnly)];
        if (callable.Length == 0 || Call(Pick(callable)) is not { } call)
        {
            Assign();
            return;
        }

        Line(call + ";");
    }

    private void Guard()
    {
        Use("throw");
        Line($"if ({Integer()} > 1000)");
        Line("{");
        Line(Pick(["    throw new ArgumentException(\"out of range\");", $"    throw new InvalidOperationException($\"bad {{{Leaf()}}}\");"]));
        Line("}");
    }

    private void LateDeclaration()
    {
        Use("assigned in branches");
        string name = Fresh();
        Line($"double {name};");
        string condition = Condition(1);
        Line($"if ({condition})");
        Block(() =>
        {
            Body(exits: false);
            Line($"{name} = {Number(2)};");
        });
        Line("else");
        Block(() => Line($"{name} = {Number(2)};"));
        scope.Add(new Variable(name, VariableKind.Double));
    }

    private void Chained()
    {
        if (Place() is { } first && Place() is { } second)
        {
            Use("chained assignment");
            Line($"{first.Name} {Pick(["=", "+=", "-="])} {second.Name} {Pick(["=", "*=", "+="])} {Squashed(2)};");
        }
    }

    private void InnerBlock() => Block(() => Body(exits: false));
}
