namespace SymDiff.Generator.Tests.RandomPrograms;

/// <summary>Arrays and spans of the program's structs: loops over them, views and copies of them, calls with them.</summary>
internal sealed partial class ProgramWriter
{
    // At least four of them: numbers of the first and of the last are variables like others.
    private void Structs(string name, bool isArray)
    {
        scope.Add(new Variable(name, VariableKind.Bodies) { Capturable = isArray, Root = isArray ? "array" : "span" });
        foreach (string number in new[] { "[0].X", "[^1].Y", "[1].X", "[2].Y" })
        {
            scope.Add(new Variable(name + number, VariableKind.Double) { Root = name, Capturable = isArray });
        }
    }

    private void LocalBodies()
    {
        body ??= Body();
        (string made, string i) = (Fresh("bodies", "points", "made"), Fresh("i", "at"));
        if (Chance(0.3))
        {
            Line($"Body[] {made} = [new Body {{ X = {Squashed(1)} }}, default, new Body({Number(1)}, {Leaf()}), new Body {{ X = {Leaf()}, Y = {Squashed(1)} }}];");
        }
        else
        {
            int length = 4 + random.Next(3);
            Line(Pick([$"Body[] {made} = new Body[{length}];", $"Span<Body> {made} = stackalloc Body[{length}];", $"Span<Body> {made} = new Body[{length}];"]));
            Line($"for (int {i} = {random.Next(2)}; {i} < {made}.Length; {i}++)");
            Line("{");
            Line($"    {made}[{i}].X = {Pick([$"{Squashed(1)} * {i}", $"Math.Sin({Leaf()} + {i})", Leaf()])};");
            Line(Pick([$"    {made}[{i}].Y += {Leaf()} * {made}[{i} / 2].X;", $"    {made}[{i}] = {made}[{i}].Turned({Leaf()});", $"    {made}[{i}].Turn({Squashed(1)});"]));
            Line("}");
        }

        // As a span, whatever it was declared as, so that no lambda captures it.
        Structs(made, isArray: false);
        Walk(made, "structs of an array made on the way");
    }

    private void OverBodies()
    {
        if (Any(static variable => variable.Kind == VariableKind.Bodies) is { } bodies)
        {
            Walk(bodies.Name, "loop over structs");
        }
    }

    private void Walk(string a, string feature)
    {
        Use(LoopCarried);
        string pad = new(' ', 4);
        (string sum, string i, string one, string view) = (Fresh(), Fresh("i", "k"), Fresh("body", "one"), Fresh("view", "part"));
        Line($"double {sum} = {Leaf()};");
        switch (random.Next(4))
        {
            case 0:
                Line($"foreach (Body {one} in {a})");
                Line("{");
                Line(pad + Pick([$"{sum} = Math.Sin({sum}) * {one}.X + {one}.Y;", $"if ({one}.X > {one}.Y) {{ continue; }}\n\n{new string(' ', 4 * indent)}{pad}{sum} += {one}.X * {one}.Y;", $"{sum} = Math.Cos({sum} - {one}.Energy);"]));
                Line("}");
                break;
            case 1:
                Line($"Span<Body> {view} = {a};");
                Line($"foreach (ref Body {one} in {view}{Pick(["", "[1..]", ".Slice(1, 2)"])})");
                Line("{");
                Line(pad + Pick([$"{one}.X = Math.Sin({one}.X) + {one}.Y * 0.5;", $"{one} = {one}.Turned(0.25);", $"{one}.Turn({Leaf()}); {one}.Y = Math.Tanh({one}.Y);"]));
                Line($"{pad}{sum} = Math.Sin({sum} + {one}.X);");
                Line("}");
                break;
            default:
                bool down = Chance(0.25);
                Line(down ? $"for (int {i} = {a}.Length - 1; {i} >= 0; {i}--)" : $"for (int {i} = 0; {i} < {a}.Length{Pick(["", " - 1"])}; {i}++)");
                Line("{");
                for (int steps = 1 + random.Next(2); steps > 0; steps--)
                {
                    Line(pad + Pick(
                    [
                        $"{a}[{i}].X = Math.Sin({a}[{i}].X + {sum});", $"{a}[{i}].Y -= 0.25 * {a}[({i} + 1) % {a}.Length].X;", $"{a}[{i}] = {a}[{i}] * {Squashed(1)};", $"({a}[{i}], {a}[0]) = ({a}[0], {a}[{i}]);",
                        $"{a}[{i}].Turn({Squashed(1)}); {a}[{i}].Y = Math.Sin({a}[{i}].Y);", $"{a}[{i}] += {a}[^1]; {a}[{i}].X = Math.Tanh({a}[{i}].X);", $"if ({a}[{i}].X > {sum}) {{ {a}[{i}] = {a}[{i} / 2] with {{ Y = {Leaf()} }}; }}",
                    ]));
                }

                Line($"{pad}{sum} = {Pick([$"Math.Sin({sum}) * {a}[{i}].X + {a}[^1].Y", $"{sum} * 0.5 + Math.Sin({a}[{i}].Energy)", $"Math.Cos({sum} + {a}[{i}].Mix({Leaf()}))"])};");
                Line("}");
                break;
        }

        string end = Pick([$"{sum} + {a}[^1].X", $"{sum} * {a}[1].Half", sum]);
        if (Chance(0.3))
        {
            members.Add("    private static double Momentum(ReadOnlySpan<Body> all, double by)\n    {\n        double sum = 0;\n        for (int i = 1; i < all.Length; i++)\n        {\n            sum += all[i].X * Math.Sin(by * all[i - 1].Y);\n        }\n\n        return sum;\n    }\n");
            end += $" + Momentum({Pick([a, $"{a}[1..]"])}, {Leaf()})";
        }
        else if (Chance(0.3))
        {
            string copy = Fresh("kept", "before");
            Line($"Span<Body> all{copy} = {a};");
            Line($"Body[] {copy} = {Pick([$"all{copy}.ToArray()", $"all{copy}[1..].ToArray()", $"[{a}[0], {a}[^1] + {a}[1]]"])};");
            Line(Pick([$"{a}[1].X = Math.Sin({a}[1].X) + {copy}[0].Y;", $"{copy}[1].Y *= {Leaf()};", $"{copy}.AsSpan(0, 1).CopyTo(all{copy}.Slice(1));"]));
            end += $" - {copy}[1].Y * {copy}[0].X";
        }

        Flow(feature, end);
    }

    private void OverSegments()
    {
        if (Any(static variable => variable.Kind == VariableKind.Segments) is not { } edges)
        {
            return;
        }

        Use(LoopCarried);
        (string sum, string i, string one) = (Fresh(), Fresh("i", "k"), Fresh("edge", "one"));
        string a = edges.Name;
        Line($"double {sum} = {Leaf()};");
        if (Chance(0.5))
        {
            Line($"foreach (Segment {one} in {a}{Pick(["", "[1..]"])})");
            Line("{");
            Line("    " + Pick([$"{sum} = Math.Sin({sum}) * {one}.Weight + {one}.From.X * {one}.To.Y;", $"{sum} += Math.Sin({one}.Length({Leaf()}));", $"Point end = {one}.To; {sum} = Math.Cos({sum} + end.X - end.Size);"]));
            Line("}");
        }
        else
        {
            Line($"for (int {i} = {random.Next(2)}; {i} < {a}.Length; {i}++)");
            Line("{");
            Line("    " + Pick([$"{sum} = Math.Sin({sum}) + {a}[{i}].From.Y * {a}[^1].Weight;", $"Segment {one} = {a}[{i}].Shifted({a}[0].To); {sum} += Math.Sin({one}.From.X * {one}.To.X);", $"if ({a}[{i}].Weight > {a}[{i} / 2].To.X) {{ {sum} += {a}[{i}].From.X; }}"]));
            Line("}");
        }

        Flow("loop over structs of structs", $"{sum} * {a}[0].To.Y + {a}[^1].From.Size");
    }
}
